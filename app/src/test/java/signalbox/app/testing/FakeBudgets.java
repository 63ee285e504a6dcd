package signalbox.app.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import signalbox.core.BudgetExplanation;
import signalbox.core.RouterEvent;
import signalbox.core.RouterException;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.budget.Bump;
import signalbox.core.budget.Forecast;
import signalbox.core.policy.Amount;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Scope;

/// The budgets of a router without a core: statuses that were set, and what lifting them does. Thread-safe.
public final class FakeBudgets {
    private final Supplier<Policy> policy;
    private final Supplier<Instant> now;
    private final Consumer<RouterEvent> events;
    private final FakeLedger ledger;
    private volatile List<BudgetStatus> statuses = List.of();
    private volatile RuntimeException failure;
    private volatile RouterException explainFailure;

    FakeBudgets(Supplier<Policy> policy, Supplier<Instant> now, Consumer<RouterEvent> events, FakeLedger ledger) {
        this.policy = policy;
        this.now = now;
        this.events = events;
        this.ledger = ledger;
    }

    synchronized void set(List<BudgetStatus> newStatuses) {
        statuses = List.copyOf(newStatuses);
    }

    /// From now on they cannot be read; null ends it.
    public void fail(RuntimeException with) {
        failure = with;
    }

    /// From now on none can be explained; null ends it.
    public void failExplain(RouterException with) {
        explainFailure = with;
    }

    /// The statuses that were set, of the budgets that the policy has now; budgets made since are unspent.
    List<BudgetStatus> all() {
        var failing = failure;
        if (failing != null) {
            throw failing;
        }
        var inForce = policy.get().budgets();
        var all = new ArrayList<BudgetStatus>();
        for (BudgetStatus one : statuses) {
            var budget = inForce.get(one.budget().name());
            if (budget != null || inForce.isEmpty()) {
                all.add(budget == null || budget.equals(one.budget()) ? one : SampleBudgets.changed(one, budget));
            }
        }
        inForce.values().stream()
                .filter(budget -> statuses.stream().noneMatch(named(budget.name())))
                .forEach(budget -> all.add(SampleBudgets.status(budget, 0, 0, BudgetStatus.State.OK, 0)));
        return List.copyOf(all);
    }

    BudgetExplanation explain(String budget) throws RouterException {
        var failing = explainFailure;
        if (failing != null) {
            throw failing;
        }
        return SampleBudgets.explanation(status(budget), ledger);
    }

    BudgetStatus released(String budget) {
        replace(named(budget), SampleTrail::released);
        return status(budget);
    }

    BudgetStatus lift(String budget, Bump.Kind kind, Optional<Amount> ceiling, String actor, String reason) {
        lift(named(budget), kind, ceiling, actor, reason);
        return status(budget);
    }

    List<BudgetStatus> liftAll(String workload, Bump.Kind kind, Optional<Amount> ceiling, String actor) {
        lift(one -> one.budget().scope().equals(new Scope.OfWorkload(workload)), kind, ceiling, actor, "");
        return statuses;
    }

    void withdraw(String budget) {
        replace(
                named(budget),
                one -> SampleBudgets.with(one, one.budget().cap(), List.of(), BudgetStatus.State.HALTED, now.get()));
    }

    private BudgetStatus status(String budget) {
        return all().stream().filter(named(budget)).findFirst().orElseThrow();
    }

    private static Predicate<BudgetStatus> named(String budget) {
        return one -> one.budget().name().equals(budget);
    }

    /// Tells of it once the budgets are as it says, as the core does.
    private void lift(
            Predicate<BudgetStatus> which, Bump.Kind kind, Optional<Amount> ceiling, String actor, String reason) {
        replace(which, one -> lifted(one, kind, ceiling, actor, reason))
                .forEach(resumed -> events.accept(new RouterEvent.BudgetResumed(resumed, now.get())));
    }

    private BudgetStatus lifted(
            BudgetStatus one, Bump.Kind kind, Optional<Amount> ceiling, String actor, String reason) {
        long cap = ceiling.map(Amount::units).orElse(Forecast.suggestCeiling(one, now.get()));
        var bump =
                new Bump(one.budget().name(), cap - one.cap(), one.windowStart(), one.windowEnd(), kind, actor, reason);
        return SampleBudgets.with(one, cap, List.of(bump), BudgetStatus.State.OK, null);
    }

    /// @return what has changed
    private synchronized List<BudgetStatus> replace(Predicate<BudgetStatus> which, UnaryOperator<BudgetStatus> change) {
        var changed = new ArrayList<BudgetStatus>();
        var after = new ArrayList<BudgetStatus>();
        for (BudgetStatus one : statuses) {
            boolean meant = which.test(one);
            after.add(meant ? change.apply(one) : one);
            if (meant) {
                changed.add(after.getLast());
            }
        }
        statuses = List.copyOf(after);
        return changed;
    }
}
