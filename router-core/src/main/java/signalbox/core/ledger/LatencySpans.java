package signalbox.core.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Percentiles of call durations span by span: from the hourly slots, and from the calls of an hour that a bound cuts,
/// as midnight does where clocks are half an hour off.
final class LatencySpans {
    private final Handle handle;
    private final List<Long> starts;
    private final boolean practice;
    private final List<TreeMap<Integer, Long>> spans = new ArrayList<>();

    private LatencySpans(Handle handle, List<Long> starts, boolean practice) {
        this.handle = handle;
        this.starts = starts;
        this.practice = practice;
        for (int i = 1; i < starts.size(); i++) {
            spans.add(new TreeMap<>());
        }
    }

    static List<Ledger.Durations> ask(Handle handle, List<Instant> bounds, boolean practice) {
        var asked = new LatencySpans(handle, bounds.stream().map(Period::millis).toList(), practice);
        if (!asked.spans.isEmpty()) {
            asked.read();
        }
        return asked.spans.stream().map(LatencySpans::durations).toList();
    }

    private void read() {
        long calls = Kept.read(handle).calls();
        Set<Long> cut =
                starts.stream()
                        .filter(bound -> bound % RollUps.HOUR != 0)
                        .map(bound -> Math.floorDiv(bound, RollUps.HOUR) * RollUps.HOUR)
                        .filter(hour -> hour >= calls)
                        .collect(Collectors.toSet());
        cut.forEach(this::calls);
        handle.createQuery(
                        "select start_ms, slot, calls from hour_latency where start_ms >= ? and start_ms < ? and"
                                + " practice = ?")
                .bind(0, starts.getFirst())
                .bind(1, starts.getLast())
                .bind(2, practice)
                .map((row, context) -> {
                    if (!cut.contains(row.getLong(1))) {
                        add(row.getLong(1), row.getInt(2), row.getLong(3));
                    }
                    return true;
                })
                .forEach(sum -> {});
    }

    private void calls(long hour) {
        new CallQuery(handle)
                .between(
                        Math.max(hour, starts.getFirst()),
                        Math.min(hour + RollUps.HOUR, starts.getLast()),
                        entry -> {
                            if (!entry.refused() && entry.place().practice() == practice) {
                                add(entry.atMillis(), LatencySlots.slot(entry.millis()), 1);
                            }
                        });
    }

    private void add(long atMillis, int slot, long calls) {
        int found = Collections.binarySearch(starts, atMillis);
        spans.get(found >= 0 ? found : -found - 2).merge(slot, calls, Long::sum);
    }

    private static Ledger.Durations durations(TreeMap<Integer, Long> slots) {
        long calls = slots.values().stream().mapToLong(Long::longValue).sum();
        return new Ledger.Durations(
                calls, LatencySlots.percentile(slots, 50).orElse(0), LatencySlots.percentile(slots, 95).orElse(0));
    }
}
