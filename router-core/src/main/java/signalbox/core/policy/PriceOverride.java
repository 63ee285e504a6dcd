package signalbox.core.policy;

import java.util.Map;

/// The operator's own rates for one model, in pico-dollars per unit (`$1` per million tokens = 1,000,000). They replace
/// the price book's record as a whole; a counter that is absent follows the missing-rate rules of the price book.
public record PriceOverride(Map<Counter, Long> picoDollars) {
    public PriceOverride {
        picoDollars = Map.copyOf(picoDollars);
    }
}
