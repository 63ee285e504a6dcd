package signalbox.core.policy;

/// Whether somebody waits for the answer. Strategies weigh it; nothing is refused for it.
public enum LatencyClass {
    INTERACTIVE,
    BATCH
}
