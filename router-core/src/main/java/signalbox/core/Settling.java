package signalbox.core;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import signalbox.core.budget.Admission;
import signalbox.core.budget.Bound;
import signalbox.core.budget.BudgetBook;
import signalbox.core.budget.Charge;
import signalbox.core.budget.Settlement;
import signalbox.core.dialect.AnswerTap;
import signalbox.core.ledger.AttemptRow;
import signalbox.core.plan.Attempt;
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
    record Settled(AttemptRow row, List<Charge> charges, boolean overrun) {}

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

    /// How an answer ended.
    ///
    /// @param whole whether it came to its proper end
    /// @param error empty when the client got it whole
    /// @param flag what the row says of it; may be empty
    record Ending(boolean whole, String error, String flag) {
        static final Ending WHOLE = new Ending(true, "", "");

        static Ending broken(String error) {
            return new Ending(false, error, "");
        }
    }

    /// An answer came, whole or in part.
    Settled answered(Admission.Hold hold, int status, AnswerTap tap, Ending ending) {
        var reading = UsageReader.read(provider.wire(), provider.vendor(), tap.usage());
        Usage usage = reading.map(UsageReader.Reading::usage).orElse(Usage.NONE);
        if (usage.tierServed().isEmpty() && !tap.tier().isEmpty()) {
            // OpenAI names the tier it served, which is the tier it bills, beside the usage
            usage = usage.withTier(tap.tier());
        }
        String flags = join(reading.map(UsageReader.Reading::flags).orElse(""), ending.flag());
        // an answer with text in it cannot have used nothing, whatever the provider says
        boolean implausible = usage.tokens() == 0 && tap.deliveredBytes() > 0;
        boolean lastWord = ending.whole() || tap.usageFinal() && call.facts().choices() == 1;
        if (reading.isPresent() && lastWord && !implausible) {
            return charge(hold, status, ending.error(), usage, Provenance.REPORTED, flags, false);
        }
        var estimate = Estimate.of(usage, tap, attempt, call.facts(), provider, model);
        if (call.prompts().writes() && usage.inputTokens() == 0) {
            estimate = estimate.written();
        }
        flags = join(flags, estimate.hidden() ? "reasoning_unseen" : "");
        return charge(
                hold,
                status,
                ending.error(),
                estimate.usage(),
                Provenance.ESTIMATED,
                join(flags, estimate.limitIgnored() ? "limit_ignored" : ""),
                estimate.limitIgnored());
    }

    private Settled charge(
            Admission.Hold hold,
            int status,
            String error,
            Usage usage,
            Provenance provenance,
            String flags,
            boolean limitIgnored) {
        Optional<PriceBook.Cost> priced = engine.prices().cost(provider.vendor(), model, usage, started);
        long list = priced.map(PriceBook.Cost::nanos).orElse(hold.bound().nanos());
        if (provenance == Provenance.ESTIMATED && !limitIgnored) {
            list = Math.min(list, Math.max(hold.bound().nanos(), 0));
        }
        long cost = costs() ? list : 0;
        BudgetBook book = engine.book(provider);
        Settlement settlement = book.settle(hold, new Bound(usage.tokens(), cost));
        String allFlags = join(flags, priced.map(PriceBook.Cost::flags).orElse("unpriced"));
        boolean overrun = settlement.overrun() || limitIgnored;
        if (overrun) {
            allFlags = join(allFlags, "overrun");
            overran();
        }
        String priceIds = priced.map(PriceBook.Cost::priceIds).orElse("");
        return new Settled(
                row(status, error, usage, cost, list, priceIds, provenance, allFlags), settlement.charges(), overrun);
    }

    private void overran() {
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
                new Finding(ErrorClass.OVERRUN, false, Optional.of(OVERRUN_REST), "It used more than it was allowed.");
        engine.health().failed(provider.name(), model.id(), overrun, engine.now());
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

    /// When the attempt began, which chooses its prices.
    Instant started() {
        return started;
    }

    /// Whether a call there costs money, or simulates that it does.
    boolean costs() {
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
