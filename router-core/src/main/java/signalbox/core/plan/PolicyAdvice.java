package signalbox.core.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import signalbox.core.policy.Experiment;
import signalbox.core.policy.Lane;
import signalbox.core.policy.LaneOrder;
import signalbox.core.policy.Model;
import signalbox.core.policy.ModelClass;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyProblem;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Route;
import signalbox.core.policy.Target;
import signalbox.core.policy.Tier;
import signalbox.core.policy.Workload;

/// What is allowed in a policy and will still not do what it seems to: routes that the interlock always refuses, lanes
/// that no fallback reaches, orders without effect. For telling at edit time. Pure; expects a policy without
/// [signalbox.core.policy.PolicyCheck] problems.
public final class PolicyAdvice {
    private final Policy policy;
    private final List<PolicyProblem> warnings = new ArrayList<>();

    private PolicyAdvice(Policy policy) {
        this.policy = policy;
    }

    /// Every warning; empty when there is nothing to say.
    public static List<PolicyProblem> of(Policy policy) {
        var advice = new PolicyAdvice(policy);
        policy.routes().values().forEach(advice::route);
        policy.workloads().values().forEach(advice::workload);
        return List.copyOf(advice.warnings);
    }

    private void route(Route route) {
        String at = "routes." + route.name();
        for (int i = 0; i < route.lanes().size(); i++) {
            lane(at + "[" + i + "]", route.lanes().get(i));
        }
        route.experiment().stream()
                .flatMap(experiment -> experiment.arms().stream())
                .forEach(arm -> lane(at + ".experiment.arms." + arm.name(), arm.lane()));
    }

    private void lane(String at, Lane lane) {
        boolean weighs = lane.order() == LaneOrder.WEIGHTED || lane.order() == LaneOrder.LEAST_LOADED;
        if (!weighs && lane.targets().stream().anyMatch(target -> target.weight() != 1)) {
            warn(at, "the weights have no effect; give the lane order: weighted or least-loaded");
        }
        boolean reserved = lane.targets().stream().anyMatch(target -> tier(target) == Tier.RESERVED);
        if (lane.order() == LaneOrder.RESERVED_FIRST && !reserved) {
            warn(at, "reserved-first has no effect: no target of the lane is of tier reserved");
        }
        if (lane.order() == LaneOrder.FREE_FIRST && lane.targets().stream().map(this::tier).distinct().count() == 1) {
            warn(at, "free-first has no effect: all targets of the lane are of the same tier");
        }
    }

    private Tier tier(Target target) {
        Provider provider = policy.providers().get(target.provider());
        return provider == null ? null : provider.tier();
    }

    private void workload(Workload workload) {
        Route route = policy.routes().get(workload.route());
        if (route == null) {
            return;
        }
        Map<String, String> refused = refused(workload, route);
        boolean none = refused.size() == route.targets().stream().map(Target::provider).distinct().count();
        if (none) {
            warn(
                    "workloads." + workload.name() + ".route",
                    "the interlock refuses every target of route "
                            + route.name()
                            + " to its calls: "
                            + String.join("; ", refused.values()));
        } else if (!workload.conduct().failover().dearerClass()) {
            dearer(workload, route);
        }
    }

    /// The route's refused providers and why, for the least class that the workload's calls can have.
    private Map<String, String> refused(Workload workload, Route route) {
        var refused = new LinkedHashMap<String, String>();
        for (Target target : route.targets()) {
            Provider provider = policy.providers().get(target.provider());
            Optional<Interlock.Refusal> why =
                    provider == null
                            ? Optional.empty()
                            : Interlock.refusal(policy, provider, workload.name(), workload.pii());
            why.ifPresent(refusal -> refused.put(provider.name(), refusal.message() + " (" + refusal.rule() + ")"));
        }
        return refused;
    }

    /// Targets that cost and are of a dearer class than anything the route tries first.
    private void dearer(Workload workload, Route route) {
        Stream<Lane> arms =
                route.experiment().stream().flatMap(split -> split.arms().stream()).map(Experiment.Arm::lane);
        Optional<ModelClass> first =
                Stream.concat(arms, route.lanes().stream().limit(1))
                        .flatMap(lane -> lane.targets().stream())
                        .map(this::modelClass)
                        .filter(Objects::nonNull)
                        .max(ModelClass::compareTo);
        for (Target target : route.targets()) {
            ModelClass modelClass = modelClass(target);
            boolean beyond = first.isPresent() && modelClass != null && modelClass.compareTo(first.get()) > 0;
            if (beyond && tier(target) == Tier.PAID) {
                warn(
                        "workloads." + workload.name() + ".failover",
                        "no fallback reaches "
                                + target.provider()
                                + "/"
                                + target.model()
                                + ": its class is dearer than what route "
                                + route.name()
                                + " tries first; allow it with dearer-class: true");
            }
        }
    }

    private ModelClass modelClass(Target target) {
        Provider provider = policy.providers().get(target.provider());
        Model model = provider == null ? null : provider.models().get(target.model());
        return model == null ? null : model.modelClass();
    }

    private void warn(String at, String message) {
        warnings.add(new PolicyProblem(at, message));
    }
}
