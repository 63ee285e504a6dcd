package signalbox.core.budget;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import signalbox.core.policy.Window;

/// One window on the time line: from `start` (inclusive) to `end` (exclusive).
public record WindowSpan(Instant start, Instant end) {
    /// The end of a window that has none.
    public static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    /// The window that `now` falls into on the calendar of `zone`. Days run from the start of one local day to the
    /// start of the next, so they last 23 or 25 hours when the clocks change; weeks start on Monday (ISO 8601).
    public static WindowSpan at(Window window, ZoneId zone, Instant now) {
        WindowSpan span = calendar(window, zone, now);
        // clocks that go back just after midnight (St John's until 2011) show yesterday's date after today has begun
        return now.isBefore(span.end) ? span : calendar(window, zone, span.end);
    }

    private static WindowSpan calendar(Window window, ZoneId zone, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        return switch (window) {
            case HOUR -> hour(zone.getRules(), now);
            case DAY -> days(zone, today, today.plusDays(1));
            case WEEK -> {
                LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                yield days(zone, monday, monday.plusWeeks(1));
            }
            case MONTH -> {
                LocalDate first = today.withDayOfMonth(1);
                yield days(zone, first, first.plusMonths(1));
            }
            case LIFETIME -> new WindowSpan(Instant.EPOCH, NEVER);
        };
    }

    boolean contains(Instant instant) {
        return !instant.isBefore(start) && instant.isBefore(end);
    }

    private static WindowSpan days(ZoneId zone, LocalDate from, LocalDate to) {
        return new WindowSpan(from.atStartOfDay(zone).toInstant(), to.atStartOfDay(zone).toInstant());
    }

    /// Local hours between two changes of the clocks, cut at the changes: a repeated hour is two windows, and where
    /// clocks change by half an hour (Lord Howe) no window overlaps another.
    private static WindowSpan hour(ZoneRules rules, Instant now) {
        long offset = rules.getOffset(now).getTotalSeconds();
        long start = Math.floorDiv(now.getEpochSecond() + offset, 3600L) * 3600 - offset;
        ZoneOffsetTransition before = rules.previousTransition(now.plusNanos(1));
        ZoneOffsetTransition after = rules.nextTransition(now);
        long from = before == null ? start : Math.max(start, before.toEpochSecond());
        long to = after == null ? start + 3600 : Math.min(start + 3600, after.toEpochSecond());
        return new WindowSpan(Instant.ofEpochSecond(from), Instant.ofEpochSecond(to));
    }
}
