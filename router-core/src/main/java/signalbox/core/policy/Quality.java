package signalbox.core.policy;

/// The least quality a workload accepts.
public enum Quality {
    LOW,
    STANDARD,
    HIGH
}
