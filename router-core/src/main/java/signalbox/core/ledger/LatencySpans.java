package signalbox.core.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/// Percentiles of call durations span by span, from the hourly slots alone.
final class LatencySpans {
    private LatencySpans() {}

    static List<Ledger.Durations> ask(Handle handle, List<Instant> bounds, boolean practice) {
        var starts = bounds.stream().map(Period::millis).toList();
        var spans = new ArrayList<TreeMap<Integer, Long>>();
        for (int i = 1; i < starts.size(); i++) {
            spans.add(new TreeMap<>());
        }
        if (!spans.isEmpty()) {
            handle.createQuery(
                            "select start_ms, slot, calls from hour_latency where start_ms >= ? and start_ms < ? and"
                                    + " practice = ?")
                    .bind(0, starts.getFirst())
                    .bind(1, starts.getLast())
                    .bind(2, practice)
                    .map((row, context) ->
                            spans.get(place(starts, row.getLong(1))).merge(row.getInt(2), row.getLong(3), Long::sum))
                    .forEach(sum -> {});
        }
        return spans.stream().map(LatencySpans::durations).toList();
    }

    /// The span that an hour begins in.
    private static int place(List<Long> starts, long hour) {
        int found = Collections.binarySearch(starts, hour);
        return found >= 0 ? found : -found - 2;
    }

    private static Ledger.Durations durations(TreeMap<Integer, Long> slots) {
        long calls = slots.values().stream().mapToLong(Long::longValue).sum();
        return new Ledger.Durations(
                calls, LatencySlots.percentile(slots, 50).orElse(0), LatencySlots.percentile(slots, 95).orElse(0));
    }
}
