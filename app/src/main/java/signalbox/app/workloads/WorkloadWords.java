package signalbox.app.workloads;

import java.util.List;
import signalbox.app.text.Amounts;
import signalbox.app.text.Sentences;
import signalbox.app.text.Text;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Route;

/// What a workload’s form says about what it does not edit itself. Pure.
final class WorkloadWords {
    private WorkloadWords() {}

    /// Budgets that count its calls too; empty for none.
    static String otherBudgets(Policy policy, String name) {
        List<String> others =
                Drafts.others(policy, name).stream()
                        .map(budget ->
                                Text.of(
                                        "workloads.other_budget",
                                        budget.name(),
                                        Amounts.units(budget.measure(), budget.cap())))
                        .toList();
        return others.isEmpty() ? "" : Text.of("workloads.other_budgets", Sentences.list(others));
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
