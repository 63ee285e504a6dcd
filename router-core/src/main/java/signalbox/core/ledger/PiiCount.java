package signalbox.core.ledger;

import java.util.Locale;
import java.util.Optional;
import signalbox.core.plan.Step;
import signalbox.core.plan.Step.Verdict;
import signalbox.core.policy.Tripwire.Action;

/// What the tripwire found in a call of one kind and what it did with it. Kept as a step of the call's explanation:
/// `pii.email`, with the action as its subject and the count first in its detail.
///
/// @param kind the detector's name, an own pattern's name, or `opaque` for content that cannot be read
/// @param count how many findings
public record PiiCount(String kind, Action action, int count) {
    private static final String RULE = "pii.";

    /// This count as a step.
    ///
    /// @param places where they were, never what they were
    public Step step(String places) {
        Verdict verdict = action == Action.BLOCK ? Verdict.REFUSED : Verdict.NOTED;
        return new Step(RULE + kind, action.name().toLowerCase(Locale.ROOT), verdict, count + " at " + places);
    }

    /// The count that a step of an explanation says; empty when it is about something else.
    public static Optional<PiiCount> of(Step step) {
        if (!step.rule().startsWith(RULE)) {
            return Optional.empty();
        }
        for (Action action : Action.values()) {
            int end = step.detail().indexOf(' ');
            if (action.name().toLowerCase(Locale.ROOT).equals(step.subject()) && end > 0) {
                int count = Integer.parseInt(step.detail(), 0, end, 10);
                return Optional.of(new PiiCount(step.rule().substring(RULE.length()), action, count));
            }
        }
        return Optional.empty();
    }
}
