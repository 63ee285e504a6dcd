package signalbox.app.requests;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import signalbox.core.ledger.CallRow;
import signalbox.core.plan.Step;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Rule;

/// A rule of the interlock that starts from what happened to a call: calls of this class and workload may run where
/// this one did, or, where the interlock kept it from some places, anywhere but there. Pure.
final class RuleFromCall {
    private RuleFromCall() {}

    static Rule of(CallRow row, Policy policy) {
        Provider went = policy.providers().get(row.provider());
        Set<String> excluded = excluded(row, policy);
        Set<String> places =
                excluded.isEmpty() && went != null
                        ? Set.of(went.jurisdiction())
                        : policy.providers().values().stream()
                                .map(Provider::jurisdiction)
                                .filter(place -> !excluded.isEmpty() && !excluded.contains(place))
                                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> workloads = policy.workloads().containsKey(row.workload()) ? Set.of(row.workload()) : Set.of();
        boolean noTraining = went == null || !went.trainsOnInput();
        return new Rule(name(row, policy), row.pii(), places, noTraining, workloads);
    }

    /// Where providers stand that the interlock refused for this call.
    private static Set<String> excluded(CallRow row, Policy policy) {
        return row.steps().stream()
                .filter(step -> step.verdict() == Step.Verdict.REFUSED && step.rule().startsWith("interlock."))
                .map(step -> policy.providers().get(step.subject().split("/", 2)[0]))
                .filter(provider -> provider != null && !provider.name().equals(row.provider()))
                .map(Provider::jurisdiction)
                .collect(Collectors.toSet());
    }

    private static String name(CallRow row, Policy policy) {
        String base = row.workload() + "-" + row.pii().name().toLowerCase(Locale.ROOT);
        String name = base;
        for (int i = 2; policy.rules().containsKey(name); i++) {
            name = base + "-" + i;
        }
        return name;
    }
}
