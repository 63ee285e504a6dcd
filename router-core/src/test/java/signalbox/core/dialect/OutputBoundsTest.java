package signalbox.core.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.core.policy.Wire;

/// What a stream must have used, and what it cannot have exceeded, while it still runs.
class OutputBoundsTest {
    private static final String OPENAI = "data: {\"choices\":[{\"index\":0,\"delta\":{%s}}]}\n\n";
    private static final String ANTHROPIC =
            "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{%s}}\n\n";

    private static AnswerTap openAi(String delta) throws IOException {
        return feed(Dialect.of(Wire.OPENAI_CHAT).tap(true, false), OPENAI.formatted(delta));
    }

    private static AnswerTap anthropic(String delta) throws IOException {
        return feed(Dialect.of(Wire.ANTHROPIC).tap(true, false), ANTHROPIC.formatted(delta));
    }

    private static AnswerTap feed(AnswerTap tap, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        tap.accept(bytes, 0, bytes.length, (buffer, offset, length) -> {});
        return tap;
    }

    /// The longest of their kind in cl100k_base and o200k_base: each is one token.
    @ParameterizedTest
    @ValueSource(
            strings = {
                ".translatesAutoresizingMaskIntoConstraints",
                " dequeueReusableCellWithIdentifier",
                "————————————————",
                " สำนักเลขานุการองค์กร",
                "//----------------------------------------------------------------------------------------------"
            })
    void noSingleTokenEverCountsAsTwo(String token) throws Exception {
        assertTrue(openAi("\"content\":\"" + token.repeat(100) + "\"").leastTokens() <= 100);
        String escaped = token.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining());
        assertTrue(openAi("\"content\":\"" + escaped.repeat(100) + "\"").leastTokens() <= 100);
        assertTrue(openAi("\"content\":\"" + " ".repeat(128).repeat(100) + "\"").leastTokens() <= 100);
    }

    @Test
    void proseIsAtLeastATenthOfItsTokens() throws Exception {
        String prose = "The signalman sets the route and the interlocking refuses what is dangerous. ".repeat(100);
        for (String delta : new String[] {"content", "reasoning", "reasoning_content"}) {
            assertEquals(160, openAi("\"" + delta + "\":\"" + prose + "\"").leastTokens(), delta);
        }
        String call = "\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"f\",\"arguments\":\"" + prose + "\"}}]";
        assertEquals(160, openAi(call).leastTokens());
        for (String delta : new String[] {"text", "thinking", "partial_json"}) {
            assertEquals(160, anthropic("\"type\":\"x\",\"" + delta + "\":\"" + prose + "\"").leastTokens(), delta);
        }
        String both = "\"reasoning\":\"" + prose + "\",\"reasoning_content\":\"" + prose + "\"";
        assertEquals(160, openAi(both).leastTokens(), "sent twice, written once");
    }

    @Test
    void whatTheModelMayNotHaveWrittenCountsUpwardsOnly() throws Exception {
        String blob = "a".repeat(10_000);
        var signature = anthropic("\"type\":\"signature_delta\",\"signature\":\"" + blob + "\"");
        assertEquals(0, signature.leastTokens());
        assertEquals(10_000, signature.deliveredBytes());
        var details = openAi("\"reasoning_details\":[{\"type\":\"x\",\"data\":\"" + blob + "\"}]");
        assertEquals(0, details.leastTokens());
        assertEquals(10_000, details.deliveredBytes());
    }

    @Test
    void anEscapeIsTheCharacterItStandsFor() throws Exception {
        assertEquals(4, openAi("\"content\":\"a\\n\\\"\\\\\"").deliveredBytes());
        assertEquals(3 + 2, openAi("\"content\":\"\\u4e1612\"").deliveredBytes());
        assertEquals(6, openAi("\"content\":\"\\ud83d\\ude00\"").deliveredBytes(), "a pair is never too few");
        assertEquals(4, openAi("\"content\":\"\\u12x\"").deliveredBytes(), "what is broken still counts");
    }

    @Test
    void runningUsageSaysWhatCameAfterItAndWhetherItIsTheLastWord() throws Exception {
        var tap = Dialect.of(Wire.ANTHROPIC).tap(true, false);
        feed(
                tap,
                "data:"
                    + " {\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":9,\"output_tokens\":1}}}\n\n");
        feed(tap, ANTHROPIC.formatted("\"text\":\"12345\""));
        assertEquals(1, tap.usagesSeen());
        assertEquals(5, tap.bytesSinceUsage());
        feed(tap, "data: {\"type\":\"message_delta\",\"delta\":{},\"usage\":{\"output_tokens\":2}}\n\n");
        assertEquals(2, tap.usagesSeen());
        assertEquals(0, tap.bytesSinceUsage());
        assertFalse(tap.usageFinal());
        feed(
                tap,
                "data:"
                    + " {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":2}}\n\n");
        assertTrue(tap.usageFinal());
        var openAi = openAi("\"content\":\"x\"");
        feed(openAi, "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n");
        assertFalse(openAi.usageFinal());
        feed(openAi, "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1}}\n\n");
        assertTrue(openAi.usageFinal());
    }
}
