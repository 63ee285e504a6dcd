package signalbox.core.plan;

/// One planned try of one target.
///
/// @param outputLimit the output limit to write into the request, in tokens
/// @param worstTokens upper bound of tokens, input and output
/// @param worstNanos upper bound of cost in nano-dollars
/// @param why `primary`, `fallback`, `asked`, `downgraded`: why it stands at this place
public record Attempt(
        String provider, String model, int lane, int outputLimit, long worstTokens, long worstNanos, String why) {}
