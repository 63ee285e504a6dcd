package signalbox.core.budget;

import java.time.Instant;

/// Hears what happens to budgets: one event at a time, in order, on the thread that caused the last of them, never
/// under the book's lock. Must be quick.
public interface BudgetListener {
    BudgetListener NONE = new BudgetListener() {};

    /// The budget refuses calls from now on.
    ///
    /// @param workload whose call brought it there; empty when the operator lowered the cap
    default void halted(BudgetStatus status, String workload, Instant at) {}

    /// Spent and held together passed a warning share; once per window and share, and again only when the cap was
    /// moved.
    ///
    /// @param percent the share; 100 when a budget that only warns or downgrades reached its cap
    default void warning(BudgetStatus status, int percent, Instant at) {}

    /// A halt or downgrade ended: by unlock, raise, policy change, released escrow or the window's end.
    default void resumed(BudgetStatus status, Instant at) {}
}
