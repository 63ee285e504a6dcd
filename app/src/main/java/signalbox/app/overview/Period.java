package signalbox.app.overview;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import signalbox.app.text.Text;

/// What the chart and the table look back on, as a list of buckets in the operator’s zone.
public enum Period {
    DAY,
    FORTNIGHT,
    MONTH;

    public String words() {
        return Text.of("overview.period." + name().toLowerCase(Locale.ROOT));
    }

    boolean hourly() {
        return this == DAY;
    }

    /// The bucket starts, oldest first, followed by the end of the last.
    List<Instant> bounds(Instant now, ZoneId zone) {
        return switch (this) {
            case DAY -> hours(now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS), 24);
            case FORTNIGHT -> days(today(now, zone).minusDays(13), 14, zone);
            case MONTH -> days(today(now, zone).withDayOfMonth(1), today(now, zone).getDayOfMonth(), zone);
        };
    }

    /// As many buckets of the period before. Days stand beside the same weekday: those of a fortnight beside the
    /// fortnight before, those of a month beside the days four weeks before (five from its 29th day on, so that no day
    /// is compared with one of the same period). Hours stand beside the same hour of the day before.
    List<Instant> before(Instant now, ZoneId zone) {
        LocalDate today = today(now, zone);
        return switch (this) {
            case DAY -> hours(now.truncatedTo(ChronoUnit.HOURS).minus(23, ChronoUnit.HOURS), 24);
            case FORTNIGHT -> days(today.minusDays(27), 14, zone);
            case MONTH -> {
                int weeks = today.getDayOfMonth() <= 28 ? 4 : 5;
                yield days(today.withDayOfMonth(1).minusWeeks(weeks), today.getDayOfMonth(), zone);
            }
        };
    }

    private static LocalDate today(Instant now, ZoneId zone) {
        return LocalDate.ofInstant(now, zone);
    }

    private static List<Instant> hours(Instant end, int count) {
        var bounds = new ArrayList<Instant>();
        for (int i = count; i >= 0; i--) {
            bounds.add(end.minus(i, ChronoUnit.HOURS));
        }
        return bounds;
    }

    private static List<Instant> days(LocalDate first, int count, ZoneId zone) {
        var bounds = new ArrayList<Instant>();
        for (int i = 0; i <= count; i++) {
            bounds.add(first.plusDays(i).atStartOfDay(zone).toInstant());
        }
        return bounds;
    }
}
