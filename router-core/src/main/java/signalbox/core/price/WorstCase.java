package signalbox.core.price;

import java.util.Optional;
import signalbox.core.policy.Ability;
import signalbox.core.policy.Counter;
import signalbox.core.policy.Model;

/// The upper bound of one attempt's cost over every rate card that could price it (costs.md, Admit 2): each input token
/// at the dearest input rate, each output token at the dearest output rate, each call at the dearest call rate.
final class WorstCase {
    private static final Counter[] CALLS = {Counter.WEB_SEARCH_CALLS, Counter.OTHER_TOOL_CALLS};

    private final boolean audio;
    private final boolean longWrites;
    private final boolean searches;
    private long perInput = RateCard.UNKNOWN;
    private long perOutput = RateCard.UNKNOWN;
    private long perCall;
    private long fee;
    private boolean unknown;

    WorstCase(Model model, boolean longWrites, boolean searches) {
        this.audio = model.abilities().contains(Ability.AUDIO);
        this.longWrites = longWrites;
        this.searches = searches;
    }

    /// Lets the bound cover one more card.
    void allow(RateCard card) {
        perInput = Math.max(perInput, required(card, Counter.IN_TEXT));
        perInput = Math.max(perInput, card.rate(Counter.CACHE_READ));
        perInput = Math.max(perInput, card.rate(Counter.CACHE_WRITE_5M));
        perInput = Math.max(perInput, card.rate(Counter.IN_IMAGE));
        if (longWrites) {
            perInput = Math.max(perInput, card.rate(Counter.CACHE_WRITE_1H));
        }
        perOutput = Math.max(perOutput, required(card, Counter.OUT_TEXT));
        perOutput = Math.max(perOutput, card.rate(Counter.OUT_REASON));
        // output that has no rate cannot be priced afterwards either: then the whole hold stays charged
        perOutput = Math.max(perOutput, card.rate(Counter.OUT_IMAGE));
        if (audio) {
            perInput = Math.max(perInput, required(card, Counter.IN_AUDIO));
            perOutput = Math.max(perOutput, card.rate(Counter.OUT_AUDIO));
        }
        if (searches) {
            required(card, Counter.WEB_SEARCH_CALLS);
            for (var call : CALLS) {
                perCall = Math.max(perCall, card.rate(call));
            }
        }
        fee = Math.max(fee, card.rate(Counter.FIXED_FEE));
    }

    private long required(RateCard card, Counter counter) {
        unknown |= card.rate(counter) == RateCard.UNKNOWN;
        return card.rate(counter);
    }

    /// Nano-dollars, rounded up; empty when no card was allowed, a rate that could apply is unknown, or the sum is
    /// beyond what a row can hold.
    Optional<Long> nanos(long input, long output, int calls) {
        if (unknown || perInput == RateCard.UNKNOWN || perOutput == RateCard.UNKNOWN) {
            return Optional.empty();
        }
        try {
            long pico = Math.addExact(Math.multiplyExact(input, perInput), Math.multiplyExact(output, perOutput));
            pico = Math.addExact(pico, Math.addExact(fee, Math.multiplyExact(calls, perCall)));
            return Optional.of(Math.ceilDiv(pico, 1000L));
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }
}
