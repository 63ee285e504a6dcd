package signalbox.core.plan;

import java.util.Optional;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Rule;

/// The hard rules that no strategy, fallback or shortcut can bypass: which provider may receive a call of which class.
/// Pure. Asked for every hop, again at the moment of dispatch.
public final class Interlock {
    private Interlock() {}

    /// A provider that must not receive the call, and why.
    ///
    /// @param rule `interlock.clearance`, or `interlock.rule:NAME`
    public record Refusal(String rule, String message) {}

    /// Why `provider` must not receive a call of `workload` and class `pii`; empty when it may.
    public static Optional<Refusal> refusal(Policy policy, Provider provider, String workload, PiiClass pii) {
        if (pii.compareTo(provider.clearance()) > 0) {
            return Optional.of(
                    new Refusal(
                            "interlock.clearance",
                            "the call is "
                                    + word(pii)
                                    + " and "
                                    + provider.name()
                                    + " is cleared for "
                                    + word(provider.clearance())
                                    + " only"));
        }
        for (Rule rule : policy.rules().values()) {
            if (speaksAbout(rule, workload, pii)) {
                Optional<String> broken = broken(rule, provider);
                if (broken.isPresent()) {
                    return Optional.of(new Refusal("interlock.rule:" + rule.name(), broken.get()));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean speaksAbout(Rule rule, String workload, PiiClass pii) {
        return pii.compareTo(rule.atLeast()) >= 0
                && (rule.workloads().isEmpty() || rule.workloads().contains(workload));
    }

    private static Optional<String> broken(Rule rule, Provider provider) {
        if (!rule.jurisdictions().isEmpty() && !rule.jurisdictions().contains(provider.jurisdiction())) {
            return Optional.of(
                    provider.name()
                            + " runs inference in "
                            + provider.jurisdiction()
                            + ", the rule allows "
                            + String.join(", ", rule.jurisdictions().stream().sorted().toList()));
        }
        if (rule.noTraining() && provider.trainsOnInput()) {
            return Optional.of(provider.name() + " may train on what it is sent");
        }
        return Optional.empty();
    }

    private static String word(PiiClass pii) {
        return pii.name().toLowerCase(java.util.Locale.ROOT);
    }
}
