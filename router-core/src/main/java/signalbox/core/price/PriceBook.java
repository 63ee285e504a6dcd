package signalbox.core.price;

import java.time.Instant;
import java.util.Optional;
import signalbox.core.policy.Model;

/// Dated prices, and exact cost from them. Immutable, thread-safe. All money is integer: rates in pico-dollars per
/// unit, a row summed in pico-dollars and rounded up once to nano-dollars.
public interface PriceBook {
    /// What an attempt cost.
    ///
    /// @return empty when a counter that occurred has no known rate
    Optional<Cost> cost(String vendor, Model model, Usage usage, Instant at);

    /// The most an attempt can cost: every counter it can touch at the dearest rate that could apply (costs.md, Admit
    /// 2).
    ///
    /// @param inputBound upper bound of input tokens
    /// @param outputBound upper bound of output tokens of all choices together
    /// @param searchCalls most priced tool calls
    /// @return nano-dollars; empty when a rate that could apply is unknown
    Optional<Long> worst(
            String vendor,
            Model model,
            long inputBound,
            long outputBound,
            int searchCalls,
            String serviceTier,
            Instant at);

    /// Whether the book or the model's override knows input and output rates at that time.
    boolean knows(String vendor, Model model, Instant at);

    /// The day the shipped table was made, ISO 8601.
    String asOf();

    /// @param nanos rounded up once
    /// @param priceIds the records used, comma separated; `override` for the operator's own rates
    /// @param flags sanity findings, comma separated; empty when clean
    /// @param lines the working: counter × rate, for explanations
    record Cost(long nanos, String priceIds, String flags, java.util.List<Line> lines) {}

    /// @param picoPerUnit the rate used
    record Line(signalbox.core.policy.Counter counter, long units, long picoPerUnit, String priceId) {}

    /// The book that ships with Signalbox.
    static PriceBook shipped() {
        return ShippedPrices.load();
    }
}
