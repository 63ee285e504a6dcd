package signalbox.core.price;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import signalbox.core.policy.Counter;

/// Price records and counters for tests.
final class Records {
    private Records() {}

    static PriceRecord of(String model, Map<Counter, Long> rates) {
        return record(model, Instant.MIN, Instant.MAX, "", PriceRecord.Threshold.NONE, rates);
    }

    static PriceRecord tier(PriceRecord base, String tier, Map<Counter, Long> rates) {
        return record(base.model(), base.from(), base.to(), tier, base.over(), rates);
    }

    static PriceRecord over(PriceRecord base, long tokens, Map<Counter, Long> rates) {
        var threshold = new PriceRecord.Threshold(tokens, true);
        return record(base.model(), base.from(), base.to(), base.tier(), threshold, rates);
    }

    static PriceRecord record(
            String model, Instant from, Instant to, String tier, PriceRecord.Threshold over, Map<Counter, Long> rates) {
        return new PriceRecord(
                "vendor",
                model,
                from,
                to,
                UtcWindow.ALL_DAY,
                tier,
                "",
                over,
                rates,
                "test",
                "2026-01-01",
                Confidence.DEFINITION,
                "");
    }

    /// Counters as text: `in-text 10, cache-read 20`.
    static Map<Counter, Long> counts(String text) {
        var counts = new EnumMap<Counter, Long>(Counter.class);
        for (var part : text.split(", ")) {
            var words = part.split(" ");
            counts.put(Counter.valueOf(words[0].toUpperCase(Locale.ROOT).replace('-', '_')), Long.parseLong(words[1]));
        }
        return counts;
    }
}
