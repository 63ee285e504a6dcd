package signalbox.core.policy;

/// Whether the router acts on what it decides for a workload.
public enum Mode {
    /// Decide and act.
    ENFORCE,
    /// Decide and record, but send each call where its client asked to send it. The interlock and the budgets that halt
    /// hold all the same.
    OBSERVE
}
