package signalbox.core.plan;

/// One planned try of one target.
///
/// @param lane place of its lane in the route, from 0; -1 for the lane of an experiment's arm
/// @param outputLimit the output limit to write into the request, in tokens
/// @param worstTokens upper bound of tokens, input and output
/// @param worstNanos upper bound of cost in nano-dollars
/// @param estimateNanos about what it will cost, in nano-dollars
/// @param why `primary`, `fallback`, `asked`, `downgraded`: why it stands at this place
public record Attempt(
        String provider,
        String model,
        int lane,
        int outputLimit,
        long worstTokens,
        long worstNanos,
        long estimateNanos,
        String why) {}
