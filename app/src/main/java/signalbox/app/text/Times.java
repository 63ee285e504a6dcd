package signalbox.app.text;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// How spans and instants are written: relative within a day, absolute beyond; absolute always names its zone in full
/// form. Thread-safe.
public final class Times {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);

    private Times() {}

    /// A latency: `340 ms`, `2.4 s`, `1 min 5 s`.
    public static String latency(Duration span) {
        long millis = span.toMillis();
        if (millis < 1_000) {
            return Text.of("times.ms", millis);
        }
        if (millis < 60_000) {
            long tenths = (millis + 50) / 100;
            return Text.of("times.s", tenths / 10 + "." + tenths % 10);
        }
        return Text.of("times.min_s", span.toMinutes(), span.toSecondsPart());
    }

    /// Time that is left: `9 h 58 min`, `12 min`, `40 s`, `3 d 4 h`.
    public static String span(Duration span) {
        if (span.toDays() > 0) {
            return Text.of("times.d_h", span.toDays(), span.toHoursPart());
        }
        if (span.toHours() > 0) {
            return Text.of("times.h_min", span.toHours(), span.toMinutesPart());
        }
        return span.toMinutes() > 0
                ? Text.of("times.min", span.toMinutes())
                : Text.of("times.s", Long.toString(Math.max(0, span.toSeconds())));
    }

    /// How long ago: `now`, `12 s ago`, `5 min ago`, `3 h ago`; a day or more is the date.
    public static String ago(Instant then, Instant now, ZoneId zone) {
        var span = Duration.between(then, now);
        if (span.toHours() >= 24) {
            return day().format(then.atZone(zone));
        }
        if (span.toHours() > 0) {
            return Text.of("times.ago", Text.of("times.h", span.toHours()));
        }
        if (span.toMinutes() > 0) {
            return Text.of("times.ago", Text.of("times.min", span.toMinutes()));
        }
        return span.toSeconds() < 2
                ? Text.of("times.now")
                : Text.of("times.ago", Text.of("times.s", Long.toString(span.toSeconds())));
    }

    /// `14:02`.
    public static String clock(Instant at, ZoneId zone) {
        return CLOCK.format(at.atZone(zone));
    }

    /// `14:02:31`.
    public static String seconds(Instant at, ZoneId zone) {
        return SECONDS.format(at.atZone(zone));
    }

    /// `Nov 14`.
    public static String day(Instant at, ZoneId zone) {
        return day().format(at.atZone(zone));
    }

    /// `Nov 14 2026, 14:02:31 UTC`.
    public static String full(Instant at, ZoneId zone) {
        return full().format(at.atZone(zone));
    }

    /// The end of a window as one says it: `midnight UTC` when it is one, else the clock time or the date, with the
    /// zone.
    public static String until(Instant end, Instant now, ZoneId zone) {
        String name = zoneName(zone);
        var local = end.atZone(zone);
        if (Duration.between(now, end).toHours() >= 24) {
            return Text.of("times.day_zone", day().format(local), name);
        }
        boolean midnight = local.toLocalTime().toSecondOfDay() == 0;
        return midnight ? Text.of("times.midnight", name) : Text.of("times.clock_zone", CLOCK.format(local), name);
    }

    /// `UTC`, or the zone’s own id.
    public static String zoneName(ZoneId zone) {
        return zone.normalized().equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    }

    private static DateTimeFormatter day() {
        return DateTimeFormatter.ofPattern(Text.of("times.pattern.day"), Text.locale());
    }

    private static DateTimeFormatter full() {
        return DateTimeFormatter.ofPattern(Text.of("times.pattern.full"), Text.locale());
    }
}
