package signalbox.core;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import signalbox.core.budget.Admission;
import signalbox.core.budget.Bound;
import signalbox.core.budget.Charge;
import signalbox.core.budget.EscrowStore.LedgerUnavailable;
import signalbox.core.budget.Settlement;
import signalbox.core.budget.Subject;
import signalbox.core.ledger.AttemptRow;
import signalbox.core.ledger.CallRow;
import signalbox.core.ledger.CallRow.Outcome;
import signalbox.core.ledger.Demand;
import signalbox.core.plan.Attempt;
import signalbox.core.plan.CallFacts;
import signalbox.core.plan.Plan;
import signalbox.core.plan.Planner;
import signalbox.core.policy.Model;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Tier;
import signalbox.core.policy.Workload;
import signalbox.core.price.PriceBook;
import signalbox.core.price.Provenance;
import signalbox.core.price.Usage;

/// A call that an embedding program makes itself. Planned, held and charged like any other.
final class HeldCall implements Permit {
    private final Engine engine;
    private final Policy policy;
    private final CallFacts facts;
    private final long id;
    private final Instant at;
    private final Plan plan;
    private final Attempt attempt;
    private final Admission.Hold hold;
    private boolean ended;

    private HeldCall(
            Engine engine,
            Policy policy,
            CallFacts facts,
            long id,
            Instant at,
            Plan plan,
            Attempt attempt,
            Admission.Hold hold) {
        this.engine = engine;
        this.policy = policy;
        this.facts = facts;
        this.id = id;
        this.at = at;
        this.plan = plan;
        this.attempt = attempt;
        this.hold = hold;
    }

    /// @throws RouterException with the code and the sentence that a client of the listener would get
    static Permit take(Engine engine, Policy policy, CallFacts facts, long id) throws RouterException {
        Instant now = engine.now();
        Plan plan = Planner.plan(policy, engine.prices(), facts, engine.live(policy, facts), now);
        if (plan.refusal() != null) {
            throw refused(Refusals.plan(plan.refusal(), facts.workload(), facts.pii().name(), now));
        }
        try {
            return reserve(engine, policy, facts, id, now, plan);
        } catch (LedgerUnavailable e) {
            throw refused(Refusals.ledgerUnavailable());
        }
    }

    private static Permit reserve(Engine engine, Policy policy, CallFacts facts, long id, Instant now, Plan plan)
            throws LedgerUnavailable, RouterException {
        Admission.Refused first = null;
        Workload workload = policy.workloads().get(facts.workload());
        for (Attempt attempt : plan.attempts()) {
            var subject =
                    new Subject(workload.name(), facts.key(), workload.team(), attempt.provider(), attempt.model());
            var bound = new Bound(attempt.worstTokens(), attempt.worstNanos());
            var book = engine.book(policy.providers().get(attempt.provider()));
            switch (book.reserveFirst(id, subject, List.of(bound), now)) {
                case Admission.Granted(Admission.Hold hold) -> {
                    return new HeldCall(engine, policy, facts, id, now, plan, attempt, hold);
                }
                case Admission.Refused refused -> first = first == null ? refused : first;
            }
        }
        throw refused(Refusals.budget(first, workload.name(), now));
    }

    private static RouterException refused(Refusals.Refusal refusal) {
        return new RouterException(refusal.error().code(), refusal.error().message());
    }

    @Override
    public Attempt attempt() {
        return attempt;
    }

    @Override
    public Plan plan() {
        return plan;
    }

    @Override
    public long record(Usage usage) {
        Provider provider = provider();
        Model model = provider.models().get(attempt.model());
        Optional<PriceBook.Cost> priced = engine.prices().cost(provider.vendor(), model, usage, at);
        long list = priced.map(PriceBook.Cost::nanos).orElse(hold.bound().nanos());
        boolean costs = provider.tier() == Tier.PAID || provider.practice();
        return end(
                Outcome.ANSWERED,
                usage,
                costs ? list : 0,
                list,
                priced.map(PriceBook.Cost::priceIds).orElse(""),
                Provenance.REPORTED,
                priced.map(PriceBook.Cost::flags).orElse("unpriced"));
    }

    @Override
    public long unknown() {
        long nanos = hold.bound().nanos();
        return end(Outcome.FAILED, Usage.NONE, nanos, nanos, "", Provenance.HELD, "unknown_outcome");
    }

    private synchronized long end(
            Outcome outcome, Usage usage, long cost, long list, String priceIds, Provenance provenance, String flags) {
        if (ended) {
            throw new IllegalStateException("This call has been recorded or given back already.");
        }
        ended = true;
        boolean known = provenance == Provenance.REPORTED;
        Bound used = known ? new Bound(usage.tokens(), cost) : hold.bound();
        Settlement settlement = engine.book(provider()).settle(hold, used);
        String allFlags = settlement.overrun() ? (flags.isEmpty() ? "overrun" : flags + ",overrun") : flags;
        var row =
                new AttemptRow(
                        attempt.provider(),
                        attempt.model(),
                        known ? 200 : 0,
                        known ? "" : "unknown_outcome",
                        usage,
                        cost,
                        list,
                        priceIds,
                        provenance,
                        allFlags,
                        Duration.between(at, engine.now()));
        write(outcome, known ? "" : "unknown_outcome", List.of(row), settlement.charges());
        return cost;
    }

    @Override
    public synchronized void close() {
        if (!ended) {
            ended = true;
            engine.book(provider()).release(hold);
            write(Outcome.FAILED, "not_made", List.of(), List.of());
        }
    }

    private Provider provider() {
        return policy.providers().get(attempt.provider());
    }

    private void write(Outcome outcome, String code, List<AttemptRow> attempts, List<Charge> charges) {
        var row =
                new CallRow(
                        id,
                        at,
                        facts.workload(),
                        facts.key(),
                        policy.workloads().get(facts.workload()).team(),
                        facts.wire(),
                        facts.askedModel(),
                        facts.pii(),
                        facts.stream(),
                        outcome,
                        code,
                        outcome == Outcome.ANSWERED ? 200 : 0,
                        attempts,
                        null,
                        Duration.between(at, engine.now()),
                        0,
                        provider().practice(),
                        plan.steps(),
                        Demand.of(facts));
        engine.ledger().finished(row, charges, -1);
    }
}
