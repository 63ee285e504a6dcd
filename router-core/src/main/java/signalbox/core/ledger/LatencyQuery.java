package signalbox.core.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jdbi.v3.core.Handle;

/// Finds a percentile of call durations. Exact while the period holds few calls; beyond that from the hourly slots, to
/// 1.6 %. Counts calls that were not refused, real or practice ones.
final class LatencyQuery {
    private static final long EXACT_CALLS = 20_000;

    private final Handle handle;
    private final boolean practice;
    private final TreeMap<Integer, Long> slots = new TreeMap<>();

    private LatencyQuery(Handle handle, boolean practice) {
        this.handle = handle;
        this.practice = practice;
    }

    static OptionalLong ask(Handle handle, Instant from, Instant to, int percentile, boolean practice) {
        return new LatencyQuery(handle, practice).find(Period.millis(from), Period.millis(to), percentile);
    }

    private OptionalLong find(long from, long to, int percentile) {
        long firstHour = Math.floorDiv(from, RollUps.HOUR) * RollUps.HOUR;
        long calls =
                handle.createQuery(
                                "select coalesce(sum(calls), 0) from hour_latency where start_ms >= ? and start_ms < ?"
                                        + " and practice = ?")
                        .bind(0, firstHour)
                        .bind(1, to)
                        .bind(2, practice)
                        .mapTo(long.class)
                        .one();
        boolean whole = calls <= EXACT_CALLS && from >= Kept.read(handle).calls();
        return whole ? exact(from, to, percentile) : fromSlots(from, to, percentile);
    }

    private OptionalLong exact(long from, long to, int percentile) {
        var millis = new ArrayList<Long>();
        millis(from, to, millis::add);
        Collections.sort(millis);
        int rank = (int) Math.ceilDiv((long) millis.size() * percentile, 100);
        return millis.isEmpty() ? OptionalLong.empty() : OptionalLong.of(millis.get(rank - 1));
    }

    private void millis(long from, long to, LongConsumer each) {
        new CallQuery(handle)
                .between(
                        from,
                        to,
                        entry -> {
                            if (!entry.refused() && entry.place().practice() == practice) {
                                each.accept(entry.millis());
                            }
                        });
    }

    private OptionalLong fromSlots(long from, long to, int percentile) {
        long first = Math.ceilDiv(from, RollUps.HOUR) * RollUps.HOUR;
        long last = Math.floorDiv(to, RollUps.HOUR) * RollUps.HOUR;
        if (first >= last) {
            rows(from, to);
        } else {
            rows(from, first);
            hours(first, last);
            rows(last, to);
        }
        return LatencySlots.percentile(slots, percentile);
    }

    private void hours(long from, long to) {
        handle.createQuery(
                        "select slot, sum(calls) from hour_latency where start_ms >= ? and start_ms < ? and practice ="
                                + " ? group by slot")
                .bind(0, from)
                .bind(1, to)
                .bind(2, practice)
                .map((row, context) -> slots.merge(row.getInt(1), row.getLong(2), Long::sum))
                .forEach(sum -> {});
    }

    private void rows(long from, long to) {
        if (from < to) {
            millis(from, to, millis -> slots.merge(LatencySlots.slot(millis), 1L, Long::sum));
        }
    }
}
