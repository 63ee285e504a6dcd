package signalbox.core.ledger;

import java.util.OptionalLong;
import java.util.SortedMap;

/// Sorts durations into slots: one a millisecond up to 64 ms, then 32 to each doubling, so a slot is at most 3.2 %
/// wide.
final class LatencySlots {
    private static final int EXACT_BITS = 6;
    private static final int STEP_BITS = 5;

    private LatencySlots() {}

    static int slot(long millis) {
        if (millis < 1 << EXACT_BITS) {
            return (int) Math.max(0, millis);
        }
        int magnitude = Long.SIZE - 1 - Long.numberOfLeadingZeros(millis);
        int step = (int) (millis >> magnitude - STEP_BITS) & (1 << STEP_BITS) - 1;
        return (1 << EXACT_BITS) + (magnitude - EXACT_BITS << STEP_BITS) + step;
    }

    /// The p-th percentile of calls by slot, in milliseconds; empty when there are none.
    static OptionalLong percentile(SortedMap<Integer, Long> slots, int percentile) {
        long calls = slots.values().stream().mapToLong(Long::longValue).sum();
        long rank = Math.ceilDiv(calls * percentile, 100);
        for (var slot : slots.entrySet()) {
            rank -= slot.getValue();
            if (rank <= 0) {
                return OptionalLong.of(millis(slot.getKey()));
            }
        }
        return OptionalLong.empty();
    }

    /// The middle of a slot, in milliseconds.
    static long millis(int slot) {
        if (slot < 1 << EXACT_BITS) {
            return slot;
        }
        int above = slot - (1 << EXACT_BITS);
        int shift = (above >> STEP_BITS) + EXACT_BITS - STEP_BITS;
        long start = (long) ((1 << STEP_BITS) + (above & (1 << STEP_BITS) - 1)) << shift;
        return start + (1L << shift >> 1);
    }
}
