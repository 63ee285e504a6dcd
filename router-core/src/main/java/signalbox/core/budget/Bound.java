package signalbox.core.budget;

/// The worst case, or the actual, of one attempt in every measure.
///
/// @param tokens all tokens, input and output
/// @param nanos nano-dollars
public record Bound(long tokens, long nanos) {
    public static final Bound NOTHING = new Bound(0, 0);
}
