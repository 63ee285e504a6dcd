package signalbox.core;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import signalbox.core.budget.Admission;
import signalbox.core.budget.Bound;
import signalbox.core.budget.BudgetBook;
import signalbox.core.budget.Settlement;
import signalbox.core.dialect.AnswerTap;
import signalbox.core.ledger.AttemptRow;
import signalbox.core.plan.Attempt;
import signalbox.core.policy.Counter;
import signalbox.core.policy.Model;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Tier;
import signalbox.core.price.PriceBook;
import signalbox.core.price.Provenance;
import signalbox.core.price.Usage;
import signalbox.core.price.UsageReader;
import signalbox.core.provider.ErrorClass;
import signalbox.core.provider.Finding;

/// Turns what an attempt turned out to use into its charge and its row: reported usage is priced as reported, a broken
/// stream is charged for at least what was delivered, an unknown outcome keeps the whole hold.
final class Settling {
    /// How long a model rests that ignored its limits.
    private static final Duration OVERRUN_REST = Duration.ofMinutes(10);

    private final Engine engine;
    private final CallContext call;
    private final Attempt attempt;
    private final Provider provider;
    private final Model model;
    private final Instant started;

    Settling(Engine engine, CallContext call, Attempt attempt, Provider provider, Model model, Instant started) {
        this.engine = engine;
        this.call = call;
        this.attempt = attempt;
        this.provider = provider;
        this.model = model;
        this.started = started;
    }

    /// A settled attempt.
    ///
    /// @param overrun whether it used more than was held for it; then the model rests, however good the answer was
    record Settled(AttemptRow row, List<signalbox.core.budget.Charge> charges, boolean overrun) {}

    /// Nothing was billed: the provider refused, or was never reached.
    Settled unbilled(Admission.Hold hold, int status, String error) {
        engine.book(provider).release(hold);
        return new Settled(row(status, error, Usage.NONE, 0, 0, "", Provenance.NONE, ""), List.of(), false);
    }

    /// The request was sent and nothing is known of what it cost: the whole hold is charged, for review.
    Settled unknown(Admission.Hold hold, String error) {
        Settlement settlement = engine.book(provider).settle(hold, hold.bound());
        long nanos = hold.bound().nanos();
        return new Settled(
                row(0, error, Usage.NONE, nanos, nanos, "", Provenance.HELD, "unknown_outcome"),
                settlement.charges(),
                false);
    }

    /// An answer came, whole or in part.
    ///
    /// @param error empty when it was whole
    Settled answered(Admission.Hold hold, int status, AnswerTap tap, boolean whole, String error) {
        Provenance provenance = Provenance.REPORTED;
        var reading = UsageReader.read(provider.wire(), provider.vendor(), tap.usage());
        Usage usage = reading.map(UsageReader.Reading::usage).orElse(Usage.NONE);
        if (usage.tierServed().isEmpty() && !tap.tier().isEmpty()) {
            // OpenAI names the tier it served, which is the tier it bills, beside the usage
            usage = usage.withTier(tap.tier());
        }
        String flags = reading.map(UsageReader.Reading::flags).orElse("");
        // an answer with text in it cannot have used nothing, whatever the provider says
        boolean implausible = usage.tokens() == 0 && tap.deliveredBytes() > 0;
        if (reading.isEmpty() || !whole || implausible) {
            usage = atLeast(usage, tap.deliveredBytes());
            provenance = Provenance.ESTIMATED;
        }
        return charge(hold, status, error, usage, provenance, flags);
    }

    private Settled charge(
            Admission.Hold hold, int status, String error, Usage usage, Provenance provenance, String flags) {
        Optional<PriceBook.Cost> priced = engine.prices().cost(provider.vendor(), model, usage, started);
        long list = priced.map(PriceBook.Cost::nanos).orElse(hold.bound().nanos());
        if (provenance == Provenance.ESTIMATED) {
            list = Math.min(list, Math.max(hold.bound().nanos(), 0));
        }
        long cost = costs() ? list : 0;
        BudgetBook book = engine.book(provider);
        Settlement settlement = book.settle(hold, new Bound(usage.tokens(), cost));
        String allFlags = join(flags, priced.map(PriceBook.Cost::flags).orElse("unpriced"));
        if (settlement.overrun()) {
            allFlags = join(allFlags, "overrun");
            engine.ledger()
                    .incident(
                            "overrun",
                            provider.name()
                                    + "/"
                                    + model.id()
                                    + " used more than its limits allow; the call was charged in"
                                    + " full and the model rests for ten minutes.",
                            null);
            var overrun =
                    new Finding(
                            ErrorClass.QUOTA, false, Optional.of(OVERRUN_REST), "It used more than it was allowed.");
            engine.health().failed(provider.name(), model.id(), overrun, engine.now());
        }
        String priceIds = priced.map(PriceBook.Cost::priceIds).orElse("");
        return new Settled(
                row(status, error, usage, cost, list, priceIds, provenance, allFlags),
                settlement.charges(),
                settlement.overrun());
    }

    /// What is known, raised to what must have been used: the input as estimated at dispatch, the delivered output.
    private Usage atLeast(Usage known, long deliveredBytes) {
        Map<Counter, Long> counts = new EnumMap<>(Counter.class);
        counts.putAll(known.counts());
        if (known.inputTokens() == 0) {
            counts.put(Counter.IN_TEXT, Math.min(call.facts().inputBound(), model.contextTokens()));
        }
        long missing =
                Math.min(deliveredBytes, (long) attempt.outputLimit() * call.facts().choices()) - known.outputTokens();
        if (missing > 0) {
            counts.merge(Counter.OUT_TEXT, missing, Long::sum);
        }
        long prompt = Math.max(known.promptTotal(), counts.getOrDefault(Counter.IN_TEXT, 0L));
        return new Usage(counts, prompt, known.tierServed(), known.geo(), known.reportedCostPico());
    }

    /// List price of the same usage at the dearest planned target, less what was paid; never below 0.
    long saved(AttemptRow row) {
        long dearest = row.listNanos();
        for (Attempt other : call.plan().attempts()) {
            Provider otherProvider = call.policy().providers().get(other.provider());
            Model otherModel = otherProvider.models().get(other.model());
            dearest =
                    Math.max(
                            dearest,
                            engine.prices()
                                    .cost(otherProvider.vendor(), otherModel, row.usage().elsewhere(), started)
                                    .map(PriceBook.Cost::nanos)
                                    .orElse(0L));
        }
        return Math.max(0, dearest - row.costNanos());
    }

    private boolean costs() {
        return provider.tier() == Tier.PAID || provider.practice();
    }

    private AttemptRow row(
            int status,
            String error,
            Usage usage,
            long cost,
            long list,
            String priceIds,
            Provenance provenance,
            String flags) {
        return new AttemptRow(
                provider.name(),
                model.id(),
                status,
                error,
                usage,
                cost,
                list,
                priceIds,
                provenance,
                flags,
                Duration.between(started, engine.now()));
    }

    private static String join(String one, String other) {
        return one.isEmpty() ? other : other.isEmpty() ? one : one + "," + other;
    }
}
