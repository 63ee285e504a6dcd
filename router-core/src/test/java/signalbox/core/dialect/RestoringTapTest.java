package signalbox.core.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import signalbox.core.pii.Placeholders;
import signalbox.core.policy.Wire;
import signalbox.core.testing.Answers;

class RestoringTapTest {
    private static final String ORIGINAL = "a\"da\\@exämple.org\n";

    private final Placeholders placeholders = new Placeholders(new byte[32]);
    private final String mark = placeholders.of("email", ORIGINAL);

    @Test
    void putsTextsBackAcrossEventsCutAtAnyByte() throws IOException {
        var stream = new StringBuilder();
        for (int i = 0; i < mark.length(); i++) {
            stream.append(chat(0, "content", mark.substring(i, i + 1)));
        }
        stream.append(chat(0, "content", "! [EMAIL_x] [")).append(finish()).append("data: [DONE]\n\n");
        for (int cut = 1; cut < 40; cut++) {
            String out = through(Wire.OPENAI_CHAT, stream.toString(), cut);
            assertEquals(ORIGINAL + "! [EMAIL_x] [", text(out, "content"), "cut " + cut);
            assertTrue(out.endsWith("data: [DONE]\n\n"), out);
        }
    }

    @Test
    void keepsChoicesAndToolCallsApart() throws IOException {
        int half = mark.length() / 2;
        String stream =
                chat(0, "content", mark.substring(0, half))
                        + chat(1, "content", mark.substring(0, 3))
                        + tool(0, 0, "{\\\"to\\\":\\\"" + mark.substring(0, 5))
                        + tool(0, 1, mark.substring(0, 5))
                        + chat(0, "content", mark.substring(half))
                        + tool(0, 0, mark.substring(5) + "\\\"}")
                        + chat(1, "content", mark.substring(3) + "?")
                        + tool(0, 1, mark.substring(5))
                        + finish();
        String out = through(Wire.OPENAI_CHAT, stream, 7);
        assertEquals(ORIGINAL, textOf(out, "\"index\":0,\"delta\":{\"content\""));
        assertEquals(ORIGINAL + "?", textOf(out, "\"index\":1,\"delta\":{\"content\""));
        String arguments =
                Answers.events(out).stream()
                        .filter(e -> e.contains("tool_calls\":[{\"index\":0"))
                        .flatMap(e -> Answers.values(e, "arguments").stream())
                        .reduce("", String::concat);
        assertEquals(List.of(ORIGINAL), Answers.values(arguments, "to"), "escaped as JSON within JSON");
    }

    @Test
    void speaksAnthropicWithCarriageReturnsAndPings() throws IOException {
        String stream =
                anthropic(
                                "content_block_delta",
                                "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Hi "
                                        + mark.substring(0, 4)
                                        + "\"}")
                        + anthropic("ping", "\"x\":1")
                        + anthropic(
                                "content_block_delta",
                                "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\""
                                        + mark.substring(4)
                                        + "\"}")
                        + anthropic(
                                "content_block_delta",
                                "\"index\":1,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"a\\\":\\\""
                                        + mark
                                        + "\\\"}\"}")
                        + anthropic(
                                "content_block_delta",
                                "\"index\":2,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"" + mark + "\"}")
                        + anthropic("message_stop", "\"x\":1");
        String crlf = stream.replace("\n", "\r\n");
        for (int cut : new int[] {1, 3, 1000}) {
            String out = through(Wire.ANTHROPIC, crlf, cut);
            String plain = out.replace("\r\n", "\n");
            assertEquals("Hi " + ORIGINAL, text(plain, "text"));
            assertEquals(List.of(ORIGINAL), Answers.values(text(plain, "partial_json"), "a"));
            assertEquals(mark, text(plain, "thinking"), "signed, so it stays");
            assertEquals(crlf.split("\r\n\r\n").length, out.split("\r\n\r\n").length, "every event, once");
        }
    }

    @Test
    void speaksResponsesAndGemini() throws IOException {
        String responses =
                "event: response.output_text.delta\n"
                        + "data: {\"type\":\"response.output_text.delta\",\"item_id\":\"m\",\"output_index\":0,"
                        + "\"content_index\":0,\"delta\":\""
                        + mark.substring(0, 6)
                        + "\"}\n\n"
                        + "event: response.output_text.delta\n"
                        + "data: {\"type\":\"response.output_text.delta\",\"item_id\":\"m\",\"output_index\":0,"
                        + "\"content_index\":0,\"delta\":\""
                        + mark.substring(6)
                        + "\"}\n\n"
                        + "event: response.output_text.done\ndata: {\"type\":\"response.output_text.done\",\"text\":\""
                        + mark
                        + "\"}\n\n";
        String out = through(Wire.ANTHROPIC, responses, 5);
        assertEquals(ORIGINAL, text(out, "delta"));
        assertEquals(ORIGINAL, text(out, "text"));
        String gemini =
                "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\""
                        + mark.substring(0, 9)
                        + "\"}]}}]}\r\n\r\n"
                        + "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\""
                        + mark.substring(9)
                        + "\"}]}}]}\r\n\r\n";
        assertEquals(ORIGINAL, text(through(Wire.ANTHROPIC, gemini, 4).replace("\r\n", "\n"), "text"));
    }

    @Test
    void aPlainAnswerIsPutBackWhole() throws IOException {
        String body =
                "{\"id\":\"x\",\"choices\":[{\"message\":{\"content\":\"<"
                        + mark
                        + ">\",\"tool_calls\":[{\"function\":"
                        + "{\"arguments\":\"{\\\"to\\\":\\\""
                        + mark
                        + "\\\"}\"}}]},\"finish_reason\":\"stop\"}],\"n\":1.50}";
        var tap = new RestoringTap(Dialect.of(Wire.OPENAI_CHAT).tap(false, false), restorer(), false);
        var out = new ByteArrayOutputStream();
        tap.accept(body.getBytes(StandardCharsets.UTF_8), 0, body.length(), out::write);
        tap.end(out::write);
        String restored = out.toString(StandardCharsets.UTF_8);
        assertEquals("<" + ORIGINAL + ">", Answers.values(restored, "content").getFirst());
        assertEquals(ORIGINAL, Answers.values(Answers.values(restored, "arguments").getFirst(), "to").getFirst());
        assertTrue(restored.endsWith("\"n\":1.50}"), restored);
        assertTrue(tap.complete());
    }

    @Test
    void aStreamThatBreaksOffLosesNothingThatCame() throws IOException {
        String stream = chat(0, "content", "so far " + mark.substring(0, 5));
        var tap = new RestoringTap(Dialect.of(Wire.OPENAI_CHAT).tap(true, false), restorer(), true);
        var out = new ByteArrayOutputStream();
        tap.accept(stream.getBytes(StandardCharsets.UTF_8), 0, stream.length(), out::write);
        assertEquals(0, out.size(), "kept back while it could be a placeholder");
        tap.end(out::write);
        tap.breakOff(new DialectError(502, DialectError.Type.SERVER, "x", "gone", "", Map.of()), out::write);
        String told = out.toString(StandardCharsets.UTF_8);
        assertTrue(told.contains("so far " + mark.substring(0, 5)), told);
        assertTrue(told.contains("gone"), told);
        assertFalse(told.contains(ORIGINAL));
    }

    private String through(Wire wire, String stream, int cut) throws IOException {
        var tap = new RestoringTap(Dialect.of(wire).tap(true, false), restorer(), true);
        var out = new ByteArrayOutputStream();
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i += cut) {
            tap.accept(bytes, i, Math.min(cut, bytes.length - i), out::write);
        }
        tap.end(out::write);
        return out.toString(StandardCharsets.UTF_8);
    }

    private TextRestorer restorer() {
        return new TextRestorer() {
            @Override
            public String restore(String text, boolean json) {
                return placeholders.restore(text, json);
            }

            @Override
            public int undecided(String text) {
                return placeholders.undecided(text);
            }
        };
    }

    private static String chat(int choice, String field, String text) {
        return "data: {\"choices\":[{\"index\":" + choice + ",\"delta\":{\"" + field + "\":\"" + text + "\"}}]}\n\n";
    }

    private static String tool(int choice, int call, String arguments) {
        return "data: {\"choices\":[{\"index\":"
                + choice
                + ",\"delta\":{\"tool_calls\":[{\"index\":"
                + call
                + ",\"function\":{\"arguments\":\""
                + arguments
                + "\"}}]}}]}\n\n";
    }

    private static String finish() {
        return "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
    }

    private static String anthropic(String type, String rest) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + rest + "}\n\n";
    }

    private static String text(String stream, String field) {
        return Answers.events(stream).stream()
                .filter(event -> event.startsWith("{"))
                .flatMap(event -> Answers.values(event, field).stream())
                .reduce("", String::concat);
    }

    private static String textOf(String stream, String marker) {
        return Answers.events(stream).stream()
                .filter(event -> event.contains(marker))
                .flatMap(event -> Answers.values(event, "content").stream())
                .reduce("", String::concat);
    }
}
