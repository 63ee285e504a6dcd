package signalbox.core.policy;

/// What happens to an answer whose client has left.
public enum OnDisconnect {
    /// Close the upstream at once; charge what is known to have been used.
    ABORT,
    /// Read the answer to its end, for a bounded time, and charge what it reports.
    DRAIN
}
