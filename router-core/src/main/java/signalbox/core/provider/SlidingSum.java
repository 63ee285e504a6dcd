package signalbox.core.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/// Adds up what happened in the last minute or day. It slides: whatever calendar a provider counts by, no window of its
/// holds more than this one. Guarded by its target's lock.
final class SlidingSum {
    private static final int SLOTS = 60;

    /// One more, so that a whole window lies behind the slot that is filling.
    private static final int RING = SLOTS + 1;

    private final long slotMillis;
    private final long[] slots = new long[RING];
    private long newest = Long.MIN_VALUE;
    private long sum;

    SlidingSum(Duration window) {
        slotMillis = window.toMillis() / SLOTS;
    }

    /// @param amount below 0 takes back
    void add(long amount, Instant now) {
        roll(now);
        slots[(int) Math.floorMod(newest, (long) RING)] += amount;
        sum += amount;
    }

    /// One that happened before; what is further back than the window changes nothing.
    void recall(long amount, Instant at, Instant now) {
        roll(now);
        long slot = Math.min(newest, Math.floorDiv(at.toEpochMilli(), slotMillis));
        if (newest - slot < RING) {
            slots[(int) Math.floorMod(slot, (long) RING)] += amount;
            sum += amount;
        }
    }

    long sum(Instant now) {
        roll(now);
        return Math.max(0, sum);
    }

    /// When enough has slid out for the sum to be below `limit`.
    Instant below(long limit, Instant now) {
        roll(now);
        long left = sum;
        for (long slot = newest - RING + 1; slot <= newest; slot++) {
            left -= slots[(int) Math.floorMod(slot, (long) RING)];
            if (left < limit) {
                return Instant.ofEpochMilli((slot + RING) * slotMillis);
            }
        }
        return Instant.ofEpochMilli((newest + RING) * slotMillis);
    }

    /// A clock that steps back adds to the newest slot.
    private void roll(Instant now) {
        long slot = Math.floorDiv(now.toEpochMilli(), slotMillis);
        if (newest == Long.MIN_VALUE || slot - newest >= RING) {
            Arrays.fill(slots, 0);
            sum = 0;
            newest = Math.max(slot, newest);
        }
        while (newest < slot) {
            newest++;
            int oldest = (int) Math.floorMod(newest, (long) RING);
            sum -= slots[oldest];
            slots[oldest] = 0;
        }
    }
}
