package signalbox.core;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import signalbox.core.pii.PiiScan;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyProblem;
import signalbox.core.policy.Tripwire;
import signalbox.core.policy.Tripwire.Action;

/// The scan that each tripwire asks for, made once. Thread-safe.
final class TripwireScans {
    private static final int MOST = 256;
    private static final Map<Tripwire, PiiScan> SCANS = new ConcurrentHashMap<>();

    private TripwireScans() {}

    static PiiScan of(Tripwire tripwire) {
        if (tripwire.equals(Tripwire.DEFAULT)) {
            return PiiScan.builtIn();
        }
        if (SCANS.size() > MOST) {
            // policies come and go; their scans are made anew when needed
            SCANS.clear();
        }
        return SCANS.computeIfAbsent(tripwire, TripwireScans::make);
    }

    /// What each workload's own patterns have wrong with them.
    static java.util.List<PolicyProblem> problems(Policy policy) {
        return policy.workloads().values().stream()
                .flatMap(workload -> workload.conduct().tripwire().patterns().entrySet().stream()
                        .map(pattern -> new PolicyProblem(
                                "workloads." + workload.name() + ".tripwire.patterns." + pattern.getKey(),
                                PiiScan.problem(pattern.getValue()))))
                .filter(problem -> !problem.message().isEmpty())
                .toList();
    }

    private static PiiScan make(Tripwire tripwire) {
        var kinds =
                PiiScan.KINDS.stream().filter(kind -> tripwire.action(kind) != Action.IGNORE).collect(Collectors.toSet());
        var patterns = new LinkedHashMap<>(tripwire.patterns());
        patterns.keySet().removeIf(name -> tripwire.action(name) == Action.IGNORE);
        return new PiiScan(kinds, patterns);
    }
}
