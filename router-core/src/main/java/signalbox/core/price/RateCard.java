package signalbox.core.price;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import signalbox.core.policy.Counter;
import signalbox.core.policy.PriceOverride;

/// A price record made ready for the hot path: every counter has its rate, with the missing-rate rules applied
/// (costs.md, cost math 1):
///
/// - cache read and 5 m cache write missing: the input rate; 1 h cache write missing: 1.6 × the 5 m rate, rounded up
/// - reasoning missing: the output rate; image input missing: the input rate, as vendors bill image tokens as input
/// - audio, image output and tool calls missing: unknown
/// - 0 on a paid model is a placeholder, so missing, but for input, output and the fee; only the operator's own 0
///   stands
final class RateCard {
    static final long UNKNOWN = -1;

    private static final Counter[] COUNTERS = Counter.values();

    /// Null for the operator's own rates and for a blend of two records.
    private final PriceRecord conditions;

    /// Not known before it is asked for: few questions ask.
    private final Supplier<String> id;

    /// Once asked for; whoever asks at the same time makes the same.
    private String known;

    private final long[] rates;

    private RateCard(PriceRecord conditions, Supplier<String> id, long[] rates) {
        this.conditions = conditions;
        this.id = id;
        this.rates = rates;
    }

    static RateCard of(PriceRecord price) {
        var id = price.id();
        return new RateCard(price, () -> id, effective(price.rates(), true));
    }

    static RateCard of(PriceOverride own) {
        return new RateCard(null, () -> OwnRates.id(own), effective(own.picoDollars(), false));
    }

    /// The dearer of both, counter by counter; unknown where either is.
    RateCard dearer(RateCard other) {
        var max = new long[COUNTERS.length];
        for (int i = 0; i < max.length; i++) {
            boolean unknown = rates[i] == UNKNOWN || other.rates[i] == UNKNOWN;
            max[i] = unknown ? UNKNOWN : Math.max(rates[i], other.rates[i]);
        }
        return new RateCard(null, () -> id() + "," + other.id(), max);
    }

    String id() {
        String made = known;
        if (made == null) {
            made = id.get();
            known = made;
        }
        return made;
    }

    PriceRecord price() {
        return conditions;
    }

    /// Pico-dollars per unit, or [#UNKNOWN].
    long rate(Counter counter) {
        return rates[counter.ordinal()];
    }

    /// Whether input and output have rates.
    boolean complete() {
        return rate(Counter.IN_TEXT) != UNKNOWN && rate(Counter.OUT_TEXT) != UNKNOWN;
    }

    boolean effectiveAt(Instant at) {
        return !at.isBefore(conditions.from()) && at.isBefore(conditions.to());
    }

    /// Whether this card could price such a call: right time, right place, prompt large enough, and for the tier that
    /// was served or for the standard one.
    boolean applies(String tier, String geo, long prompt, Instant at) {
        return effectiveAt(at)
                && (conditions.tier().isEmpty() || conditions.tier().equals(tier))
                && (conditions.geo().isEmpty() || conditions.geo().equals(geo))
                && conditions.over().passedBy(prompt)
                && conditions.hours().contains(at);
    }

    /// Whether this card could price a call made between `at` and `at + horizon` with up to `prompt` input tokens in
    /// any geography. Sources disagree whether thresholds include their edge, so here they do.
    boolean couldApply(String tier, long prompt, Instant at, Duration horizon) {
        return conditions.tier().equals(tier)
                && !at.plus(horizon).isBefore(conditions.from())
                && at.isBefore(conditions.to())
                && prompt >= conditions.over().tokens()
                && conditions.hours().touches(at, horizon);
    }

    /// Whether this card speaks about a call more exactly than the other in at least one condition and less exactly in
    /// none.
    boolean overrules(RateCard other) {
        var a = conditions;
        var b = other.conditions;
        boolean atLeast =
                (!a.tier().isEmpty() || b.tier().isEmpty())
                        && (!a.geo().isEmpty() || b.geo().isEmpty())
                        && a.over().tokens() >= b.over().tokens()
                        && (!a.hours().allDay() || b.hours().allDay());
        boolean more =
                a.tier().isEmpty() != b.tier().isEmpty()
                        || a.geo().isEmpty() != b.geo().isEmpty()
                        || a.over().tokens() != b.over().tokens()
                        || a.hours().allDay() != b.hours().allDay();
        return atLeast && more;
    }

    private static long[] effective(Map<Counter, Long> given, boolean zeroIsPlaceholder) {
        var rates = new long[COUNTERS.length];
        boolean paid = given.getOrDefault(Counter.IN_TEXT, 0L) > 0 || given.getOrDefault(Counter.OUT_TEXT, 0L) > 0;
        for (var counter : COUNTERS) {
            long rate = given.getOrDefault(counter, UNKNOWN);
            boolean placeholder = rate == 0 && paid && zeroIsPlaceholder && mayBePlaceholder(counter);
            rates[counter.ordinal()] = placeholder ? UNKNOWN : rate;
        }
        fill(rates, Counter.CACHE_READ, rates[Counter.IN_TEXT.ordinal()]);
        fill(rates, Counter.CACHE_WRITE_5M, rates[Counter.IN_TEXT.ordinal()]);
        fill(rates, Counter.CACHE_WRITE_1H, longWrite(rates[Counter.CACHE_WRITE_5M.ordinal()]));
        fill(rates, Counter.IN_IMAGE, rates[Counter.IN_TEXT.ordinal()]);
        fill(rates, Counter.OUT_REASON, rates[Counter.OUT_TEXT.ordinal()]);
        fill(rates, Counter.FIXED_FEE, 0);
        return rates;
    }

    private static boolean mayBePlaceholder(Counter counter) {
        return switch (counter) {
            case IN_TEXT, OUT_TEXT, FIXED_FEE -> false;
            default -> true;
        };
    }

    private static long longWrite(long fiveMinutes) {
        boolean beyondReason = fiveMinutes > Long.MAX_VALUE / 8;
        return fiveMinutes == UNKNOWN || beyondReason ? UNKNOWN : Math.ceilDiv(fiveMinutes * 8, 5L);
    }

    private static void fill(long[] rates, Counter counter, long fallback) {
        if (rates[counter.ordinal()] == UNKNOWN) {
            rates[counter.ordinal()] = fallback;
        }
    }
}
