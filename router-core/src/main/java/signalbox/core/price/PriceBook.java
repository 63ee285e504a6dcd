package signalbox.core.price;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import signalbox.core.policy.Counter;
import signalbox.core.policy.Model;

/// Dated prices, and exact cost from them. Immutable, thread-safe. All money is integer: rates in pico-dollars per
/// unit, a row summed in pico-dollars and rounded up once to nano-dollars. Amounts are list prices; that a free,
/// subscription or reserved provider costs 0 is the caller's to apply.
public interface PriceBook {
    /// What an attempt cost. A cost the provider itself reported is what is billed; else the model's own rates
    /// ([Model#price()]) win over the book.
    ///
    /// @param at when the attempt was sent; chooses the record by date and hour
    /// @return empty when the model, the tier served, or the rate of a counter that occurred is unknown
    Optional<Cost> cost(String vendor, Model model, Usage usage, Instant at);

    /// The most an attempt can cost: every counter it can touch at the dearest rate that could apply (costs.md, Admit
    /// 2).
    ///
    /// @param inputBound upper bound of input tokens
    /// @param outputBound upper bound of output tokens of all choices together
    /// @param searchCalls most priced tool calls
    /// @param serviceTier the tier asked for; empty or `auto` allows for every tier the vendor may choose by itself
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

    /// The record behind a model's plain list price: standard tier, short prompt, outside special hours. For showing a
    /// price; what a call costs is [#cost].
    default Optional<PriceRecord> standard(String vendor, String modelId, Instant at) {
        return Optional.empty();
    }

    /// Every record of the book.
    default List<PriceRecord> records() {
        return List.of();
    }

    /// The day the shipped table was made, ISO 8601.
    String asOf();

    /// @param nanos rounded up once
    /// @param priceIds the records used, comma separated; [OwnRates] for the operator's own rates
    /// @param flags findings, comma separated; empty when clean: `rates_blended` (two records apply and none is the
    ///   more exact, the dearer of each rate was taken), `tier_unpriced` (a discount tier without a record, standard
    ///   was taken), `reported_over_override` (the provider reports more than the operator's own rates give)
    /// @param lines the working: counter × rate, for explanations
    record Cost(long nanos, String priceIds, String flags, List<Line> lines) {}

    /// @param picoPerUnit the rate used
    record Line(Counter counter, long units, long picoPerUnit, String priceId) {}

    /// A book of these records.
    ///
    /// @param asOf the day the table was made, ISO 8601
    /// @throws IllegalArgumentException when two records are for the same thing at the same time
    static PriceBook of(List<PriceRecord> records, String asOf) {
        var clash = PriceClash.first(records);
        if (clash.isPresent()) {
            throw new IllegalArgumentException(clash.get().message());
        }
        return new DatedPrices(records, asOf);
    }

    /// The book that ships with Signalbox.
    static PriceBook shipped() {
        return ShippedPrices.load();
    }
}
