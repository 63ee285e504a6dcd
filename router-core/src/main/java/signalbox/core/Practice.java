package signalbox.core;

import signalbox.core.policy.Budget;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Route;
import signalbox.core.policy.Scope;
import signalbox.core.policy.Workload;

/// What of a policy only simulates. Its spend stands in counters and rows of its own, never beside real spend. Pure.
public final class Practice {
    private Practice() {}

    /// Whether a budget shows its practice counters: it counts a workload, provider or model that only simulates.
    public static boolean counts(Policy policy, Budget budget) {
        return switch (budget.scope()) {
            case Scope.OfWorkload(String name) -> serves(policy, policy.workloads().get(name));
            case Scope.OfProvider(String name) -> is(policy.providers().get(name));
            case Scope.OfModel(String provider, String _) -> is(policy.providers().get(provider));
            default -> false;
        };
    }

    /// Whether a workload is served by practice only; a route never mixes.
    ///
    /// @param workload null is served by nobody
    static boolean serves(Policy policy, Workload workload) {
        Route route = workload == null ? null : policy.routes().get(workload.route());
        return route != null
                && route.targets().stream().allMatch(target -> is(policy.providers().get(target.provider())));
    }

    private static boolean is(Provider provider) {
        return provider != null && provider.practice();
    }
}
