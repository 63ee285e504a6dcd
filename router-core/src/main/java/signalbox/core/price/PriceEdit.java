package signalbox.core.price;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import signalbox.core.policy.Counter;
import signalbox.core.policy.RateName;

/// A price set by hand. Rates that are not named stay as they are at its start.
///
/// @param tier empty for standard
/// @param rates by [RateName], as written: dollars per million tokens, per thousand calls or per call; `none` takes the
///   rate away
/// @param from when it starts to hold
/// @param to when it stops; [Instant#MAX] for an open end
/// @param source where the figures come from, and the day they were entered
public record PriceEdit(
        String vendor,
        String model,
        String tier,
        Map<String, String> rates,
        Instant from,
        Instant to,
        String source,
        Instant entered) {
    private static final String NONE = "none";

    public PriceEdit {
        rates = Map.copyOf(rates);
    }

    /// The record that this edit makes.
    ///
    /// @throws IllegalArgumentException saying which part is wrong
    public PriceRecord record(PriceBook book) {
        var known = VendorQuirks.pricedAs(vendor);
        var all = new EnumMap<Counter, Long>(Counter.class);
        book.records().stream()
                .filter(price -> price.vendor().equals(known) && price.model().equals(model))
                .filter(price -> price.tier().equals(tier) && price.geo().isEmpty() && price.over().none())
                .filter(price -> price.hours().allDay())
                .filter(price -> !from.isBefore(price.from()) && from.isBefore(price.to()))
                .forEach(price -> all.putAll(price.rates()));
        rates.forEach((name, amount) -> set(all, name, amount));
        if (!all.containsKey(Counter.IN_TEXT) || !all.containsKey(Counter.OUT_TEXT)) {
            throw new IllegalArgumentException("a price needs input and output, in dollars per million tokens");
        }
        return new PriceRecord(
                known,
                model,
                from,
                to,
                UtcWindow.ALL_DAY,
                tier,
                "",
                PriceRecord.Threshold.NONE,
                all,
                source,
                LocalDate.ofInstant(entered, ZoneOffset.UTC).toString(),
                Confidence.IMPORTED,
                "");
    }

    private static void set(Map<Counter, Long> rates, String name, String amount) {
        var counter =
                RateName.counter(name)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "there is no rate \""
                                                + name
                                                + "\"; there are "
                                                + String.join(", ", RateName.all().keySet())));
        if (amount.strip().equals(NONE)) {
            rates.remove(counter);
            return;
        }
        try {
            rates.put(counter, rate(counter, amount));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    /// A rate as people write it, with or without `$`, as pico-dollars per unit.
    ///
    /// @throws IllegalArgumentException when it is no amount, below 0, finer than can be kept, or absurd
    public static long rate(Counter counter, String amount) {
        var plain = amount.strip().replaceFirst("^\\$\\s*", "");
        return RateBounds.checked(counter, Usd.exact(plain, RateName.places(counter)));
    }
}
