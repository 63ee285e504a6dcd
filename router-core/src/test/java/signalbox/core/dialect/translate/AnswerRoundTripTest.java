package signalbox.core.dialect.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import signalbox.core.dialect.neutral.Answer;
import signalbox.core.dialect.neutral.Conversation;
import signalbox.core.dialect.neutral.StreamEvent;
import signalbox.core.policy.Wire;

/// Generated answers, whole and streamed, written in one format, carried into another and read back; and streams cut at
/// every byte, written with every line ending and every freedom that event streams have.
class AnswerRoundTripTest {
    private static final int CASES = Integer.getInteger("dialect.cases", 400);
    private static final Client CLIENT = new Client("c1", "m-1", true, 1_700_000_000);

    static Stream<GoldenTest.Pair> pairs() {
        return GoldenTest.pairs();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void wholeAnswers(GoldenTest.Pair pair) throws Exception {
        for (long seed = 0; seed < CASES; seed++) {
            Answer answer = new Generated(seed).answer();
            Codec from = Translation.codec(pair.from());
            Codec to = Translation.codec(pair.to());
            Answer read = from.readAnswer(from.writeAnswer(answer, CLIENT), Notes.NONE);
            Digest expected = Digest.of(answer).in(pair.from());
            assertEquals(expected, Digest.of(read).in(pair.from()), "seed " + seed);
            Answer carried = to.readAnswer(to.writeAnswer(read, CLIENT), Notes.NONE);
            assertEquals(Digest.of(read).in(pair.to()), Digest.of(carried).in(pair.to()), "seed " + seed);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void streamedAnswers(GoldenTest.Pair pair) throws Exception {
        for (long seed = 0; seed < CASES; seed++) {
            var generated = new Generated(seed);
            Answer answer = generated.answer();
            byte[] sent = stream(generated.stream(answer, generated.once(2)), pair.from());
            List<StreamEvent> read = events(sent, pair.from());
            assertEquals(Digest.of(answer).in(pair.from()), Digest.of(read).in(pair.from()), "seed " + seed);
            byte[] carried = stream(read, pair.to());
            StreamShape.check(carried, pair.to(), "seed " + seed);
            assertEquals(
                    Digest.of(read).in(pair.to()), Digest.of(events(carried, pair.to())).in(pair.to()), "seed " + seed);
        }
    }

    private static byte[] stream(List<StreamEvent> events, Wire wire) {
        var out = new EventOut();
        var writer = Translation.codec(wire).eventWriter(CLIENT);
        events.forEach(event -> writer.write(event, out));
        return out.take();
    }

    private static List<StreamEvent> events(byte[] stream, Wire wire) throws IOException {
        var events = new ArrayList<StreamEvent>();
        var reader = Translation.codec(wire).eventReader(Notes.NONE);
        var data = new EventData(event -> reader.read(event, events::add));
        data.feed(stream, 0, stream.length);
        data.finish();
        if (events.stream().noneMatch(StreamEvent.End.class::isInstance)) {
            reader.end(events::add);
        }
        return events;
    }

    /// The same stream in every spelling that readers must take.
    private static List<String> spellings(String stream) {
        String plain = stream.replace("\r\n", "\n");
        String commented = plain.replace("\n\n", "\n\n: keep-alive \u4e16\n\n:\nid: 7\nretry: 9\n\n");
        String joined = plain.replaceAll("data: \\{(?=\")", "data: {\ndata:\ndata:");
        return List.of(
                plain,
                plain.replace("\n", "\r\n"),
                plain.replace("\n", "\r"),
                plain.replace("data: ", "data:"),
                commented,
                joined,
                joined.replace("\n", "\r\n"),
                commented.replace("data: {\"", "data: {\ndata: \"").replace("\n", "\r\n"));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void streamsCutAtEveryByte(GoldenTest.Pair pair) throws Exception {
        boolean all = CASES >= 1_000;
        for (long seed = 40; seed < (all ? 42 : 41); seed++) {
            var generated = new Generated(seed);
            List<StreamEvent> events = generated.stream(generated.answer(), true);
            String stream = new String(stream(events, pair.from()), StandardCharsets.UTF_8);
            String expected = tapped(pair, stream.getBytes(StandardCharsets.UTF_8), Integer.MAX_VALUE);
            List<String> spellings = spellings(stream);
            for (String spelling : spellings) {
                byte[] bytes = spelling.getBytes(StandardCharsets.UTF_8);
                int step = all || spelling.equals(spellings.getLast()) ? 1 : 97;
                assertEquals(expected, tapped(pair, bytes, -1), () -> "byte by byte: " + spelling);
                for (int cut = 1; cut <= bytes.length; cut += step) {
                    String at = "cut at byte " + cut + " of ";
                    assertEquals(expected, tapped(pair, bytes, cut), () -> at + spelling);
                }
            }
        }
    }

    /// All that a call sees of a stream, and all that its client gets.
    ///
    /// @param cut where the first read ends; -1 for one byte a read
    private static String tapped(GoldenTest.Pair pair, byte[] stream, int cut) throws IOException {
        var aliases = ToolAliases.of(NOBODY, pair.from());
        var tap =
                new Outgoing(pair.to(), pair.from(), new byte[0], aliases)
                        .tap(true, CLIENT, new ThoughtMemory(), "", Notes.NONE);
        var out = new ByteArrayOutputStream();
        int size = cut < 0 ? 1 : Math.min(cut, stream.length);
        for (int from = 0; from < stream.length; ) {
            int to = Math.min(stream.length, from + size);
            tap.accept(stream, from, to - from, out::write);
            from = to;
            size = cut < 0 ? 1 : stream.length;
        }
        tap.end(out::write);
        return String.join(
                "\n",
                out.toString(StandardCharsets.UTF_8),
                tap.usage().toString(),
                tap.model(),
                tap.finish(),
                tap.complete() + " " + tap.error() + " " + tap.contentSeen());
    }

    private static final Conversation NOBODY =
            new Conversation(
                    List.of(),
                    List.of(),
                    Conversation.ToolChoice.UNSET,
                    true,
                    new Conversation.AnswerFormat.Free(),
                    Conversation.Sampling.NONE,
                    Conversation.ReasoningWish.UNSET,
                    List.of(),
                    "",
                    true);
}
