package signalbox.core.policyfile;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import signalbox.core.policy.Counter;
import signalbox.core.policy.PriceOverride;

/// The `price` field of a model: dollars per million tokens, or per thousand calls, as providers publish them.
final class PriceFields {
    private static final Map<String, Counter> COUNTERS = new LinkedHashMap<>();

    static {
        COUNTERS.put("input", Counter.IN_TEXT);
        COUNTERS.put("cache-read", Counter.CACHE_READ);
        COUNTERS.put("cache-write-5m", Counter.CACHE_WRITE_5M);
        COUNTERS.put("cache-write-1h", Counter.CACHE_WRITE_1H);
        COUNTERS.put("output", Counter.OUT_TEXT);
        COUNTERS.put("reasoning", Counter.OUT_REASON);
        COUNTERS.put("audio-in", Counter.IN_AUDIO);
        COUNTERS.put("audio-out", Counter.OUT_AUDIO);
        COUNTERS.put("image-in", Counter.IN_IMAGE);
        COUNTERS.put("image-out", Counter.OUT_IMAGE);
        COUNTERS.put("web-search", Counter.WEB_SEARCH_CALLS);
        COUNTERS.put("tool-call", Counter.OTHER_TOOL_CALLS);
    }

    private PriceFields() {}

    static PriceOverride read(YamlNode node) {
        var rates = new EnumMap<Counter, Long>(Counter.class);
        node.fields(COUNTERS.keySet().toArray(String[]::new))
                .forEach((name, value) -> {
                    Counter counter = COUNTERS.get(name);
                    if (counter != null) {
                        rates.put(counter, value.parsed(text -> pico(counter, text), 0L));
                    }
                });
        if (!rates.containsKey(Counter.IN_TEXT) || !rates.containsKey(Counter.OUT_TEXT)) {
            node.problem("a price needs at least input and output, in dollars per million tokens");
        }
        return new PriceOverride(rates);
    }

    static Map<String, String> write(PriceOverride price) {
        var fields = new LinkedHashMap<String, String>();
        COUNTERS.forEach((name, counter) -> {
            Long rate = price.picoDollars().get(counter);
            if (rate != null) {
                fields.put(name, BigDecimal.valueOf(rate, scale(counter)).stripTrailingZeros().toPlainString());
            }
        });
        return fields;
    }

    private static long pico(Counter counter, String text) {
        try {
            return new BigDecimal(text.startsWith("$") ? text.substring(1) : text)
                    .scaleByPowerOfTen(scale(counter))
                    .longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a price; give dollars per million tokens (per thousand calls for tools)",
                    e);
        }
    }

    /// Dollars per million tokens are 10^6 pico-dollars per token; dollars per thousand calls are 10^9 per call.
    private static int scale(Counter counter) {
        return counter.tokens() ? 6 : 9;
    }
}
