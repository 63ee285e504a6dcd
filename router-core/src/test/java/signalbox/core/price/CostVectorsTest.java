package signalbox.core.price;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import signalbox.core.policy.Counter;
import signalbox.core.policy.Wire;

/// The golden cases: usage as the wire gives it, its counters, its cost to the nano-dollar.
class CostVectorsTest {
    private static final PriceBook BOOK = PriceBook.shipped();

    @TestFactory
    Stream<DynamicTest> everyVectorCostsWhatTheOracleSays() {
        var vectors = ShippedPrices.resource("cost-vectors.jsonl").lines().map(Vector::parse).toList();
        assertTrue(vectors.size() >= 26, "the vectors were found");
        return vectors.stream().map(vector -> DynamicTest.dynamicTest(vector.text("id"), () -> check(vector)));
    }

    private static void check(Vector vector) {
        var vendor = vector.text("provider");
        var reading = UsageReader.read(wire(vector), vendor, vector.text("usage")).orElseThrow();
        assertEquals("", reading.flags());
        assertEquals(expected(vector), normalised(reading.usage()));
        var at = Instant.parse(vector.text("at"));
        var cost = BOOK.cost(vendor, Models.plain(vector.text("model")), reading.usage(), at).orElseThrow();
        assertEquals(Long.parseLong(vector.text("nano_usd")), cost.nanos());
        assertEquals("", cost.flags());
    }

    private static Wire wire(Vector vector) {
        return switch (vector.text("provider") + "/" + vector.text("wire")) {
            case "anthropic/default" -> Wire.ANTHROPIC;
            case "google/default" -> Wire.GEMINI;
            case "openai/responses" -> Wire.OPENAI_RESPONSES;
            default -> Wire.OPENAI_CHAT;
        };
    }

    private static Map<String, Long> expected(Vector vector) {
        var expected = new HashMap<String, Long>();
        for (var key : List.of("inp", "cr", "cw5", "cw1", "audio_in", "out", "web", "prompt", "reason")) {
            expected.put(key, Long.parseLong(vector.text("normalised." + key)));
        }
        return expected;
    }

    private static Map<String, Long> normalised(Usage usage) {
        return Map.of(
                "inp", usage.count(Counter.IN_TEXT) + usage.count(Counter.IN_IMAGE),
                "cr", usage.count(Counter.CACHE_READ),
                "cw5", usage.count(Counter.CACHE_WRITE_5M),
                "cw1", usage.count(Counter.CACHE_WRITE_1H),
                "audio_in", usage.count(Counter.IN_AUDIO),
                "out", usage.outputTokens(),
                "web", usage.count(Counter.WEB_SEARCH_CALLS),
                "prompt", usage.promptTotal(),
                "reason", usage.count(Counter.OUT_REASON));
    }

    /// One line of the file: top-level values as text, objects as their JSON, and one level of dotted names.
    private record Vector(Map<String, String> values) {
        static Vector parse(String line) {
            var values = new HashMap<String, String>();
            try (var json = new JsonFactory().createParser(line)) {
                json.nextToken();
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    var name = json.currentName();
                    if (json.nextToken() == JsonToken.START_OBJECT) {
                        int start = (int) json.currentTokenLocation().getCharOffset();
                        members(json, name, values);
                        values.put(name, line.substring(start, (int) json.currentLocation().getCharOffset()));
                    } else {
                        values.put(name, json.getText());
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new Vector(values);
        }

        private static void members(JsonParser json, String prefix, Map<String, String> values) throws IOException {
            while (json.nextToken() != JsonToken.END_OBJECT) {
                var name = prefix + "." + json.currentName();
                json.nextToken();
                values.put(name, json.getText());
                json.skipChildren();
            }
        }

        String text(String name) {
            return values.get(name);
        }
    }
}
