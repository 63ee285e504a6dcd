package signalbox.core.budget;

import java.time.Instant;

/// A timed lift of one budget's cap: a raise until the window ends, or the allowance of an unlock.
///
/// @param amount how much is added to the cap, in the budget's unit; more than 0
/// @param window start of the window it is good for
/// @param expires when it ends: the end of that window
/// @param kind what the operator pressed
/// @param actor who did it: an operating-system user, or `policy`
public record Bump(
        String budget, long amount, Instant window, Instant expires, Kind kind, String actor, String reason) {
    public enum Kind {
        UNLOCK,
        RAISE
    }
}
