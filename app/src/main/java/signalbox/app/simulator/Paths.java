package signalbox.app.simulator;

import signalbox.core.plan.CallFacts;
import signalbox.core.plan.Plan;

/// What both policies do with one call.
///
/// @param draft null while there is no readable draft
record Paths(CallFacts facts, Plan current, Plan draft) {
    /// Whether the call would go elsewhere, or be refused or served otherwise.
    boolean differ() {
        return draft != null && !first(current).equals(first(draft));
    }

    /// The first target of a plan; empty when it is refused.
    static String first(Plan plan) {
        if (plan.attempts().isEmpty()) {
            return "";
        }
        var attempt = plan.attempts().getFirst();
        return attempt.provider() + "/" + attempt.model();
    }
}
