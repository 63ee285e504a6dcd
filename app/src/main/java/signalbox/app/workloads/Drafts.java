package signalbox.app.workloads;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import signalbox.core.policy.AtLimit;
import signalbox.core.policy.Budget;
import signalbox.core.policy.Lane;
import signalbox.core.policy.LaneOrder;
import signalbox.core.policy.Loosening;
import signalbox.core.policy.Measure;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policy.PolicyChange.Part;
import signalbox.core.policy.Route;
import signalbox.core.policy.Scope;
import signalbox.core.policy.Target;
import signalbox.core.policy.Window;
import signalbox.core.policy.Workload;

/// Between policies and drafts. Pure.
///
/// A draft's route is the workload's own: one that other workloads share is left alone and a new one, named after the
/// workload, takes its place as soon as the targets differ.
final class Drafts {
    private static final int DEFAULT_WARN = 80;

    private Drafts() {}

    static Draft of(Policy policy, Workload workload) {
        Optional<Budget> money = daily(policy, workload.name(), Measure.MONEY);
        Optional<Budget> tokens = daily(policy, workload.name(), Measure.TOKENS);
        Optional<Budget> first = money.or(() -> tokens);
        return new Draft(
                workload.name(),
                workload.task(),
                workload.quality(),
                workload.pii(),
                workload.team(),
                workload.maxTokens(),
                workload.clamp(),
                workload.anyModel(),
                targets(policy.routes().get(workload.route())),
                money.map(Budget::cap).orElse(Draft.NO_CAP),
                tokens.map(Budget::cap).orElse(Draft.NO_CAP),
                first.flatMap(budget -> budget.warnAtPercent().stream().findFirst()).orElse(DEFAULT_WARN),
                first.map(Budget::atLimit).orElse(AtLimit.HALT),
                workload.conduct());
    }

    private static List<String> targets(Route route) {
        return route == null
                ? List.of()
                : route.targets().stream().map(target -> target.provider() + "/" + target.model()).toList();
    }

    /// The budget that a form's daily cap of that measure is about.
    static Optional<Budget> daily(Policy policy, String workload, Measure measure) {
        return policy.budgetsOf(workload).stream()
                .filter(budget -> budget.window() == Window.DAY && budget.measure() == measure)
                .findFirst();
    }

    /// The budgets of a workload that its form does not edit.
    static List<Budget> others(Policy policy, String workload) {
        return policy.budgetsOf(workload).stream()
                .filter(budget -> daily(policy, workload, budget.measure()).filter(budget::equals).isEmpty())
                .toList();
    }

    /// Whether a form that only lists targets shows all of a route. It would flatten lanes of several targets, orders,
    /// weights or an experiment. Such a route is edited on its own screen.
    static boolean plain(Route route) {
        return route == null
                || route.experiment().isEmpty()
                        && route.lanes().stream()
                                .allMatch(lane ->
                                        lane.targets().size() == 1
                                                && lane.order() == LaneOrder.LISTED
                                                && lane.targets().getFirst().weight() == 1);
    }

    /// What applying a draft lets through that is stopped now, one clause each.
    static List<String> loosens(Policy policy, Draft draft) {
        return Loosening.of(policy, applied(draft).apply(policy).applyTo(policy));
    }

    /// The change that applies a draft to a policy.
    static Function<Policy, PolicyChange> applied(Draft draft) {
        return policy -> new PolicyChange.Several(changes(policy, draft));
    }

    /// What applying a draft changes; empty when nothing.
    static List<PolicyChange> changes(Policy policy, Draft draft) {
        var changes = new ArrayList<PolicyChange>();
        Workload before = policy.workloads().get(draft.name());
        String route = route(policy, draft, before, changes);
        var after =
                new Workload(
                        draft.name(),
                        draft.task(),
                        draft.quality(),
                        draft.pii(),
                        draft.maxTokens(),
                        draft.anyModel(),
                        draft.clamp(),
                        before == null ? 1 : Math.min(before.minOutput(), draft.maxTokens()),
                        before == null ? Set.of() : before.needs(),
                        route,
                        draft.team(),
                        draft.conduct());
        if (!after.equals(before)) {
            changes.add(new PolicyChange.Put(new Part.OfWorkload(after)));
        }
        budget(policy, draft, Measure.MONEY, draft.dayNanos(), changes);
        budget(policy, draft, Measure.TOKENS, draft.dayTokens(), changes);
        return changes;
    }

    private static String route(Policy policy, Draft draft, Workload before, List<PolicyChange> changes) {
        Route current = before == null ? null : policy.routes().get(before.route());
        if (draft.targets().equals(targets(current)) && current != null) {
            return current.name();
        }
        boolean own =
                current != null
                        && policy.workloads().values().stream()
                                        .filter(workload -> workload.route().equals(current.name()))
                                        .count()
                                == 1;
        String name = own ? current.name() : free(policy, draft.name());
        changes.add(
                new PolicyChange.Put(
                        new Part.OfRoute(
                                new Route(
                                        name,
                                        draft.targets().stream()
                                                .map(target -> new Lane(List.of(target(target))))
                                                .toList()))));
        return name;
    }

    private static String free(Policy policy, String wanted) {
        String free = wanted;
        for (int next = 2; policy.routes().containsKey(free); next++) {
            free = wanted + "-" + next;
        }
        return free;
    }

    private static Target target(String text) {
        int slash = text.indexOf('/');
        return new Target(text.substring(0, slash), text.substring(slash + 1), 1);
    }

    private static void budget(Policy policy, Draft draft, Measure measure, long cap, List<PolicyChange> changes) {
        Budget before = daily(policy, draft.name(), measure).orElse(null);
        if (cap == Draft.NO_CAP) {
            if (before != null) {
                changes.add(new PolicyChange.Remove(new Part.OfBudget(before)));
            }
            return;
        }
        String name = draft.name() + (measure == Measure.MONEY ? "-daily" : "-tokens");
        var after =
                new Budget(
                        before == null ? name : before.name(),
                        new Scope.OfWorkload(draft.name()),
                        measure,
                        cap,
                        Window.DAY,
                        before == null ? ZoneOffset.UTC : before.zone(),
                        warnings(before, draft.warnAt()),
                        draft.atLimit());
        if (!Objects.equals(after, before)) {
            changes.add(new PolicyChange.Put(new Part.OfBudget(after)));
        }
    }

    /// A budget with several shares keeps them while the first is what the form says.
    private static List<Integer> warnings(Budget before, int warnAt) {
        boolean same =
                before != null
                        && before.warnAtPercent().stream().findFirst().filter(first -> first == warnAt).isPresent();
        return same ? before.warnAtPercent() : List.of(warnAt);
    }

    /// Deletes a workload with its budgets, and its route when nobody else uses it. Keys that name it must go first.
    static PolicyChange deletion(Policy policy, String name) {
        var changes = new ArrayList<PolicyChange>();
        policy.budgetsOf(name).forEach(budget -> changes.add(new PolicyChange.Remove(new Part.OfBudget(budget))));
        Workload workload = policy.workloads().get(name);
        changes.add(new PolicyChange.Remove(new Part.OfWorkload(workload)));
        boolean shared =
                policy.workloads().values().stream()
                        .anyMatch(other -> !other.name().equals(name) && other.route().equals(workload.route()));
        if (!shared) {
            changes.add(new PolicyChange.Remove(new Part.OfRoute(policy.routes().get(workload.route()))));
        }
        return new PolicyChange.Several(changes);
    }
}
