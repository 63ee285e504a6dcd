package signalbox.core;

import signalbox.core.budget.Subject;
import signalbox.core.dialect.AnswerTap;
import signalbox.core.dialect.Dialect;
import signalbox.core.dialect.ParsedRequest;
import signalbox.core.dialect.RestoringTap;
import signalbox.core.dialect.TextRestorer;
import signalbox.core.plan.Attempt;
import signalbox.core.plan.CallFacts;
import signalbox.core.plan.Plan;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Workload;

/// One call after parsing and planning, as its attempts need it. The policy is the one the call was planned under; a
/// change meanwhile does not touch it, so no call is judged by a mix.
///
/// @param parsed what may leave the house: texts that the tripwire redacts are placeholders already
/// @param restorer puts back what placeholders stand for; null when there are none
record CallContext(
        long id,
        CallRequest request,
        Policy policy,
        Workload workload,
        Dialect dialect,
        ParsedRequest parsed,
        CallFacts facts,
        Plan plan,
        TextRestorer restorer,
        TrackedSink sink,
        PromptCaching prompts) {

    /// Who an attempt's reservation counts for.
    Subject subject(Attempt attempt) {
        return new Subject(workload.name(), request.key().name(), workload.team(), attempt.provider(), attempt.model());
    }

    /// The tap, or one behind it that puts back what placeholders stand for.
    AnswerTap restoring(AnswerTap tap, boolean stream) {
        return restorer == null ? tap : new RestoringTap(tap, restorer, stream);
    }

    AnswerHeaders.Figures figures(String provider, String model, int attempt, long costNanos, long savedNanos) {
        return new AnswerHeaders.Figures(id, workload.name(), provider, model, attempt, costNanos, savedNanos);
    }
}
