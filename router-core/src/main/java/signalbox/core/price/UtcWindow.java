package signalbox.core.price;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// Daily hours in UTC, in minutes of the day: `[start, end)`, so a call at the end is outside. A window over midnight
/// is two records.
///
/// @param start 0 to 1439
/// @param end above `start`, at most 1440
public record UtcWindow(int start, int end) {
    public static final UtcWindow ALL_DAY = new UtcWindow(0, 1440);

    private static final int DAY = 86_400;

    public UtcWindow {
        if (start < 0 || end <= start || end > 1440) {
            throw new IllegalArgumentException("daily hours must run forward within one UTC day");
        }
    }

    public boolean contains(Instant at) {
        long second = Math.floorMod(at.getEpochSecond(), DAY);
        return second >= start * 60L && second < end * 60L;
    }

    /// Whether any instant from `at` to `at + horizon`, both included, is inside.
    ///
    /// @param horizon less than a day
    public boolean touches(Instant at, Duration horizon) {
        long from = Math.floorMod(at.getEpochSecond(), DAY);
        long to = from + horizon.toSeconds() + 1;
        return within(from, to, 0) || within(from, to, DAY);
    }

    private boolean within(long from, long to, int shift) {
        return start * 60L + shift <= to && from < end * 60L + shift;
    }

    public boolean overlaps(UtcWindow other) {
        return start < other.end && other.start < end;
    }

    public boolean allDay() {
        return equals(ALL_DAY);
    }

    /// `01:00-04:00`; empty for all day.
    @Override
    public String toString() {
        return allDay() ? "" : clock(start) + "-" + clock(end);
    }

    static String clock(int minute) {
        return String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
    }
}
