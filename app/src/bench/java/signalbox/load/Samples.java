package signalbox.load;

import java.util.Arrays;

/// Durations in nanoseconds, kept one by one. Used by one thread.
final class Samples {
    private long[] values = new long[1 << 12];
    private int count;
    private boolean sorted;

    void add(long nanos) {
        if (count == values.length) {
            values = Arrays.copyOf(values, count * 2);
        }
        values[count++] = nanos;
        sorted = false;
    }

    int count() {
        return count;
    }

    /// @param share from 0 to 1
    /// @return microseconds; 0 without samples
    double micros(double share) {
        if (count == 0) {
            return 0;
        }
        if (!sorted) {
            Arrays.sort(values, 0, count);
            sorted = true;
        }
        int index = (int) Math.ceil(share * count) - 1;
        return values[Math.clamp(index, 0, count - 1)] / 1000.0;
    }
}
