package signalbox.app.live;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import signalbox.core.ledger.CallRow;

/// Adders per workload, and calls per second over the last minute. Never blocks, never drops. Thread-safe.
final class Counters {
    private record Adders(LongAdder calls, LongAdder refused, LongAdder nanos, LongAdder practiceNanos) {
        Adders() {
            this(new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder());
        }
    }

    private final Map<String, Adders> byWorkload = new ConcurrentHashMap<>();
    private final AtomicIntegerArray perSecond = new AtomicIntegerArray(60);
    private final AtomicLongArray secondOf = new AtomicLongArray(60);

    void count(CallRow row, Instant now) {
        var adders = byWorkload.computeIfAbsent(row.workload(), name -> new Adders());
        adders.calls.increment();
        if (row.outcome() == CallRow.Outcome.REFUSED) {
            adders.refused.increment();
        }
        (row.practice() ? adders.practiceNanos : adders.nanos).add(row.costNanos());
        long second = now.getEpochSecond();
        int slot = (int) Math.floorMod(second, 60L);
        if (secondOf.getAndSet(slot, second) != second) {
            perSecond.set(slot, 0);
        }
        perSecond.incrementAndGet(slot);
    }

    int lastMinute(Instant now) {
        int sum = 0;
        for (int slot = 0; slot < 60; slot++) {
            if (secondOf.get(slot) > now.getEpochSecond() - 60) {
                sum += perSecond.get(slot);
            }
        }
        return sum;
    }

    Map<String, Tick.Total> totals() {
        var totals = new HashMap<String, Tick.Total>();
        byWorkload.forEach((name, adders) ->
                totals.put(
                        name,
                        new Tick.Total(
                                adders.calls.sum(),
                                adders.refused.sum(),
                                adders.nanos.sum(),
                                adders.practiceNanos.sum())));
        return totals;
    }
}
