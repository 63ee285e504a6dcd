package signalbox.core.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.core.policy.Ability;
import signalbox.core.policy.Wire;

/// The upper bound of input tokens, and which parts escape it.
class InputBoundTest {
    private static final Dialect OPENAI = Dialect.of(Wire.OPENAI_CHAT);
    private static final Dialect ANTHROPIC = Dialect.of(Wire.ANTHROPIC);
    private static final String DATA = "iVBORw0KGgo".repeat(50);

    private static String user(String part) {
        return "{\"messages\":[{\"role\":\"user\",\"content\":[" + part + "]}]}";
    }

    private static ParsedRequest parse(Dialect dialect, String body) throws MalformedRequest {
        return dialect.parse(body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void textIsBoundByItsBytes() throws Exception {
        String body = user("{\"type\":\"text\",\"text\":\"h\u00e9 \u4e16\u754c\"}");
        for (var dialect : new Dialect[] {OPENAI, ANTHROPIC}) {
            int bytes = body.getBytes(StandardCharsets.UTF_8).length;
            assertEquals(bytes + 16 + 64, dialect.inputBound(parse(dialect, body)));
        }
    }

    @Test
    void embeddedImagesCountTheirDocumentedMost() throws Exception {
        for (String order :
                new String[] {
                    "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,%s\",\"detail\":\"high\"}}",
                    "{\"image_url\":{\"detail\":\"high\",\"url\":\"data:image/png;base64,%s\"},\"type\":\"image_url\"}",
                    "{\"image_url\":\"data:image/png;base64,%s\",\"type\":\"image_url\"}"
                }) {
            var request = parse(OPENAI, user(order.formatted(DATA)));
            int text = user(order.formatted("")).length() - "data:image/png;base64,".length();
            assertEquals(text + 48_169 + 16 + 64, OPENAI.inputBound(request));
            assertEquals(Set.of(Ability.IMAGES), request.needs());
            assertEquals(1, request.input().images());
        }
        String image =
                "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"%s\"}}";
        var request = parse(ANTHROPIC, user(image.formatted(DATA)));
        assertEquals(user(image.formatted("")).length() + 8464 + 16 + 64, ANTHROPIC.inputBound(request));
    }

    @Test
    void imagesInsideOfToolResultsCount() throws Exception {
        String image = "{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"https://x\"}}";
        var request =
                parse(
                        ANTHROPIC,
                        user(
                                "{\"type\":\"tool_result\",\"tool_use_id\":\"t\",\"content\":["
                                        + image
                                        + ","
                                        + image
                                        + "]}"));
        assertEquals(2, request.input().images());
        assertEquals(Set.of(Ability.IMAGES, Ability.TOOLS), request.needs());
    }

    @Test
    void whatOnlyCallsItselfAnImageIsText() throws Exception {
        String text =
                user(
                        "{\"type\":\"text\",\"text\":\"x\",\"image_url\":{\"url\":\"data:image/png;base64,"
                                + DATA
                                + "\"}}");
        assertEquals(text.length() + 16 + 64, OPENAI.inputBound(parse(OPENAI, text)));
        String escaped = user("{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png\\u003b" + DATA + "\"}}");
        int counted = escaped.length() - "data:image/png".length();
        assertEquals(counted + 48_169 + 16 + 64, OPENAI.inputBound(parse(OPENAI, escaped)));
        String tool =
                "{\"messages\":[{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"t\","
                        + "\"name\":\"f\","
                        + "\"input\":{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"data\":\""
                        + DATA
                        + "\"}}}]}]}";
        assertEquals(tool.length() + 16 + 64, ANTHROPIC.inputBound(parse(ANTHROPIC, tool)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"file\",\"file\":{\"file_id\":\"f\"}}",
                "{\"type\":\"video_url\",\"video_url\":{\"url\":\"https://x\"}}",
                "{\"type\":\"invented_tomorrow\"}",
                "{\"text\":\"no type\"}"
            })
    void chatPartsThatBytesDoNotBound(String part) throws Exception {
        assertEquals(Dialect.UNBOUNDED_INPUT, OPENAI.inputBound(parse(OPENAI, user(part))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"document\",\"source\":{\"type\":\"base64\",\"media_type\":\"application/pdf\","
                        + "\"data\":\"AA==\"}}",
                "{\"type\":\"document\",\"source\":{\"type\":\"url\",\"url\":\"https://x\"}}",
                "{\"type\":\"document\",\"source\":{\"type\":\"file\",\"file_id\":\"f\"}}",
                "{\"type\":\"tool_result\",\"tool_use_id\":\"t\",\"content\":[{\"type\":\"document\"}]}",
                "{\"type\":\"container_upload\",\"file_id\":\"f\"}"
            })
    void blocksThatBytesDoNotBound(String block) throws Exception {
        assertEquals(Dialect.UNBOUNDED_INPUT, ANTHROPIC.inputBound(parse(ANTHROPIC, user(block))));
    }

    @Test
    void documentsOfTextAreBoundByTheirBytes() throws Exception {
        String body =
                user(
                        "{\"type\":\"document\",\"source\":{\"type\":\"text\",\"media_type\":\"text/plain\","
                                + "\"data\":\"abc\"}}");
        var request = parse(ANTHROPIC, body);
        assertEquals(body.length() + 16 + 64, ANTHROPIC.inputBound(request));
        assertEquals(Set.of(Ability.FILES), request.needs());
    }

    @Test
    void toolsAddTheirOverhead() throws Exception {
        String body =
                "{\"tools\":[{\"type\":\"custom\",\"name\":\"a\",\"input_schema\":{}},{\"type\":"
                        + "\"bash_20250124\",\"name\":\"bash\"}],"
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
        assertEquals(body.length() + 1024 + 16 + 4096 + 16 + 64, ANTHROPIC.inputBound(parse(ANTHROPIC, body)));
    }
}
