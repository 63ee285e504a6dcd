package signalbox.app.workloads;

import java.util.stream.Collectors;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Route;

/// What a workload’s form says about what it does not edit itself. Pure.
final class WorkloadWords {
    private WorkloadWords() {}

    /// Budgets that count its calls too; empty for none.
    static String otherBudgets(Policy policy, String name) {
        String others =
                Drafts.others(policy, name).stream()
                        .map(budget -> budget.name() + " (" + Amounts.units(budget.measure(), budget.cap()) + ")")
                        .collect(Collectors.joining(", "));
        return others.isEmpty() ? "" : Text.of("workloads.other_budgets", others);
    }

    /// A route of several lanes, orders or an experiment, which is edited where all of it shows; empty for a plain one.
    static String route(Route route) {
        return Drafts.plain(route)
                ? ""
                : Text.of(
                        "workloads.route.elsewhere",
                        route.name(),
                        route.lanes().size(),
                        route.targets().size(),
                        route.experiment().isPresent() ? 1 : 0);
    }
}
