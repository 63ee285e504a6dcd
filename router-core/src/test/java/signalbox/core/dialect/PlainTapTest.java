package signalbox.core.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.core.policy.Wire;

/// Plain answers: passed on as they come, and read on the way.
class PlainTapTest {
    private static final String OPENAI =
            """
            {
              "id": "chatcmpl-1", "object": "chat.completion", "model": "openai\\/gpt-5.6-luna",\
               "service_tier": "priority",
              "choices": [ {"index": 0, "message": {"role": "assistant", "content": "say \\"usage\\": {\\"x\\":1} é"},
                            "finish_reason": "stop"} ],
              "usage": {"prompt_tokens": 9, "completion_tokens": 3}
            }
            """;
    private static final String ANTHROPIC =
            "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-haiku-4-5\","
                    + "\"content\":[{\"type\":\"text\",\"text\":\"Hello\"},{\"type\":\"tool_use\",\"id\":"
                    + "\"toolu_1\",\"name\":\"f\","
                    + "\"input\":{\"a\":[1,{\"type\":\"x\"}]}}],\"stop_reason\":\"tool_use\","
                    + "\"usage\":{\"input_tokens\":9,\"output_tokens\":3}}";

    private static AnswerTap tap(Wire wire) {
        return Dialect.of(wire).tap(false, true);
    }

    @Test
    void readsAChatAnswer() {
        var tapped = Tapped.whole(tap(Wire.OPENAI_CHAT), OPENAI);
        assertEquals(OPENAI, tapped.client());
        assertEquals(List.of("{\"prompt_tokens\": 9, \"completion_tokens\": 3}"), tapped.usage());
        assertTrue(tapped.complete());
        assertFalse(tapped.error());
        assertEquals("openai/gpt-5.6-luna", tapped.model());
        assertEquals("priority", tapped.tier());
        assertEquals("stop", tapped.finish());
        assertEquals("say \"usage\": {\"x\":1} é".getBytes(StandardCharsets.UTF_8).length, tapped.deliveredBytes());
    }

    @Test
    void readsAMessage() {
        var tapped = Tapped.whole(tap(Wire.ANTHROPIC), ANTHROPIC);
        assertEquals(List.of("{\"input_tokens\":9,\"output_tokens\":3}"), tapped.usage());
        assertEquals("claude-haiku-4-5", tapped.model());
        assertEquals("tool_use", tapped.finish());
        assertEquals("Hello".length() + 1 + "{\"a\":[1,{\"type\":\"x\"}]}".length(), tapped.deliveredBytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {OPENAI, ANTHROPIC})
    void cutAtEveryByteNothingChanges(String answer) {
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        var whole = Tapped.whole(tap(Wire.OPENAI_CHAT), answer);
        for (int at = 0; at <= bytes.length; at++) {
            assertEquals(whole, Tapped.cut(tap(Wire.OPENAI_CHAT), bytes, at), "cut at " + at);
        }
        assertEquals(whole, Tapped.pieces(tap(Wire.OPENAI_CHAT), answer, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {OPENAI, ANTHROPIC})
    void aPieceOfADocumentIsNotComplete(String answer) {
        String document = answer.strip();
        for (int length = 0; length < document.length(); length++) {
            assertFalse(Tapped.whole(tap(Wire.ANTHROPIC), document.substring(0, length)).complete());
        }
        assertTrue(Tapped.whole(tap(Wire.ANTHROPIC), document).complete());
        assertTrue(Tapped.whole(tap(Wire.ANTHROPIC), "\n " + document + " \r\n").complete());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "  ", "{}{}", "{} x", "{]", "[}", "}", "true", "\"text\"", "<html></html>", "{\"a\":[1,2}]"})
    void whatIsNotOneDocumentIsNotComplete(String answer) {
        assertFalse(Tapped.whole(tap(Wire.OPENAI_CHAT), answer).complete());
    }

    @Test
    void anErrorInA200IsSeen() {
        var tap = tap(Wire.OPENAI_CHAT);
        assertTrue(Tapped.whole(tap, "{\"error\":{\"code\":429,\"message\":\"slow down\"},\"user_id\":\"u\"}").error());
        assertEquals("slow down", tap.failure().orElseThrow().message());
        assertFalse(Tapped.whole(tap(Wire.OPENAI_CHAT), "{\"error\":null,\"choices\":[]}").error());
        assertTrue(
                Tapped.whole(
                                tap(Wire.ANTHROPIC),
                                "{\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"x\"}}")
                        .error());
    }

    @Test
    void aUsageObjectThatIsTooLongToBeOneIsLeftOut() {
        String answer = "{\"usage\":{\"x\":\"" + "y".repeat(70_000) + "\"},\"model\":\"m\"}";
        var tapped = Tapped.pieces(tap(Wire.OPENAI_CHAT), answer, 1000);
        assertEquals(List.of(), tapped.usage());
        assertEquals("m", tapped.model());
        assertTrue(tapped.complete());
    }
}
