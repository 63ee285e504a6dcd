package signalbox.core.budget;

import java.time.Instant;
import java.util.List;

/// What the journal says about one budget in one window, when a router starts.
///
/// @param window start of the window, as it stood in movements and charges
/// @param spent sum of the charges, in the budget's unit
/// @param moved sum of the movements into and out of escrow; what exceeds `spent` was left unreported by a crash
/// @param bumps raises and unlock allowances of that window that were not withdrawn
/// @param haltedSince when it halted; null when it was not halted
public record Recovered(String budget, Instant window, long spent, long moved, List<Bump> bumps, Instant haltedSince) {
    public Recovered {
        bumps = List.copyOf(bumps);
    }
}
