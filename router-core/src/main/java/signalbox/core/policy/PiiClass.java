package signalbox.core.policy;

/// How sensitive a call's content is, from least to most. Order matters: a call may only be raised, never lowered, and
/// a provider cleared for one class is cleared for those before it.
public enum PiiClass {
    PUBLIC,
    INTERNAL,
    PRIVATE;

    /// The stricter of the two.
    public PiiClass atLeast(PiiClass other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
