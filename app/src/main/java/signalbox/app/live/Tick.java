package signalbox.app.live;

import java.util.List;
import java.util.Map;
import signalbox.core.ledger.CallRow;

/// One publication of the feed: what is new, and totals that never lose a call.
///
/// @param rows calls finished since the last publication, oldest first; at most [LiveFeed#ROWS_PER_TICK] of them
/// @param dropped calls that were left out of `rows` because more came than a publication carries
/// @param inFlight calls that have started and not finished
/// @param lastMinute calls finished in the last minute
/// @param totals by workload since the feed began
/// @param changes bumps whenever something other than a call happened: policy, budget or provider health
public record Tick(
        List<CallRow> rows, long dropped, int inFlight, int lastMinute, Map<String, Total> totals, long changes) {
    public Tick {
        rows = List.copyOf(rows);
        totals = Map.copyOf(totals);
    }

    /// @param nanos real spend; practice spend is in `practiceNanos` and never in here
    public record Total(long calls, long refused, long nanos, long practiceNanos) {}
}
