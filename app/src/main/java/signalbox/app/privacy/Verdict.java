package signalbox.app.privacy;

import java.util.Locale;
import java.util.Optional;
import signalbox.app.text.Text;
import signalbox.core.plan.Interlock;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Tripwire;
import signalbox.core.policy.Workload;

/// What happens with a finding of one kind, and which rule says so. Pure.
///
/// @param refused whether the interlock keeps it from a provider
/// @param rule that won, as explanations name it
/// @param why a sentence
record Verdict(Tripwire.Action action, boolean refused, String rule, String why) {

    /// What a workload does with findings of a kind.
    static Verdict of(Workload workload, String kind) {
        Tripwire tripwire = workload.conduct().tripwire();
        if (kind.equals(TripwireEdits.OTHER)) {
            return new Verdict(tripwire.otherwise(), false, "tripwire.otherwise", Text.of("privacy.why.otherwise"));
        }
        boolean own = tripwire.actions().containsKey(kind);
        Tripwire.Action action = tripwire.action(kind);
        return new Verdict(
                action,
                false,
                own ? "tripwire." + kind : "tripwire.otherwise",
                own ? Text.of("privacy.why.set") : Text.of("privacy.why.other"));
    }

    /// What becomes of a call of a workload with a finding of a kind on its way to a provider: the strictest wins.
    static Verdict of(Policy policy, Workload workload, Provider provider, String kind) {
        Verdict found = of(workload, kind);
        if (found.action == Tripwire.Action.BLOCK) {
            return found;
        }
        PiiClass pii = found.action == Tripwire.Action.RAISE ? PiiClass.PRIVATE : workload.pii();
        Optional<Interlock.Refusal> refusal = Interlock.refusal(policy, provider, workload.name(), pii);
        return refusal.map(
                        no -> new Verdict(found.action, true, no.rule(), Text.of("privacy.why.refused", no.message())))
                .orElse(found);
    }

    /// Text key, css class and sign in one word: `flag`, `refuse`.
    String word() {
        return refused ? "refuse" : word(action);
    }

    static String word(Tripwire.Action action) {
        return action.name().toLowerCase(Locale.ROOT);
    }

    String label() {
        return Text.of("privacy.action." + word());
    }
}
