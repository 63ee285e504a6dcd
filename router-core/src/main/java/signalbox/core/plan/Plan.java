package signalbox.core.plan;

import java.time.Instant;
import java.util.List;

/// What the planner decided for one call.
///
/// @param attempts in the order to try; empty when nothing may or can serve the call
/// @param steps every reason, in the order it was found: chosen and refused targets alike
/// @param refusal why there is no attempt; null when there is one
/// @param atLimit budgets that could not take the first choice, so that the plan goes on with cheaper targets
/// @param decided for a workload that is only observed, where the call would have gone; null when it goes there, or
///   would have been refused
public record Plan(
        List<Attempt> attempts, List<Step> steps, Refusal refusal, List<TooLittle> atLimit, Attempt decided) {
    public Plan {
        attempts = List.copyOf(attempts);
        steps = List.copyOf(steps);
        atLimit = List.copyOf(atLimit);
    }

    public Plan(List<Attempt> attempts, List<Step> steps, Refusal refusal) {
        this(attempts, steps, refusal, List.of());
    }

    public Plan(List<Attempt> attempts, List<Step> steps, Refusal refusal, List<TooLittle> atLimit) {
        this(attempts, steps, refusal, atLimit, null);
    }

    /// @param asked what the first choice would have reserved, in the budget's unit
    public record TooLittle(String budget, long asked) {}

    /// Why a call cannot be planned at all.
    ///
    /// @param kind decides status and code on the wire
    /// @param rule the rule that refused, as in [Step#rule()]
    /// @param retryAt when the first target can be tried again that is only out for a while; null when none is
    public record Refusal(Kind kind, String rule, String message, Instant retryAt) {
        public Refusal(Kind kind, String rule, String message) {
            this(kind, rule, message, null);
        }

        public enum Kind {
            UNKNOWN_WORKLOAD,
            UNKNOWN_MODEL,
            INTERLOCK,
            NO_ROUTE,
            UNKNOWN_PRICE,
            CLIENT
        }
    }
}
