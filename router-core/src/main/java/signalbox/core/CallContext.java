package signalbox.core;

import signalbox.core.budget.Subject;
import signalbox.core.dialect.Dialect;
import signalbox.core.dialect.ParsedRequest;
import signalbox.core.plan.Attempt;
import signalbox.core.plan.CallFacts;
import signalbox.core.plan.Plan;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Workload;

/// One call after parsing and planning, as its attempts need it. The policy is the one the call was planned under; a
/// change meanwhile does not touch it, so no call is judged by a mix.
record CallContext(
        long id,
        CallRequest request,
        Policy policy,
        Workload workload,
        Dialect dialect,
        ParsedRequest parsed,
        CallFacts facts,
        Plan plan,
        TrackedSink sink) {

    /// Who an attempt's reservation counts for.
    Subject subject(Attempt attempt) {
        return new Subject(workload.name(), request.key().name(), workload.team(), attempt.provider(), attempt.model());
    }

    AnswerHeaders.Figures figures(String provider, String model, int attempt, long costNanos, long savedNanos) {
        return new AnswerHeaders.Figures(id, workload.name(), provider, model, attempt, costNanos, savedNanos);
    }
}
