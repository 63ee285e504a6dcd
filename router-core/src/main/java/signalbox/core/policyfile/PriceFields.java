package signalbox.core.policyfile;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import signalbox.core.policy.Counter;
import signalbox.core.policy.PriceOverride;
import signalbox.core.policy.RateName;

/// The `price` field of a model: dollars per million tokens, or per thousand calls, as providers publish them.
final class PriceFields {
    private static final SequencedMap<String, Counter> COUNTERS = counters();

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
                fields.put(
                        name, BigDecimal.valueOf(rate, RateName.places(counter)).stripTrailingZeros().toPlainString());
            }
        });
        return fields;
    }

    /// A fee per call cannot be written in a policy file.
    private static SequencedMap<String, Counter> counters() {
        var names = new LinkedHashMap<>(RateName.all());
        names.values().remove(Counter.FIXED_FEE);
        return names;
    }

    private static long pico(Counter counter, String text) {
        try {
            return new BigDecimal(text.startsWith("$") ? text.substring(1) : text)
                    .scaleByPowerOfTen(RateName.places(counter))
                    .longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a price; give dollars per million tokens (per thousand calls for tools)",
                    e);
        }
    }
}
