package signalbox.core.budget;

import java.time.Instant;

/// What `BudgetBook.reserve` said.
public sealed interface Admission {
    /// Reserved on every budget that applies. Settle or release the hold exactly once.
    record Granted(Hold hold) implements Admission {}

    /// Refused; nothing is held on any budget.
    ///
    /// @param status the budget that refused, as it stands now
    /// @param asked what would have been reserved, in that budget's unit
    /// @param kind why
    /// @param retryAt when trying again can help: the window's end, or soon when only holds in flight are in the way
    record Refused(BudgetStatus status, long asked, Kind kind, Instant retryAt) implements Admission {}

    enum Kind {
        /// The budget is halted; only unlock, raise or the window's end lets calls through.
        HALTED,
        /// Would fit once calls in flight settle; nothing was halted.
        BUSY,
        /// Larger than the whole cap; nothing was halted.
        TOO_LARGE,
        /// The operator chose to go on with cheaper targets at the limit.
        DOWNGRADE
    }

    /// Handle of a reservation. Opaque; belongs to one attempt.
    interface Hold {
        /// What is held.
        Bound bound();
    }
}
