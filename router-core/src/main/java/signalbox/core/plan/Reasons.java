package signalbox.core.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import signalbox.core.plan.Plan.Refusal;
import signalbox.core.plan.Plan.Refusal.Kind;
import signalbox.core.plan.Step.Verdict;

/// The explanation of one plan as it grows, and the reason to give should nothing be left to try. Used by one thread.
final class Reasons {
    private final List<Step> steps = new ArrayList<>();
    private Refusal first;
    private Instant retryAt;

    List<Step> steps() {
        return steps;
    }

    void add(Step step) {
        steps.add(step);
    }

    void noted(String rule, String subject, String detail) {
        steps.add(new Step(rule, subject, Verdict.NOTED, detail));
    }

    void chosen(String rule, String subject, String detail) {
        steps.add(new Step(rule, subject, Verdict.CHOSEN, detail));
    }

    /// A target is out.
    ///
    /// @return false, for the filter that says so
    boolean refused(Kind kind, String rule, String subject, String detail) {
        steps.add(new Step(rule, subject, Verdict.REFUSED, detail));
        // the operator's hard rule is the reason to show when several targets fell for different ones
        if (first == null || (kind == Kind.INTERLOCK && first.kind() != Kind.INTERLOCK)) {
            first = new Refusal(kind, rule, subject + ": " + detail + ".");
        }
        return false;
    }

    /// A target is out for a while.
    ///
    /// @param until null when nobody knows
    boolean refusedUntil(Instant until, String rule, String subject, String detail) {
        if (until != null && (retryAt == null || until.isBefore(retryAt))) {
            retryAt = until;
        }
        return refused(Kind.NO_ROUTE, rule, subject, detail);
    }

    /// Why nothing is left to try.
    Refusal refusal() {
        return new Refusal(first.kind(), first.rule(), first.message(), retryAt);
    }
}
