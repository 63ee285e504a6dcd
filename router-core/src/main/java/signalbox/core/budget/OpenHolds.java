package signalbox.core.budget;

import java.time.Instant;
import java.util.List;

/// What attempts hold on one budget right now, in its unit.
///
/// @param largest the largest holds, largest first
/// @param more how many smaller ones there are
/// @param moreAmount what those hold together
public record OpenHolds(List<OpenHold> largest, int more, long moreAmount) {
    public static final OpenHolds NONE = new OpenHolds(List.of(), 0, 0);

    public OpenHolds {
        largest = List.copyOf(largest);
    }

    /// One attempt's hold.
    ///
    /// @param call the call that the attempt belongs to
    /// @param subject who holds it
    /// @param since when it was reserved
    public record OpenHold(long call, Subject subject, long amount, Instant since) {}
}
