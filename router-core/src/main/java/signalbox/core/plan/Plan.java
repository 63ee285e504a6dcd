package signalbox.core.plan;

import java.util.List;

/// What the planner decided for one call.
///
/// @param attempts in the order to try; empty when nothing may or can serve the call
/// @param steps every reason, in the order it was found: chosen and refused targets alike
/// @param refusal why there is no attempt; null when there is one
public record Plan(List<Attempt> attempts, List<Step> steps, Refusal refusal) {
    public Plan {
        attempts = List.copyOf(attempts);
        steps = List.copyOf(steps);
    }

    /// Why a call cannot be planned at all.
    ///
    /// @param kind decides status and code on the wire
    /// @param rule the rule that refused, as in [Step#rule()]
    public record Refusal(Kind kind, String rule, String message) {
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
