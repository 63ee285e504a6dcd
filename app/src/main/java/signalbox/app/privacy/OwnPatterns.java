package signalbox.app.privacy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Tripwire;

/// An own pattern, with the workloads that look for it and do the same about it.
record OwnPatterns(String name, String expression, Tripwire.Action action, List<String> workloads) {

    /// Every own pattern of a policy, equal ones together.
    static List<OwnPatterns> of(Policy policy) {
        var all = new LinkedHashMap<List<Object>, OwnPatterns>();
        policy.workloads()
                .values()
                .forEach(workload -> {
                    Tripwire tripwire = workload.conduct().tripwire();
                    tripwire.patterns()
                            .forEach((name, expression) -> {
                                Tripwire.Action action = tripwire.action(name);
                                all.computeIfAbsent(
                                                List.of(name, expression, action),
                                                key -> new OwnPatterns(name, expression, action, new ArrayList<>()))
                                        .workloads()
                                        .add(workload.name());
                            });
                });
        return List.copyOf(all.values());
    }
}
