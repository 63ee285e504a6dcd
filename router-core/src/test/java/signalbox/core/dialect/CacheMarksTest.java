package signalbox.core.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import signalbox.core.policy.Wire;

class CacheMarksTest {
    private static final String MARK = "\"cache_control\":{\"type\":\"ephemeral\"}";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static PromptShape shape(String body) {
        return PromptShape.of(Wire.ANTHROPIC, bytes(body)).orElseThrow();
    }

    /// The body with marks wherever one can be.
    private static String marked(String body) {
        PromptShape shape = shape(body);
        var places =
                IntStream.rangeClosed(0, shape.last())
                        .mapToObj(prefix -> shape.place(prefix, bytes(body)))
                        .flatMap(Optional::stream)
                        .toList();
        return new String(CacheMarks.marked(bytes(body), places), StandardCharsets.UTF_8);
    }

    @Test
    void textsBecomeBlocksAndBlocksGetAField() {
        assertEquals(
                "{\"system\": [{\"type\":\"text\",\"text\":\"Bé\\\"e\","
                        + MARK
                        + "}],\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Hé\","
                        + MARK
                        + "}]},{\"role\":\"assistant\", \"content\":[{\"type\":\"text\",\"text\":\"a\"},"
                        + "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"n\",\"input\":{\"type\":\"x\"} ,"
                        + MARK
                        + "}]},{\"content\":[{\"type\":\"tool_result\",\"content\":[{\"type\":\"text\","
                        + "\"text\":\"\"}],\"tool_use_id\":\"t\","
                        + MARK
                        + "}],\"role\":\"user\"}]}",
                marked(
                        "{\"system\": \"Bé\\\"e\",\"messages\":[{\"role\":\"user\",\"content\":\"Hé\"},"
                                + "{\"role\":\"assistant\", \"content\":[{\"type\":\"text\",\"text\":\"a\"},"
                                + "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"n\",\"input\":{\"type\":\"x\"} }]},"
                                + "{\"content\":[{\"type\":\"tool_result\",\"content\":[{\"type\":\"text\","
                                + "\"text\":\"\"}],\"tool_use_id\":\"t\"}],\"role\":\"user\"}]}"));
    }

    /// Each turn against each mark would be ten thousand million steps.
    @Test
    @Timeout(20)
    void asManyMarksAsTurnsAreReadInOnePass() {
        String turn = "{\"cache_control\":{},\"role\":\"user\",\"content\":\"a\"}";
        String turns = String.join(",", Collections.nCopies(300_000, turn));
        assertEquals(300_000, shape("{\"messages\":[" + turns + "]}").last());
    }

    @Test
    void theLastToolIsMarkedWhereThereAreNoInstructions() {
        String body =
                "{\"tools\":[{\"name\":\"a\"},{\"name\":\"b\"}],\"messages\":[{\"role\":\"user\",\"content\":\"\"}]}";
        assertEquals(body.replace("\"b\"}", "\"b\"," + MARK + "}"), marked(body));
    }

    @Test
    void whatRefusesMarksGetsNone() {
        for (String content :
                List.of(
                        "\" \\n\"",
                        "[]",
                        "[{\"type\":\"text\",\"text\":\"\"}]",
                        "[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"thinking\",\"thinking\":\"t\"}]",
                        "[{\"type\":\"server_tool_use\",\"name\":\"web_search\"}]")) {
            String body = "{\"messages\":[{\"role\":\"user\",\"content\":" + content + "}]}";
            assertEquals(body, marked(body));
        }
        String prefill = "{\"messages\":[{\"role\":\"assistant\",\"content\":\"So\"}]}";
        assertEquals(prefill, marked(prefill));
        String deferred =
                "{\"tools\":[{\"name\":\"a\",\"defer_loading\":true}],\"messages\":[{\"role\":\"system\",\"content\":\"x\"}]}";
        assertEquals(deferred, marked(deferred));
    }

    @Test
    void aClientThatMarksIsSeenWhereverItDoes() {
        assertFalse(shape("{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}").marked());
        assertFalse(shape("{\"cache_control\":null,\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}").marked());
        for (String body :
                List.of(
                        "{" + MARK + ",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}",
                        "{\"system\":[{\"type\":\"text\",\"text\":\"s\"," + MARK + "}],\"messages\":[{}]}",
                        "{\"tools\":[{\"name\":\"s\"," + MARK + "}],\"messages\":[{}]}",
                        "{\"messages\":[{\"content\":[{\"content\":[{" + MARK + "}]}]}]}")) {
            assertTrue(shape(body).marked(), body);
        }
    }

    @Test
    void aLongerConversationBeginsAsTheShorterOne() {
        String start = "{\"model\":\"m\",\"system\":\"s\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}";
        List<Long> shorter = shape(start + "]}").prefixes();
        List<Long> longer =
                shape(
                                start
                                        + " ,{\"role\":\"assistant\",\"content\":\"b\"}],\"system\":\"s\",\"model\":\"n\"}"
                                                .replace("\"system\":\"s\",", ""))
                        .prefixes();
        assertEquals(2, shorter.size());
        assertEquals(shorter, longer.subList(0, 2));
        List<Long> other = shape(start.replace("\"s\"", "\"t\"") + "]}").prefixes();
        assertNotEquals(shorter.get(0), other.get(0));
        assertNotEquals(shorter.get(1), other.get(1));
    }

    @Test
    void marksThatMoveDoNotMakeAnotherConversation() {
        String plain = "{\"messages\":[{\"content\":[{\"type\":\"text\",\"text\":\"a\"}]}]}";
        List<Long> prefixes = shape(plain).prefixes();
        for (String block :
                List.of(
                        "{\"type\":\"text\",\"text\":\"a\"," + MARK + "}",
                        "{\"type\":\"text\",\"text\":\"a\", " + MARK + "}",
                        "{" + MARK + ",\"type\":\"text\",\"text\":\"a\"}",
                        "{\"type\":\"text\"," + MARK + ",\"text\":\"a\"}")) {
            String body = plain.replace("{\"type\":\"text\",\"text\":\"a\"}", block);
            assertEquals(prefixes, shape(body).prefixes(), block);
        }
    }

    @Test
    void everyDialectHasATurnAsItsPrefix() {
        assertEquals(
                3,
                PromptShape.of(Wire.OPENAI_CHAT, bytes("{\"messages\":[{\"role\":\"system\"},{\"role\":\"user\"}]}"))
                        .orElseThrow()
                        .prefixes()
                        .size());
        assertEquals(
                2, PromptShape.of(Wire.OPENAI_RESPONSES, bytes("{\"input\":\"a\"}")).orElseThrow().prefixes().size());
        assertEquals(2, PromptShape.of(Wire.GEMINI, bytes("{\"contents\":[{}]}")).orElseThrow().prefixes().size());
        assertTrue(PromptShape.of(Wire.OPENAI_CHAT, bytes("{\"messages\":[]}")).isEmpty());
    }

    @Test
    void aKeyIsOnlyGivenWhereThereIsNone() {
        assertEquals(
                "{\"prompt_cache_key\":\"sbx-1\",\"model\":\"m\"}",
                new String(CacheMarks.keyed(bytes("{\"model\":\"m\"}"), "sbx-1"), StandardCharsets.UTF_8));
        byte[] own = bytes("{\"a\":{\"b\":1},\"prompt_cache_key\":null}");
        assertSame(own, CacheMarks.keyed(own, "sbx-1"));
    }

    @Test
    void eachFamilyHasItsLeast() {
        assertEquals(1024, CacheMarks.leastTokens("claude-sonnet-4-5"));
        assertEquals(1024, CacheMarks.leastTokens("claude-sonnet-4-20250514"));
        assertEquals(1024, CacheMarks.leastTokens("anthropic/claude-opus-4.1"));
        assertEquals(1024, CacheMarks.leastTokens("claude-3-7-sonnet-latest"));
        assertEquals(2048, CacheMarks.leastTokens("claude-3-5-haiku-latest"));
        assertEquals(2048, CacheMarks.leastTokens("claude-sonnet-4-6"));
        assertEquals(4096, CacheMarks.leastTokens("claude-haiku-4-5"));
        assertEquals(4096, CacheMarks.leastTokens("claude-opus-4-5"));
        assertEquals(4096, CacheMarks.leastTokens("claude-opus-9"));
    }
}
