package signalbox.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import signalbox.core.pii.PiiScan;
import signalbox.core.policy.Names;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyProblem;
import signalbox.core.policy.Tripwire;
import signalbox.core.policy.Tripwire.Action;

/// The scan that each tripwire asks for, made once. Thread-safe.
final class TripwireScans {
    private static final int MOST = 256;
    private static final Set<String> RESERVED = Set.of("opaque", "patterns", "otherwise");
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

    /// What tripwires have wrong with them: patterns that cannot run, and actions for detectors that there are not.
    static List<PolicyProblem> problems(Policy policy) {
        var problems = new ArrayList<PolicyProblem>();
        policy.workloads()
                .forEach((name, workload) ->
                        check("workloads." + name + ".tripwire", workload.conduct().tripwire(), problems));
        return problems;
    }

    private static void check(String at, Tripwire tripwire, List<PolicyProblem> problems) {
        tripwire.patterns()
                .forEach((name, expression) -> {
                    String problem = PiiScan.problem(expression);
                    if (!problem.isEmpty()) {
                        problems.add(new PolicyProblem(at + ".patterns." + name, problem));
                    }
                    if (!Names.valid(name) || PiiScan.KINDS.contains(name) || RESERVED.contains(name)) {
                        problems.add(new PolicyProblem(at + ".patterns." + name, "give the pattern a name of its own"));
                    }
                });
        for (String name : tripwire.actions().keySet()) {
            if (!PiiScan.KINDS.contains(name) && !tripwire.patterns().containsKey(name)) {
                String known = String.join(", ", PiiScan.KINDS);
                problems.add(
                        new PolicyProblem(at + "." + name, "there is no detector of that name; there are " + known));
            }
        }
    }

    private static PiiScan make(Tripwire tripwire) {
        var kinds =
                PiiScan.KINDS.stream()
                        .filter(kind -> tripwire.action(kind) != Action.IGNORE)
                        .collect(Collectors.toSet());
        var patterns = new LinkedHashMap<>(tripwire.patterns());
        patterns.keySet().removeIf(name -> tripwire.action(name) == Action.IGNORE);
        return new PiiScan(kinds, patterns);
    }
}
