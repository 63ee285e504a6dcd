package signalbox.core.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import signalbox.core.policy.Window;

/// Windows on real calendars.
class WindowSpanTest {
    private static WindowSpan at(Window window, String zone, String instant) {
        return WindowSpan.at(window, ZoneId.of(zone), Instant.parse(instant));
    }

    private static WindowSpan span(String start, String end) {
        return new WindowSpan(Instant.parse(start), Instant.parse(end));
    }

    @Test
    void daysFollowTheLocalCalendarThroughClockChanges() {
        WindowSpan spring = at(Window.DAY, "Europe/Berlin", "2026-03-29T10:00:00Z");
        assertEquals(span("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"), spring);
        WindowSpan autumn = at(Window.DAY, "Europe/Berlin", "2026-10-25T10:00:00Z");
        assertEquals(Duration.ofHours(25), Duration.between(autumn.start(), autumn.end()));
    }

    @Test
    void aDayWithoutMidnightStartsWhenTheLocalDayDoes() {
        // Cairo springs from 00:00 to 01:00 on the last Friday of April
        assertEquals(
                span("2026-04-23T22:00:00Z", "2026-04-24T21:00:00Z"),
                at(Window.DAY, "Africa/Cairo", "2026-04-24T05:00:00Z"));
        // Samoa left out 30 December 2011
        assertEquals(
                span("2011-12-29T10:00:00Z", "2011-12-30T10:00:00Z"),
                at(Window.DAY, "Pacific/Apia", "2011-12-30T09:59:59Z"));
    }

    @Test
    void weeksStartOnMondayAndMonthsEndWhenTheyEnd() {
        assertEquals(
                span("2026-10-26T00:00:00Z", "2026-11-02T00:00:00Z"), at(Window.WEEK, "UTC", "2026-11-01T23:59:59Z"));
        assertEquals(
                span("2026-11-02T00:00:00Z", "2026-11-09T00:00:00Z"), at(Window.WEEK, "UTC", "2026-11-02T00:00:00Z"));
        assertEquals(
                span("2028-02-01T00:00:00Z", "2028-03-01T00:00:00Z"), at(Window.MONTH, "UTC", "2028-02-29T12:00:00Z"));
        assertEquals(
                span("2026-12-31T15:00:00Z", "2027-01-31T15:00:00Z"),
                at(Window.MONTH, "Asia/Tokyo", "2027-01-31T14:59:59Z"));
    }

    @Test
    void aRepeatedHourIsTwoWindowsAndHalfHoursDoNotOverlap() {
        assertEquals(
                span("2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z"),
                at(Window.HOUR, "Europe/Berlin", "2026-10-25T00:59:59Z"));
        assertEquals(
                span("2026-10-25T01:00:00Z", "2026-10-25T02:00:00Z"),
                at(Window.HOUR, "Europe/Berlin", "2026-10-25T01:00:00Z"));
        // Lord Howe goes back half an hour at 02:00 (+11:00): the rest of the repeated hour is a window of its own
        assertEquals(
                span("2026-04-04T15:00:00Z", "2026-04-04T15:30:00Z"),
                at(Window.HOUR, "Australia/Lord_Howe", "2026-04-04T15:10:00Z"));
        assertEquals(
                span("2026-11-04T11:30:00Z", "2026-11-04T12:30:00Z"),
                at(Window.HOUR, "Asia/Kolkata", "2026-11-04T12:00:00Z"));
    }

    @Test
    void windowsCoverTheTimeLineWithoutGapsOrOverlapsEverywhere() {
        var random = new Random(11);
        List<String> zones = ZoneId.getAvailableZoneIds().stream().sorted().toList();
        for (int i = 0; i < 60_000; i++) {
            ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
            Instant now = Instant.ofEpochSecond(random.nextLong(2_200_000_000L));
            for (Window window : Window.values()) {
                WindowSpan span = WindowSpan.at(window, zone, now);
                String what = window + " " + zone + " " + now + " " + span;
                assertTrue(span.contains(now), what);
                assertEquals(span, WindowSpan.at(window, zone, span.start()), what);
                if (window != Window.LIFETIME) {
                    assertEquals(span.end(), WindowSpan.at(window, zone, span.end()).start(), what);
                }
            }
        }
    }

    @Test
    void clockChangesThemselvesAreCoveredEverywhere() {
        for (String id : ZoneId.getAvailableZoneIds()) {
            ZoneId zone = ZoneId.of(id);
            Instant change = Instant.EPOCH;
            for (int i = 0; i < 40; i++) {
                var transition = zone.getRules().nextTransition(change);
                if (transition == null) {
                    break;
                }
                change = transition.getInstant();
                for (int minutes : new int[] {-90, -30, -1, 0, 1, 29, 59, 61, 90}) {
                    Instant now = change.plus(Duration.ofMinutes(minutes));
                    for (Window window : Window.values()) {
                        assertTrue(WindowSpan.at(window, zone, now).contains(now), window + " " + zone + " " + now);
                    }
                }
            }
        }
    }
}
