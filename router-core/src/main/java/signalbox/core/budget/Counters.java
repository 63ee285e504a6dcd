package signalbox.core.budget;

import java.time.Instant;

/// What one budget's window is counted by, at one instant, in the budget's unit; for explaining and checking a figure.
///
/// @param window start of the window
/// @param spent settled
/// @param unrecorded of `spent`, what attempts of calls settled whose rows are not written yet
/// @param held reserved by attempts in flight
/// @param holds how many attempts hold it
/// @param moved escrow moved to this router, net
/// @param unreported escrow that a crash left unreported
public record Counters(
        String budget, Instant window, long spent, long unrecorded, long held, int holds, long moved, long unreported) {

    /// What the rows in the ledger must add up to.
    public long recorded() {
        return spent - unrecorded;
    }
}
