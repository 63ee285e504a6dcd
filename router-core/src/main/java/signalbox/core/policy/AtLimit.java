package signalbox.core.policy;

/// What happens when a budget cannot take a call's worst case.
public enum AtLimit {
    /// Refuse, and every later call, until unlocked, raised, or the window ends.
    HALT,
    /// Try cheaper targets that still clear the interlock; refuse when none fits.
    DOWNGRADE,
    /// Let the call through and say so.
    WARN
}
