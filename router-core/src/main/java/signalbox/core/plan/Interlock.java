package signalbox.core.plan;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import signalbox.core.policy.Count;
import signalbox.core.policy.DataFacts;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Rule;
import signalbox.core.vendor.Vendors;

/// The hard rules that no strategy, fallback or shortcut can bypass: which provider may receive a call of which class.
/// Pure. Asked for every hop, again at the moment of dispatch. What is unknown clears nothing.
public final class Interlock {
    private static final String LOCAL = "local";

    private Interlock() {}

    /// A provider that must not receive the call, and why.
    ///
    /// @param rule `interlock.clearance`, `interlock.training`, or `interlock.rule:NAME`
    public record Refusal(String rule, String message) {}

    /// What a request must say of itself on the wire, where a provider is only cleared because it does.
    ///
    /// @param noTraining that nobody may keep it to train on
    /// @param zeroRetention that nobody may keep it at all
    public record Demands(boolean noTraining, boolean zeroRetention) {
        public static final Demands NONE = new Demands(false, false);
    }

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
        if (pii == PiiClass.PRIVATE && trains(provider)) {
            return Optional.of(new Refusal("interlock.training", "the call is private and " + mayTrain(provider)));
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

    /// What a request to a provider that [#refusal] lets through must say of itself. Private calls always ask for all.
    public static Demands demands(Policy policy, Provider provider, String workload, PiiClass pii) {
        if (!asksPerRequest(provider)) {
            return Demands.NONE;
        }
        boolean noTraining = pii == PiiClass.PRIVATE;
        boolean zeroRetention = pii == PiiClass.PRIVATE;
        for (Rule rule : policy.rules().values()) {
            if (speaksAbout(rule, workload, pii)) {
                noTraining |= rule.noTraining();
                zeroRetention |= rule.retentionDays().isPresent();
            }
        }
        return new Demands(noTraining, zeroRetention);
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
        if (rule.noTraining() && trains(provider)) {
            return Optional.of(mayTrain(provider));
        }
        if (rule.retentionDays().isPresent() && !forgets(provider, rule.retentionDays().getAsInt())) {
            return Optional.of(retention(provider, rule.retentionDays().getAsInt()));
        }
        return Optional.empty();
    }

    /// Where each request forbids it, what a provider does otherwise is of no matter.
    private static boolean trains(Provider provider) {
        return provider.trainsOnInput() && !asksPerRequest(provider);
    }

    /// Whether it takes conditions with each request and enforces them over those behind it:
    /// <https://openrouter.ai/docs/guides/privacy/zero-data-retention>.
    private static boolean asksPerRequest(Provider provider) {
        return Vendors.of(provider.vendor()).chat().privacyFields();
    }

    private static boolean forgets(Provider provider, int days) {
        if (provider.jurisdiction().equals(LOCAL) || asksPerRequest(provider)) {
            return true;
        }
        OptionalInt kept = provider.facts().attestedDays();
        return kept.isPresent() && kept.getAsInt() <= days;
    }

    private static String mayTrain(Provider provider) {
        return provider.name() + " may train on what it is sent";
    }

    private static String retention(Provider provider, int days) {
        DataFacts facts = provider.facts();
        String known =
                facts.attestedBy().isEmpty()
                        ? " has no attested retention"
                        : facts.retentionDays().isPresent()
                                ? " keeps prompts for " + Count.of(facts.retentionDays().getAsInt(), "day")
                                : " has an unknown retention";
        return provider.name() + known + ", the rule allows " + Count.of(days, "day");
    }

    private static String word(PiiClass pii) {
        return pii.name().toLowerCase(Locale.ROOT);
    }
}
