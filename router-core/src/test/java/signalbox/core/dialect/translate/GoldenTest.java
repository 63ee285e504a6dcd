package signalbox.core.dialect.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import signalbox.core.dialect.ParsedRequest;
import signalbox.core.dialect.neutral.Json;
import signalbox.core.dialect.neutral.StreamEvent;
import signalbox.core.policy.Ability;
import signalbox.core.policy.Wire;

/// Requests, answers and streams of each format, as wire.md has them, against the files of what they become in each of
/// the others.
class GoldenTest {
    private static final Client CLIENT = new Client("c1", "asked", true, 1_700_000_000);

    record Pair(Wire from, Wire to) {
        @Override
        public String toString() {
            return from.id() + "-to-" + to.id();
        }
    }

    static Stream<Pair> pairs() {
        return Stream.of(Wire.values())
                .flatMap(from -> Stream.of(Wire.values()).map(to -> new Pair(from, to)))
                .filter(pair -> pair.from() != pair.to());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void requests(Pair pair) throws Exception {
        var notes = new ArrayList<String>();
        var translation =
                Translation.read(
                        pair.from(),
                        request(read("request." + pair.from().id() + ".json")),
                        (rule, detail) -> notes.add(rule + ": " + detail));
        byte[] body =
                translation
                        .write(target(pair.to()), Recall.NOTHING, (rule, detail) -> notes.add(rule + ": " + detail))
                        .body();
        var told = Json.array();
        notes.stream().distinct().forEach(note -> told.add(Json.text(note)));
        compare("request", pair, lines(Json.object().put("sent", Json.read(body)).put("notes", told)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void answers(Pair pair) throws Exception {
        var answer =
                Translation.codec(pair.from()).readAnswer(read("answer." + pair.from().id() + ".json"), Notes.NONE);
        compare("answer", pair, lines(Json.read(Translation.codec(pair.to()).writeAnswer(answer, CLIENT))));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void streams(Pair pair) throws Exception {
        byte[] stream = read("stream." + pair.from().id() + ".sse");
        String whole = translated(pair, stream, stream.length);
        compare("stream", pair, whole.replace("\r\n", "\n").stripTrailing());
        for (int cut = 1; cut < stream.length; cut++) {
            assertEquals(whole, translated(pair, stream, cut), "cut at byte " + cut);
        }
        String text = new String(stream, StandardCharsets.UTF_8);
        for (String end : List.of("\r\n", "\r")) {
            byte[] other = text.replace("\n", end).getBytes(StandardCharsets.UTF_8);
            assertEquals(whole, translated(pair, other, 7));
        }
        byte[] tight = text.replace("data: ", "data:").getBytes(StandardCharsets.UTF_8);
        assertEquals(whole, translated(pair, tight, tight.length));
    }

    private static String translated(Pair pair, byte[] stream, int cut) throws IOException {
        var out = new EventOut();
        var reader = Translation.codec(pair.from()).eventReader(Notes.NONE);
        var writer = Translation.codec(pair.to()).eventWriter(CLIENT);
        boolean[] ended = new boolean[1];
        Consumer<StreamEvent> carry =
                event -> {
                    ended[0] |= event instanceof StreamEvent.End;
                    writer.write(event, out);
                };
        var data = new EventData(event -> reader.read(event, carry));
        for (int from = 0; from < stream.length; from += cut) {
            data.feed(stream, from, Math.min(stream.length, from + cut));
        }
        if (!ended[0]) {
            reader.end(carry);
        }
        return new String(out.take(), StandardCharsets.UTF_8);
    }

    static Target target(Wire wire) {
        String model =
                switch (wire) {
                    case OPENAI_CHAT, OPENAI_RESPONSES -> "gpt-4o";
                    case ANTHROPIC -> "claude-haiku-4-5";
                    case GEMINI -> "gemini-3-flash";
                };
        String vendor = wire == Wire.ANTHROPIC ? "anthropic" : wire == Wire.GEMINI ? "google" : "openai";
        return new Target(wire, vendor, model, 400, "max_completion_tokens", EnumSet.allOf(Ability.class));
    }

    static ParsedRequest request(byte[] body) throws IOException {
        boolean stream = Json.read(body).get("stream").flag();
        return new ParsedRequest(body, "m", stream, -1, 1, true, Set.of(), 0, "", "", 1, 1, null, Map.of());
    }

    private static void compare(String kind, Pair pair, String actual) throws IOException {
        assertEquals(new String(read(kind + "." + pair + ".golden"), StandardCharsets.UTF_8).stripTrailing(), actual);
    }

    private static byte[] read(String name) throws IOException {
        try (var in = GoldenTest.class.getResourceAsStream("/translate/" + name)) {
            if (in == null) {
                throw new IOException("no file " + name);
            }
            return in.readAllBytes();
        }
    }

    /// One field or element of the upper levels a line, so that a difference is easy to see.
    private static String lines(Json json) {
        var text = new StringBuilder();
        json.members()
                .forEach((name, value) -> {
                    if (name.equals("sent")) {
                        value.members().forEach((inner, field) -> text.append(line(inner, field)));
                    } else {
                        text.append(line(name, value));
                    }
                });
        return text.toString().stripTrailing();
    }

    private static String line(String name, Json value) {
        if (!(value instanceof Json.Arr(var elements))) {
            return name + ": " + value.compact() + "\n";
        }
        var text = new StringBuilder(name).append(":\n");
        elements.forEach(element -> text.append("  ").append(element.compact()).append('\n'));
        return text.toString();
    }
}
