package signalbox.core.policy;

/// What a budget counts, and so the unit of its cap.
public enum Measure {
    /// Tokens of every counter, input and output.
    TOKENS,
    /// Nano-dollars.
    MONEY,
    /// Calls dispatched upstream.
    CALLS
}
