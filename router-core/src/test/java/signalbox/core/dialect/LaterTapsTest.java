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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import signalbox.core.dialect.neutral.Json;
import signalbox.core.policy.Wire;

/// The taps of Responses and Gemini.
class LaterTapsTest {
    private static final Dialect RESPONSES = Dialect.of(Wire.OPENAI_RESPONSES);
    private static final Dialect GEMINI = Dialect.of(Wire.GEMINI);

    private static String read(String name) throws IOException {
        try (var in = LaterTapsTest.class.getResourceAsStream("/translate/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI_RESPONSES", "GEMINI"})
    void aStreamCutAtAnyByteIsTheSame(Wire wire) throws IOException {
        String text = read("stream." + wire.id() + ".sse");
        byte[] stream = text.getBytes(StandardCharsets.UTF_8);
        var whole = Tapped.whole(Dialect.of(wire).tap(true, false), text);
        assertTrue(whole.complete());
        assertFalse(whole.error());
        assertEquals(text, whole.client());
        assertEquals(1, whole.usage().size());
        for (int at = 1; at < stream.length; at++) {
            assertEquals(whole, Tapped.cut(Dialect.of(wire).tap(true, false), stream, at), "cut at " + at);
        }
        assertEquals(whole, Tapped.pieces(Dialect.of(wire).tap(true, false), text, 1));
    }

    @Test
    void whatAStreamRepeatsCountsOnce() throws IOException {
        var tapped = Tapped.whole(RESPONSES.tap(true, false), read("stream.openai-responses.sse"));
        // "Two cities." 11, the message 21 with two escaped quotes, the arguments 14 with four; the call's name is new
        assertEquals(11 + 21 + 14 + "weather".length(), tapped.deliveredBytes());
        assertEquals("gpt-x", tapped.model());
        assertEquals("completed", tapped.finish());
    }

    @Test
    void anItemWithoutDeltasCountsToo() {
        var tap = RESPONSES.tap(true, false);
        var tapped =
                Tapped.whole(
                        tap,
                        "data: {\"type\":\"response.output_item.done\",\"item\":{\"type\":\"message\",\"content\":["
                                + "{\"type\":\"output_text\",\"text\":\"Hello\"}]}}\n\n");
        assertEquals(5, tapped.deliveredBytes());
        assertFalse(tapped.complete());
    }

    @Test
    void geminisTextsCallsAndLastUsageCount() throws IOException {
        var tap = GEMINI.tap(true, false);
        var tapped = Tapped.whole(tap, read("stream.gemini.sse"));
        long arguments = "{\"city\":\"Rom\"}".length() + "{\"city\":\"Köln\"}".getBytes(StandardCharsets.UTF_8).length;
        assertEquals(11 + 21 + 2 * "weather".length() + arguments, tapped.deliveredBytes());
        assertEquals("gemini-x", tapped.model());
        assertEquals("STOP", tapped.finish());
        assertTrue(tapped.usage().getFirst().contains("\"thoughtsTokenCount\":20"));
        assertTrue(tap.usageFinal());
    }

    @Test
    void longTextsAreCertainlyManyTokens() {
        String text = "word ".repeat(200);
        var gemini = GEMINI.tap(true, false);
        Tapped.whole(
                gemini, "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"" + text + "\"}]}}]}\r\n\r\n");
        assertEquals(20, gemini.leastTokens());
        var responses = RESPONSES.tap(true, false);
        String delta = "data: {\"type\":\"response.output_text.delta\",\"delta\":\"" + text + "\"}\n\n";
        Tapped.whole(responses, delta);
        assertEquals(20, responses.leastTokens());
        // the summary of a thought is no output of the model that is limited
        Tapped.whole(responses, delta.replace("output_text", "reasoning_summary_text"));
        assertEquals(20, responses.leastTokens());
    }

    @Test
    void aStreamWithoutItsEndIsNotComplete() throws IOException {
        String responses = read("stream.openai-responses.sse");
        String cut = responses.substring(0, responses.indexOf("event: response.completed"));
        assertFalse(Tapped.whole(RESPONSES.tap(true, false), cut).complete());
        assertFalse(Tapped.whole(RESPONSES.tap(true, false), cut + "data: [DONE]\n\n").complete());
        String gemini = read("stream.gemini.sse");
        assertFalse(Tapped.whole(GEMINI.tap(true, false), gemini.substring(0, gemini.lastIndexOf("data:"))).complete());
    }

    @Test
    void aBlockedPromptIsAnAnswer() {
        String blocked = "{\"promptFeedback\":{\"blockReason\":\"SAFETY\"},\"usageMetadata\":{\"promptTokenCount\":4}}";
        var tapped = Tapped.whole(GEMINI.tap(true, false), "data: " + blocked + "\r\n\r\n");
        assertTrue(tapped.complete());
        assertEquals("SAFETY", tapped.finish());
        assertTrue(Tapped.whole(GEMINI.tap(false, false), blocked).complete());
    }

    @Test
    void errorsInAGoodAnswerAreFound() {
        String flat =
                "event: error\ndata: {\"type\":\"error\",\"code\":\"server_error\",\"message\":\"It broke.\"}\n\n";
        var tap = RESPONSES.tap(true, false);
        assertTrue(Tapped.whole(tap, flat).error());
        assertEquals("It broke.", tap.failure().orElseThrow().message());
        var failed = RESPONSES.tap(true, false);
        assertTrue(
                Tapped.whole(
                                failed,
                                "data: {\"type\":\"response.failed\",\"response\":{\"status\":\"failed\",\"error\":"
                                        + "{\"code\":\"rate_limit_exceeded\",\"message\":\"Slow down.\"}}}\n\n")
                        .error());
        assertEquals("rate_limit_exceeded", failed.failure().orElseThrow().code());
        var google = GEMINI.tap(true, false);
        assertTrue(
                Tapped.whole(
                                google,
                                "data:"
                                    + " {\"error\":{\"code\":503,\"message\":\"Busy.\",\"status\":\"UNAVAILABLE\"}}\r\n\r\n")
                        .error());
        assertEquals("UNAVAILABLE", google.failure().orElseThrow().type());
    }

    @Test
    void wholeAnswersAreRead() throws IOException {
        var responses = Tapped.whole(RESPONSES.tap(false, false), read("answer.openai-responses.json"));
        assertTrue(responses.complete());
        assertEquals("completed", responses.finish());
        assertEquals(1, responses.usage().size());
        assertTrue(responses.deliveredBytes() > 40);
        var gemini = Tapped.whole(GEMINI.tap(false, false), read("answer.gemini.json"));
        assertTrue(gemini.complete());
        assertEquals("STOP", gemini.finish());
    }

    @Test
    void anArrayIsTheSameEventsCutAnywhere() throws IOException {
        String text = read("stream.gemini.sse");
        byte[] stream = text.getBytes(StandardCharsets.UTF_8);
        String whole = Tapped.whole(new JsonArrayTap(GEMINI.tap(true, false)), text).client();
        List<Json> elements = Json.read(whole).items();
        assertEquals(3, elements.size());
        assertTrue(whole.contains("}" + ",\r\n{"), whole);
        for (int at = 1; at < stream.length; at++) {
            assertEquals(whole, Tapped.cut(new JsonArrayTap(GEMINI.tap(true, false)), stream, at).client());
        }
    }

    @Test
    void nothingOfAnEventThatIsTooLargeStandsInAnArray() throws IOException {
        var tap = new JsonArrayTap(GEMINI.tap(true, false));
        var out = new ByteArrayOutputStream();
        byte[] piece = "x".repeat(16 << 20).getBytes(StandardCharsets.US_ASCII);
        byte[] begins = "data: {\"a\":\"".getBytes(StandardCharsets.US_ASCII);
        tap.accept(begins, 0, begins.length, out::write);
        tap.accept(piece, 0, piece.length, out::write);
        byte[] ends = ("x".repeat(16 << 20) + "\"}\n\n").getBytes(StandardCharsets.US_ASCII);
        tap.accept(ends, 0, ends.length, out::write);
        assertTrue(tap.error());
        var error = new DialectError(502, DialectError.Type.SERVER, "x", "Too large.", "", Map.of());
        tap.breakOff(error, out::write);
        List<Json> elements = Json.read(out.toString(StandardCharsets.UTF_8)).items();
        assertEquals(1, elements.size());
        assertEquals("Too large.", elements.getFirst().get("error").get("message").text());
    }

    @Test
    void anArrayThatBreaksOffEndsWithAnError() throws IOException {
        String text = read("stream.gemini.sse");
        var tap = new JsonArrayTap(GEMINI.tap(true, false));
        var out = new ByteArrayOutputStream();
        byte[] half = text.substring(0, text.length() / 2).getBytes(StandardCharsets.UTF_8);
        tap.accept(half, 0, half.length, out::write);
        var error = new DialectError(502, DialectError.Type.SERVER, "x", "It broke off.", "", Map.of());
        tap.breakOff(error, out::write);
        List<Json> elements = Json.read(out.toString(StandardCharsets.UTF_8)).items();
        assertEquals("It broke off.", elements.getLast().get("error").get("message").text());
        assertEquals("INTERNAL", elements.getLast().get("error").get("status").text());
    }
}
