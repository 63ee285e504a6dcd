package signalbox.core.plan;

import signalbox.core.plan.LiveView.Load;
import signalbox.core.policy.Model;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Target;

/// A target that may and can serve the call, with its figures for this very call.
///
/// @param name `provider/model`
/// @param lane as in [Attempt#lane()]
/// @param asked whether the client named this model
/// @param inputTokens about how many tokens go in
/// @param worstTokens upper bound of tokens, input and output
/// @param worstNanos upper bound of cost in nano-dollars
/// @param estimateNanos about what it will cost
record Candidate(
        String name,
        Target target,
        Provider provider,
        Model model,
        int lane,
        boolean asked,
        int outputLimit,
        long inputTokens,
        long worstTokens,
        long worstNanos,
        long estimateNanos,
        Load load) {

    Attempt attempt(String why) {
        return new Attempt(provider.name(), model.id(), lane, outputLimit, worstTokens, worstNanos, estimateNanos, why);
    }

    /// The route's lane as people count them.
    String laneName() {
        return lane < 0 ? "the arm's lane" : "lane " + (lane + 1);
    }
}
