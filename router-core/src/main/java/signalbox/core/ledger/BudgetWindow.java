package signalbox.core.ledger;

import java.time.Instant;
import java.util.List;

/// What the ledger knows of one window of one budget, in the budget's unit.
///
/// @param start start of the window
/// @param charged sum of every posting, shown or not
/// @param moved escrow moved to the router, net; what exceeds `charged` is held, unreported or on its way back
/// @param lifted sum of the raises and unlock allowances that were not withdrawn
/// @param calls how many calls it was charged for, as far as their postings are kept
/// @param newest the newest postings, newest first
public record BudgetWindow(Instant start, long charged, long moved, long lifted, long calls, List<Posting> newest) {
    public BudgetWindow {
        newest = List.copyOf(newest);
    }

    /// One amount that was charged.
    ///
    /// @param call id of the call; 0 for what was carried over
    /// @param at when the call arrived
    /// @param amount below 0 when a correction gave back
    public record Posting(Kind kind, long call, Instant at, long amount) {}

    /// Why something was charged. Stored by ordinal: new ones only at the end.
    public enum Kind {
        /// A call, with all its attempts that this budget counts.
        CALL,
        /// A correction of a call.
        CORRECTION,
        /// The sum of older postings that were dropped.
        CARRIED
    }
}
