package signalbox.core.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Everything the operator decided, at one version. Immutable; a change makes the next version.
///
/// @param version counts up by one with every applied change; 0 is the empty policy before the first
public record Policy(
        long version,
        SequencedMap<String, Provider> providers,
        SequencedMap<String, Route> routes,
        SequencedMap<String, Workload> workloads,
        SequencedMap<String, Budget> budgets,
        SequencedMap<String, Rule> rules,
        SequencedMap<String, AppKey> keys) {

    public static final Policy EMPTY = new Policy(0, none(), none(), none(), none(), none(), none());

    public Policy {
        providers = frozen(providers);
        routes = frozen(routes);
        workloads = frozen(workloads);
        budgets = frozen(budgets);
        rules = frozen(rules);
        keys = frozen(keys);
    }

    public Policy withVersion(long newVersion) {
        return new Policy(newVersion, providers, routes, workloads, budgets, rules, keys);
    }

    public Policy withProviders(SequencedMap<String, Provider> changed) {
        return new Policy(version, changed, routes, workloads, budgets, rules, keys);
    }

    public Policy withRoutes(SequencedMap<String, Route> changed) {
        return new Policy(version, providers, changed, workloads, budgets, rules, keys);
    }

    public Policy withWorkloads(SequencedMap<String, Workload> changed) {
        return new Policy(version, providers, routes, changed, budgets, rules, keys);
    }

    public Policy withBudgets(SequencedMap<String, Budget> changed) {
        return new Policy(version, providers, routes, workloads, changed, rules, keys);
    }

    public Policy withRules(SequencedMap<String, Rule> changed) {
        return new Policy(version, providers, routes, workloads, budgets, changed, keys);
    }

    public Policy withKeys(SequencedMap<String, AppKey> changed) {
        return new Policy(version, providers, routes, workloads, budgets, rules, changed);
    }

    /// The budgets that add up calls of this workload directly, in the operator's order.
    public List<Budget> budgetsOf(String workload) {
        return budgets.values().stream()
                .filter(budget -> budget.scope().equals(new Scope.OfWorkload(workload)))
                .toList();
    }

    private static <T> SequencedMap<String, T> frozen(Map<String, T> map) {
        return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(map));
    }

    private static <T> SequencedMap<String, T> none() {
        return new LinkedHashMap<>();
    }
}
