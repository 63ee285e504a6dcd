package signalbox.app.providers;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import signalbox.core.policy.Lane;
import signalbox.core.policy.ModelClass;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policy.PolicyChange.Part;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Route;
import signalbox.core.policy.Target;
import signalbox.core.policy.Workload;

/// How a new provider comes to be called by the workload `default`, so that the first call after adding it is no
/// practice call. Pure.
final class FirstWay {
    static final String WORKLOAD = "default";

    private FirstWay() {}

    /// Adds the provider; where the workload only practised, it gets a route of its own to the provider's cheapest kind
    /// of model, since practice and real targets never mix. Any other route is left as it is.
    static PolicyChange adding(Policy policy, Provider provider) {
        var changes = new ArrayList<PolicyChange>();
        changes.add(new PolicyChange.Put(new Part.OfProvider(provider)));
        Workload workload = policy.workloads().get(WORKLOAD);
        if (workload != null && !provider.practice() && practises(policy, workload)) {
            var route = new Route(free(WORKLOAD, policy.routes().keySet()), List.of(lane(provider)));
            changes.add(new PolicyChange.Put(new Part.OfRoute(route)));
            changes.add(new PolicyChange.Put(new Part.OfWorkload(workload.withRoute(route.name()))));
        }
        return changes.size() == 1 ? changes.getFirst() : new PolicyChange.Several(changes);
    }

    /// The same, and any other route gets the provider as its last lane.
    static PolicyChange withLastLane(Policy policy, Provider provider) {
        Workload workload = policy.workloads().get(WORKLOAD);
        if (workload == null || practises(policy, workload)) {
            return adding(policy, provider);
        }
        Route route = policy.routes().get(workload.route());
        var lanes = new ArrayList<>(route.lanes());
        lanes.add(lane(provider));
        return new PolicyChange.Several(
                List.of(
                        new PolicyChange.Put(new Part.OfProvider(provider)),
                        new PolicyChange.Put(new Part.OfRoute(new Route(route.name(), lanes, route.experiment())))));
    }

    /// Whether the workload `default` has this provider among its targets.
    static boolean leadsTo(Policy policy, String provider) {
        Workload workload = policy.workloads().get(WORKLOAD);
        return workload != null
                && policy.routes().get(workload.route()).targets().stream()
                        .anyMatch(target -> target.provider().equals(provider));
    }

    /// `wanted`, or the first of `wanted-2`, `wanted-3` … that is not taken.
    static String free(String wanted, Set<String> taken) {
        String name = wanted;
        for (int i = 2; taken.contains(name); i++) {
            name = wanted + "-" + i;
        }
        return name;
    }

    private static boolean practises(Policy policy, Workload workload) {
        return policy.routes().get(workload.route()).targets().stream()
                .allMatch(target -> policy.providers().get(target.provider()).practice());
    }

    private static Lane lane(Provider provider) {
        var model =
                provider.models().values().stream()
                        .filter(one -> one.modelClass() == ModelClass.COMMODITY)
                        .findFirst()
                        .orElse(provider.models().firstEntry().getValue());
        return new Lane(List.of(new Target(provider.name(), model.id(), 1)));
    }
}
