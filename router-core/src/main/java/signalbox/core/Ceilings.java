package signalbox.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import signalbox.core.budget.BudgetBook;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.budget.BudgetStatus.State;
import signalbox.core.budget.Bump;
import signalbox.core.budget.EscrowStore.LedgerUnavailable;
import signalbox.core.budget.Forecast;
import signalbox.core.ledger.Journal;
import signalbox.core.ledger.JournalRecord;
import signalbox.core.ledger.Ledger;
import signalbox.core.ledger.Ledger.AuditEntry;
import signalbox.core.policy.Amount;
import signalbox.core.policy.AppKey;
import signalbox.core.policy.Budget;
import signalbox.core.policy.Measure;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Scope;
import signalbox.core.policy.Target;
import signalbox.core.policy.Workload;

/// Unlocks halted workloads and lifts caps until the window ends. A lift counts only once it is written down. Used
/// under the router's change lock.
final class Ceilings {
    private final Books books;
    private final Journal journal;
    private final AuditTrail audit;
    private final Ledger ledger;

    Ceilings(Parts parts) {
        this.books = parts.books();
        this.journal = parts.store().journal();
        this.audit = parts.audit();
        this.ledger = parts.store().ledger();
    }

    List<BudgetStatus> unlock(
            Policy policy, String workload, Optional<Amount> ceiling, String actor, String reason, Instant now)
            throws RouterException {
        List<Budget> halted = stopped(policy, workload, ceiling, now);
        if (halted.isEmpty()) {
            throw new RouterException(
                    "not_halted",
                    "Workload "
                            + workload
                            + " is not halted"
                            + (ceiling.isPresent() ? " by a budget in that unit" : "")
                            + "; there is nothing to unlock.");
        }
        var lifts = new ArrayList<Lift>();
        for (Budget budget : halted) {
            BudgetStatus status = status(policy, budget, now);
            lifts.add(Lift.of(status, ceiling.map(Amount::units).orElseGet(() -> suggest(policy, status, now))));
        }
        return lift(policy, lifts, Bump.Kind.UNLOCK, actor, reason, now);
    }

    /// The halted budgets in a workload's way; when there is none, those that downgrade it, which refuse too once
    /// nothing cheaper fits.
    private List<Budget> stopped(Policy policy, String workload, Optional<Amount> ceiling, Instant now)
            throws RouterException {
        List<Budget> inTheWay = halting(policy, workload);
        for (State state : List.of(State.HALTED, State.DOWNGRADED)) {
            List<Budget> found =
                    inTheWay.stream()
                            .filter(budget -> status(policy, budget, now).state() == state)
                            .filter(budget -> ceiling.isEmpty() || ceiling.get().measure() == budget.measure())
                            .toList();
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    /// See [Router#lift].
    BudgetStatus lift(
            Policy policy,
            Budget budget,
            Bump.Kind kind,
            Optional<Amount> ceiling,
            String actor,
            String reason,
            Instant now)
            throws RouterException {
        if (ceiling.isPresent() && ceiling.get().measure() != budget.measure()) {
            throw new RouterException(
                    "ceiling_unit",
                    "Budget "
                            + budget.name()
                            + " counts "
                            + budget.measure().name().toLowerCase(Locale.ROOT)
                            + "; name a ceiling in that unit.");
        }
        BudgetStatus status = status(policy, budget, now);
        long to = ceiling.map(Amount::units).orElseGet(() -> suggest(policy, status, now));
        return lift(policy, List.of(Lift.of(status, to)), kind, actor, reason, now).getFirst();
    }

    /// Lifts the cap of the budget that a raise of a workload is about until its window ends.
    BudgetStatus raise(
            Policy policy, String workload, Optional<Amount> ceiling, String actor, String reason, Instant now)
            throws RouterException {
        return lift(policy, toRaise(policy, workload, ceiling, now), Bump.Kind.RAISE, ceiling, actor, reason, now);
    }

    /// The budget that a raise of a workload is about, with the cap that it has from now on in a changed policy.
    Budget raised(Policy policy, String workload, Optional<Amount> ceiling, Instant now) throws RouterException {
        Budget budget = toRaise(policy, workload, ceiling, now);
        long cap = ceiling.map(Amount::units).orElseGet(() -> suggest(policy, status(policy, budget, now), now));
        if (cap <= budget.cap()) {
            throw new RouterException(
                    "ceiling_too_low",
                    "The cap of "
                            + workload
                            + " is "
                            + new Amount(budget.measure(), budget.cap()).format()
                            + " already. Name a higher one.");
        }
        return budget.withCap(cap);
    }

    BudgetStatus status(Policy policy, Budget budget, Instant now) {
        return book(policy, budget).status(budget.name(), now);
    }

    /// The budget that a raise is about: the one that halts the workload, else the workload's own.
    private Budget toRaise(Policy policy, String workload, Optional<Amount> ceiling, Instant now)
            throws RouterException {
        Stream<Budget> halted =
                halting(policy, workload).stream()
                        .filter(budget -> status(policy, budget, now).state() == State.HALTED);
        List<Budget> candidates = Stream.concat(halted, policy.budgetsOf(workload).stream()).toList();
        return candidates.stream()
                .filter(budget -> budget.measure() == ceiling.map(Amount::measure).orElse(Measure.MONEY))
                .findFirst()
                .or(() -> ceiling.isEmpty() ? candidates.stream().findFirst() : Optional.empty())
                .orElseThrow(() ->
                        new RouterException(
                                "no_budget",
                                "Workload " + workload + " has no budget in that unit; there is no cap to raise."));
    }

    /// A ceiling that lets the call through which was refused last.
    long suggest(Policy policy, BudgetStatus status, Instant now) {
        String name = status.budget().name();
        boolean known = policy.budgets().containsKey(name);
        long asked = known ? book(policy, status.budget()).refusedAsk(name, now) : 0;
        return Forecast.suggestCeiling(status, forecast(policy, status, now), asked);
    }

    /// By what is usual; an unlock does not wait for a store that is out of order.
    private Forecast forecast(Policy policy, BudgetStatus status, Instant now) {
        try {
            return Forecasts.of(ledger, status, Practice.counts(policy, status.budget()), now);
        } catch (IllegalStateException e) {
            return Forecast.of(status, now, OptionalLong.empty(), OptionalLong.empty());
        }
    }

    /// A cap and what it is lifted to.
    private record Lift(BudgetStatus status, long to) {
        static Lift of(BudgetStatus status, long to) throws RouterException {
            if (to > status.cap() && to > status.spent()) {
                return new Lift(status, to);
            }
            Measure measure = status.budget().measure();
            throw new RouterException(
                    "ceiling_too_low",
                    new Amount(measure, to).format()
                            + " lets nothing through: "
                            + new Amount(measure, status.spent()).format()
                            + " of "
                            + new Amount(measure, status.cap()).format()
                            + " is spent. Name a higher ceiling.");
        }

        Bump bump(Bump.Kind kind, String actor, String reason) {
            return new Bump(
                    status.budget().name(),
                    to - status.cap(),
                    status.windowStart(),
                    status.windowEnd(),
                    kind,
                    actor,
                    reason);
        }
    }

    /// Lifts all of them or none.
    private List<BudgetStatus> lift(
            Policy policy, List<Lift> lifts, Bump.Kind kind, String actor, String reason, Instant now)
            throws RouterException {
        var records = new ArrayList<JournalRecord>();
        for (Lift lift : lifts) {
            Budget budget = lift.status.budget();
            String journalName = Books.journalName(budget.name(), Practice.counts(policy, budget));
            records.add(new JournalRecord.Bumped(Books.renamed(lift.bump(kind, actor, reason), journalName)));
            records.add(new JournalRecord.Audited(lifted(lift.status, lift.to, kind, actor, reason, now)));
        }
        write(records);
        return lifts.stream()
                .map(lift -> book(policy, lift.status.budget()).bump(lift.bump(kind, actor, reason), now))
                .toList();
    }

    void withdraw(Policy policy, Budget budget, String actor, Instant now) throws RouterException {
        boolean simulated = Practice.counts(policy, budget);
        BudgetStatus status = books.of(simulated).status(budget.name(), now);
        String cap = new Amount(budget.measure(), status.cap()).format();
        String base = new Amount(budget.measure(), budget.cap()).format();
        var entry = audit.entry(now, actor, "Took back the lift of budget " + budget.name(), cap, base, "");
        String journalName = Books.journalName(budget.name(), simulated);
        write(
                List.of(
                        new JournalRecord.BumpsWithdrawn(journalName, status.windowStart()),
                        new JournalRecord.Audited(entry)));
        books.of(simulated).withdraw(budget.name(), now);
    }

    BudgetStatus releaseUnreported(Policy policy, Budget budget, String actor, Instant now) throws RouterException {
        boolean simulated = Practice.counts(policy, budget);
        BudgetBook book = books.of(simulated);
        long unreported = book.status(budget.name(), now).unreported();
        if (unreported == 0) {
            throw new RouterException(
                    "nothing_unreported", "Budget " + budget.name() + " has nothing that a crash left unreported.");
        }
        String amount = new Amount(budget.measure(), unreported).format();
        var entry = audit.entry(now, actor, "Released what a crash left of budget " + budget.name(), amount, "", "");
        try {
            var durably = books.beside(simulated, new JournalRecord.Audited(entry));
            return book.releaseUnreported(budget.name(), durably, now);
        } catch (LedgerUnavailable e) {
            throw new RouterException("ledger_unavailable", "Nothing was released: " + e.getMessage(), e);
        }
    }

    private void write(List<JournalRecord> records) throws RouterException {
        try {
            journal.appendDurable(records);
        } catch (LedgerUnavailable e) {
            throw new RouterException("ledger_unavailable", "Nothing was changed: " + e.getMessage(), e);
        }
    }

    private AuditEntry lifted(BudgetStatus status, long to, Bump.Kind kind, String actor, String reason, Instant now) {
        Measure measure = status.budget().measure();
        String verb = kind == Bump.Kind.UNLOCK ? "Unlocked budget " : "Raised budget ";
        return audit.entry(
                now,
                actor,
                verb + status.budget().name() + " until " + status.windowEnd(),
                new Amount(measure, status.cap()).format(),
                new Amount(measure, to).format(),
                reason);
    }

    private BudgetBook book(Policy policy, Budget budget) {
        return books.of(Practice.counts(policy, budget));
    }

    /// The budgets that can halt a workload, or a part of its calls: those of its keys and of its route's targets count
    /// too.
    private static List<Budget> halting(Policy policy, String workload) throws RouterException {
        Workload known = known(policy, workload);
        List<Target> targets = policy.routes().get(known.route()).targets();
        return policy.budgets().values().stream()
                .filter(budget ->
                        switch (budget.scope()) {
                            case Scope.OfWorkload(String name) -> name.equals(workload);
                            case Scope.OfTeam(String team) -> team.equals(known.team());
                            case Scope.OfKey(String name) -> serves(policy.keys().get(name), workload);
                            case Scope.OfProvider(String name) ->
                                    targets.stream().anyMatch(target -> target.provider().equals(name));
                            case Scope.OfModel(String provider, String model) ->
                                    targets.stream().anyMatch(target -> is(target, provider, model));
                            case Scope.Everything() -> true;
                        })
                .toList();
    }

    private static boolean is(Target target, String provider, String model) {
        return target.provider().equals(provider) && target.model().equals(model);
    }

    private static boolean serves(AppKey key, String workload) {
        return key != null && key.allowed().contains(workload);
    }

    private static Workload known(Policy policy, String workload) throws RouterException {
        Workload known = policy.workloads().get(workload);
        if (known == null) {
            throw new RouterException(
                    "unknown_workload",
                    "There is no workload \""
                            + workload
                            + "\"; there are "
                            + String.join(", ", policy.workloads().keySet())
                            + ".");
        }
        return known;
    }

    /// @throws RouterException `no_budget`
    static Budget budget(Policy policy, String budget) throws RouterException {
        Budget known = policy.budgets().get(budget);
        if (known == null) {
            throw new RouterException("no_budget", "There is no budget \"" + budget + "\".");
        }
        return known;
    }
}
