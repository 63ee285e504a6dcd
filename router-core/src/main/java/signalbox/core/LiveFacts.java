package signalbox.core;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.plan.CallFacts;
import signalbox.core.plan.LiveView;
import signalbox.core.plan.LiveView.BudgetRoom;
import signalbox.core.plan.LiveView.Load;
import signalbox.core.plan.LiveView.Speed;
import signalbox.core.policy.AtLimit;
import signalbox.core.policy.Budget;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Route;
import signalbox.core.policy.Target;
import signalbox.core.policy.Workload;
import signalbox.core.provider.QuotaRoom;

/// Collects the live facts for one call's plan: only what its route's targets and its budgets concern, so that a plan
/// costs the same however large the policy is.
final class LiveFacts {
    private final Engine engine;
    private final Policy policy;
    private final CallFacts call;
    private final Instant now;

    LiveFacts(Engine engine, Policy policy, CallFacts call, Instant now) {
        this.engine = engine;
        this.policy = policy;
        this.call = call;
        this.now = now;
    }

    LiveView view() {
        Workload workload = policy.workloads().get(call.workload());
        Route route = workload == null ? null : policy.routes().get(workload.route());
        Map<String, Load> loads = new HashMap<>();
        if (route != null) {
            route.targets().forEach(target -> load(target, loads));
        }
        return new LiveView(engine.health().coolingUntil(now), loads, route == null ? List.of() : budgets(workload));
    }

    private void load(Target target, Map<String, Load> loads) {
        Provider provider = policy.providers().get(target.provider());
        int inFlight = engine.traffic().inFlight(target.provider(), target.model());
        List<LiveView.QuotaRoom> quotas =
                provider == null
                        ? List.of()
                        : engine.traffic().rooms(provider, target.model(), now).stream().map(LiveFacts::room).toList();
        Optional<Speed> speed =
                engine.latency()
                        .of(target.provider(), target.model(), call.stream(), now)
                        .map(figures ->
                                new Speed(
                                        figures.answers(),
                                        figures.millisP50(),
                                        figures.millisP95(),
                                        figures.tokensPerSecond()));
        if (inFlight > 0 || !quotas.isEmpty() || speed.isPresent()) {
            loads.put(target.provider() + "/" + target.model(), new Load(inFlight, quotas, speed));
        }
    }

    private static LiveView.QuotaRoom room(QuotaRoom room) {
        var unit = LiveView.QuotaRoom.Unit.valueOf(room.unit().name());
        return new LiveView.QuotaRoom(room.name(), unit, room.limit(), room.left(), room.freeAt());
    }

    /// Only budgets that downgrade are the planner's; those that halt are the book's.
    private List<BudgetRoom> budgets(Workload workload) {
        if (policy.budgets().values().stream().noneMatch(budget -> budget.atLimit() == AtLimit.DOWNGRADE)) {
            return List.of();
        }
        return engine.books().of(Practice.serves(policy, workload)).statuses(LiveFacts::downgrades, now).stream()
                .map(LiveFacts::room)
                .toList();
    }

    private static boolean downgrades(Budget budget) {
        return budget.atLimit() == AtLimit.DOWNGRADE;
    }

    private static BudgetRoom room(BudgetStatus status) {
        return new BudgetRoom(status.budget(), status.state() == BudgetStatus.State.HALTED ? 0 : status.free());
    }
}
