package signalbox.core.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static signalbox.core.dialect.Streams.ANTHROPIC_STREAM;
import static signalbox.core.dialect.Streams.OPENAI_ANSWER;
import static signalbox.core.dialect.Streams.OPENAI_DONE;
import static signalbox.core.dialect.Streams.OPENAI_STREAM;
import static signalbox.core.dialect.Streams.OPENAI_USAGE_EVENT;
import static signalbox.core.dialect.Streams.START_USAGE;
import static signalbox.core.dialect.Streams.USAGE;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.core.policy.Wire;

/// Streams: what the client gets and what is learnt, however the bytes are cut.
class StreamTapTest {
    private static final Dialect OPENAI = Dialect.of(Wire.OPENAI_CHAT);
    private static final Dialect ANTHROPIC = Dialect.of(Wire.ANTHROPIC);

    private static AnswerTap hiding() {
        return OPENAI.tap(true, true);
    }

    private static AnswerTap showing() {
        return OPENAI.tap(true, false);
    }

    @Test
    void readsAnOpenAiStream() {
        var tapped = Tapped.whole(showing(), OPENAI_STREAM);
        assertEquals(OPENAI_STREAM, tapped.client());
        assertEquals(List.of(USAGE), tapped.usage());
        assertTrue(tapped.complete());
        assertFalse(tapped.error());
        assertEquals("gpt-5.6-luna", tapped.model());
        assertEquals("default", tapped.tier());
        assertEquals("stop", tapped.finish());
        // H, é (2), blank, quote, three brackets, newline; f; {"usage":{}}
        assertEquals(9 + 1 + 12, tapped.deliveredBytes());
    }

    @Test
    void readsAnAnthropicStream() {
        var tapped = Tapped.whole(ANTHROPIC.tap(true, true), ANTHROPIC_STREAM);
        assertEquals(ANTHROPIC_STREAM, tapped.client());
        assertEquals(List.of(START_USAGE, "{\"output_tokens\":15}"), tapped.usage());
        assertTrue(tapped.complete());
        assertFalse(tapped.error());
        assertEquals("claude-haiku-4-5", tapped.model());
        assertEquals("end_turn", tapped.finish());
        assertEquals("Hello 世".getBytes(StandardCharsets.UTF_8).length + 7, tapped.deliveredBytes());
    }

    @Test
    void hidesTheUsageEventThatTheClientDidNotAskFor() {
        var tapped = Tapped.whole(hiding(), OPENAI_STREAM);
        assertEquals(OPENAI_ANSWER + OPENAI_DONE, tapped.client());
        assertEquals(List.of(USAGE), tapped.usage());
        assertTrue(tapped.complete());
    }

    @Test
    void hidesNothingButUsageEvents() {
        String stream =
                "data: {\"choices\":[],\"prompt_filter_results\":[{}]}\n\n"
                    + "data: {\"choices\":[],\"usage\":null}\n\n"
                    + "data:"
                    + " {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"}}],\"usage\":{\"prompt_tokens\":1}}\n\n"
                    + "data:"
                    + " {\"usage\":{\"prompt_tokens\":2},\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
                    + "data: {\"choices\":[],\"usage\":{},\"error\":{\"message\":\"x\"}}\n\n"
                    + "data: not json\n\n"
                    + "data:\n\n"
                    + "id: 7\n"
                    + "retry: 5\n\n"
                    + ": ping\n\n";
        assertEquals(stream, Tapped.whole(hiding(), stream).client());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hel\n\n",
                "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3\n\n",
                ": hm\nevent: x\r\ndata: {\"a\":[}]\r\n\r\n",
                "data: {}{\"choices\":[]}\n\n"
            })
    void anEventThatMakesNoSenseIsKeptFromTheClientAndIsAnError(String senseless) {
        String before = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"}}]}\n\n";
        String after = before + "data: [DONE]\n\n";
        for (boolean hide : List.of(true, false)) {
            var tap = OPENAI.tap(true, hide);
            var tapped = Tapped.whole(tap, before + senseless + after);
            assertEquals(before, tapped.client());
            assertTrue(tapped.error());
            assertFalse(tapped.complete());
            assertEquals("A piece of the answer made no sense.", tap.failure().orElseThrow().message());
            for (int size = 1; size < 9; size++) {
                assertTrue(Tapped.pieces(OPENAI.tap(true, hide), before + senseless + after, size).error());
            }
        }
    }

    static Stream<String> wholeStreams() {
        String comments = ": OPENROUTER PROCESSING\n\n" + OPENAI_STREAM.replace("\n\n", "\n: keep\n\n: alive\n\n");
        String multiLine =
                OPENAI_STREAM.replace("\"choices\"", "\ndata: \"choices\"").replace(",\"usage\"", "\ndata:,\"usage\"");
        String named = OPENAI_STREAM.replace("data:", "id: 1\nevent: chunk\nretry: 3\nunknown: x\ndata:");
        String noSpace = OPENAI_STREAM.replace("data: ", "data:");
        return Stream.of(OPENAI_STREAM, ANTHROPIC_STREAM, comments, multiLine, named, noSpace)
                .flatMap(stream -> Stream.of(stream, stream.replace("\n", "\r\n"), stream.replace("\n", "\r")));
    }

    @ParameterizedTest
    @MethodSource("wholeStreams")
    void cutAtEveryByteNothingChanges(String stream) {
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        var dialect = stream.startsWith("event: message") ? ANTHROPIC : OPENAI;
        for (boolean hide : List.of(true, false)) {
            var whole = Tapped.whole(dialect.tap(true, hide), stream);
            assertTrue(whole.complete());
            assertEquals(dialect == ANTHROPIC ? 2 : 1, whole.usage().size());
            if (!hide) {
                assertEquals(stream, whole.client());
            }
            for (int at = 0; at <= bytes.length; at++) {
                assertEquals(whole, Tapped.cut(dialect.tap(true, hide), bytes, at), "cut at " + at);
            }
            for (int size = 1; size < 6; size++) {
                assertEquals(whole, Tapped.pieces(dialect.tap(true, hide), stream, size), "pieces of " + size);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("wholeStreams")
    void lineEndsAndCommentsChangeNothingThatIsLearnt(String stream) {
        var dialect = stream.startsWith("event: message") ? ANTHROPIC : OPENAI;
        var plain = Tapped.whole(dialect.tap(true, true), dialect == ANTHROPIC ? ANTHROPIC_STREAM : OPENAI_STREAM);
        var tapped = Tapped.whole(dialect.tap(true, true), stream);
        assertEquals(plain.usage(), tapped.usage());
        assertEquals(plain.deliveredBytes(), tapped.deliveredBytes());
        assertEquals(plain.finish(), tapped.finish());
        if (dialect == OPENAI) {
            assertFalse(tapped.client().contains("cached_tokens"), "the usage event reached the client");
            assertEquals(stream.contains("[DONE]"), tapped.client().contains("[DONE]"));
        }
    }

    @Test
    void anAnswerIsNeverHeldOnceItsFirstChoiceIsSeen() throws Exception {
        var out = new ByteArrayOutputStream();
        var tap = hiding();
        byte[] begun = "data: {\"choices\":[{".getBytes(StandardCharsets.UTF_8);
        tap.accept(begun, 0, begun.length, out::write);
        assertEquals(begun.length, out.size());
        byte[] more = "\"delta\":{\"content\":\"x".getBytes(StandardCharsets.UTF_8);
        tap.accept(more, 0, more.length, out::write);
        assertEquals(begun.length + more.length, out.size());
        assertTrue(tap.contentSeen());
    }

    @Test
    void bytesGoOnInOneWriteEach() throws Exception {
        int[] writes = {0};
        var tap = hiding();
        byte[] bytes = OPENAI_STREAM.getBytes(StandardCharsets.UTF_8);
        tap.accept(bytes, 0, bytes.length, (buffer, offset, length) -> writes[0]++);
        assertEquals(1, writes[0]);
    }

    @Test
    void aCutStreamIsNotComplete() {
        byte[] bytes = OPENAI_STREAM.getBytes(StandardCharsets.UTF_8);
        int finished = OPENAI_ANSWER.getBytes(StandardCharsets.UTF_8).length - "\n\n".length();
        for (int length = 0; length < finished; length++) {
            for (var tap : List.of(showing(), hiding())) {
                var tapped = Tapped.whole(tap, new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
                assertFalse(tapped.complete(), "after " + length + " bytes");
                assertFalse(tapped.client().contains("[DONE]"));
            }
        }
    }

    @Test
    void aStreamCutInItsHiddenUsageEndsProperly() {
        for (int length = 1; length <= OPENAI_USAGE_EVENT.length(); length++) {
            var tapped = Tapped.whole(hiding(), OPENAI_ANSWER + OPENAI_USAGE_EVENT.substring(0, length));
            assertTrue(tapped.complete(), "after " + length + " bytes");
            String client = tapped.client().replaceAll("\n\n\n+", "\n\n");
            assertEquals(OPENAI_ANSWER + OPENAI_DONE, client);
        }
    }

    @Test
    void aMissingTerminatorIsSuppliedOnceTheAnswerHasFinished() {
        for (boolean hide : List.of(true, false)) {
            var tapped = Tapped.whole(OPENAI.tap(true, hide), OPENAI_ANSWER);
            assertTrue(tapped.complete());
            assertEquals(OPENAI_ANSWER + OPENAI_DONE, tapped.client());
        }
        String stop = ANTHROPIC_STREAM.substring(0, ANTHROPIC_STREAM.indexOf("event: message_stop"));
        var tapped = Tapped.whole(ANTHROPIC.tap(true, false), stop);
        assertTrue(tapped.complete());
        assertEquals(ANTHROPIC_STREAM, tapped.client());
    }

    @Test
    void aChoiceWithoutAFinishIsNotFinished() {
        String two =
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\n\n"
                    + "data: {\"choices\":[{\"delta\":{\"content\":\"b\"},\"finish_reason\":null,\"index\":1}]}\n\n";
        assertFalse(Tapped.whole(showing(), two).complete());
        assertTrue(
                Tapped.whole(showing(), two + "data: {\"choices\":[{\"finish_reason\":\"length\",\"index\" : 1 }]}\n\n")
                        .complete());
    }

    @Test
    void aBrokenStreamEndsWithAnErrorOfItsDialect() throws Exception {
        var error = new DialectError(502, DialectError.Type.SERVER, "upstream_broken", "It broke off.", "", Map.of());
        for (boolean half : List.of(true, false)) {
            var out = new ByteArrayOutputStream();
            var tap = hiding();
            byte[] bytes =
                    (half ? "data: {\"choices\":[{\"delta\":{\"content\":\"a" : OPENAI_ANSWER)
                            .getBytes(StandardCharsets.UTF_8);
            tap.accept(bytes, 0, bytes.length, out::write);
            int before = out.size();
            tap.breakOff(error, out::write);
            assertEquals(
                    (half ? "\n\n" : "")
                            + "data: {\"error\":{\"message\":\"It broke"
                            + " off.\",\"type\":\"server_error\",\"param\":null,\"code\":\"upstream_broken\"}}\n\n",
                    out.toString(StandardCharsets.UTF_8)
                            .substring(
                                    before == 0
                                            ? 0
                                            : new String(out.toByteArray(), 0, before, StandardCharsets.UTF_8)
                                                    .length()));
        }
    }

    @Test
    void errorsAfterA200AreSeen() {
        String openRouter =
                "data: {\"id\":\"g\",\"error\":{\"code\":502,\"message\":\"Provider"
                        + " disconnected\"},\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},"
                        + "\"finish_reason\":\"error\"}]}\n\n";
        var tap = showing();
        assertTrue(Tapped.whole(tap, openRouter).error());
        assertEquals("502", tap.failure().orElseThrow().code());
        assertEquals("Provider disconnected", tap.failure().orElseThrow().message());
        assertFalse(tap.contentSeen());
        assertFalse(tap.complete());

        String anthropic =
                "event: error\n"
                    + "data:"
                    + " {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n";
        tap = ANTHROPIC.tap(true, false);
        assertTrue(Tapped.whole(tap, anthropic).error());
        assertEquals("overloaded_error", tap.failure().orElseThrow().type());

        tap = ANTHROPIC.tap(true, false);
        assertTrue(Tapped.whole(tap, "event: error\ndata: {}\n\n").error());
        assertEquals("", tap.failure().orElseThrow().message());
        assertTrue(Tapped.whole(showing(), "data: {\"choices\":[{\"finish_reason\":\"error\"}]}\n\n").error());
        assertFalse(
                Tapped.whole(
                                showing(),
                                "data:"
                                        + " {\"error\":null,\"choices\":[{\"delta\":{\"content\":\"\\\"error\\\":{"
                                        + "\"}}]}\n\n")
                        .error());
    }

    @Test
    void usageIsOnlyWhatStandsWhereUsageStands() {
        String stream =
                "data:"
                        + " {\"choices\":[{\"delta\":{\"content\":\"{\\\"usage\\\":{\\\"prompt_tokens\\\":1}}\","
                        + "\"usage\":{\"a\":1}}}]}\n\n"
                        + "data: {\"usage\":{\"a\":}}\n\n"
                        + "data: {\"usage\":5}\n\n"
                        + "data: {\"usage\":{\"a\":1,}}\n\n";
        assertEquals(List.of(), Tapped.whole(showing(), stream).usage());
    }

    @Test
    void aRunningUsageIsReplacedByItsNextOnOpenAiStreams() {
        String stream =
                "data: {\"choices\":[{\"delta\":{}}],\"usage\":{\"completion_tokens\":1}}\n\n"
                        + "data: {\"choices\":[{\"delta\":{}}],\"usage\":{\"completion_tokens\":2}}\n\n";
        assertEquals(List.of("{\"completion_tokens\":2}"), Tapped.whole(showing(), stream).usage());
    }

    @Test
    void hostileStreamsNeitherFailNorGrow() throws Exception {
        var random = new Random(7);
        long[] passed = {0};
        for (var tap : List.of(hiding(), showing(), ANTHROPIC.tap(true, true))) {
            passed[0] = 0;
            long fed = 0;
            byte[] line = ("data: {\"choices\":[" + " ".repeat(60_000)).getBytes(StandardCharsets.UTF_8);
            tap.accept(line, 0, line.length, (b, o, n) -> passed[0] += n);
            fed += line.length;
            byte[] filler = new byte[1 << 16];
            Arrays.fill(filler, (byte) ' ');
            for (int i = 0; i < 64; i++) {
                tap.accept(filler, 0, filler.length, (b, o, n) -> passed[0] += n);
                fed += filler.length;
            }
            assertTrue(fed - passed[0] <= 64 << 10, "held " + (fed - passed[0]));
            byte[] empty = "data:\n\n".repeat(1000).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 1000; i++) {
                tap.accept(empty, 0, empty.length, (b, o, n) -> {});
            }
            byte[] deep = ("data: " + "{\"usage\":[".repeat(5000) + "\n\n").getBytes(StandardCharsets.UTF_8);
            tap.accept(deep, 0, deep.length, (b, o, n) -> {});
            for (int i = 0; i < 2000; i++) {
                byte[] noise = new byte[random.nextInt(80)];
                String alphabet = "data: {}[]\",:\\\n\r usage error choices 0";
                for (int k = 0; k < noise.length; k++) {
                    noise[k] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
                }
                tap.accept(noise, 0, noise.length, (b, o, n) -> {});
            }
            tap.end((b, o, n) -> {});
        }
    }
}
