package signalbox.core.price;

import signalbox.core.policy.Counter;
import signalbox.core.policy.RateName;

/// What no price can be: a rate beyond these bounds is a slip of the unit, as a price per million entered per token.
/// The dearest model ever listed asked $600 per million tokens. Pure.
final class RateBounds {
    private static final long MOST_PER_TOKEN = 10_000L * 1_000_000;
    private static final long MOST_PER_CALL = 1_000L * 1_000_000_000_000L;

    private RateBounds() {}

    /// The rate itself.
    ///
    /// @param pico pico-dollars per unit
    /// @throws IllegalArgumentException when it is absurd
    static long checked(Counter counter, long pico) {
        if (pico < 0) {
            throw new IllegalArgumentException("below 0");
        }
        if (pico > (counter.tokens() ? MOST_PER_TOKEN : MOST_PER_CALL)) {
            throw new IllegalArgumentException(
                    "$"
                            + Usd.plain(pico, RateName.places(counter))
                            + (counter.tokens() ? " per million tokens" : " for calls")
                            + " is beyond any price; is the unit right?");
        }
        return pico;
    }
}
