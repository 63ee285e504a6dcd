package signalbox.app.overview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class PeriodTest {
    private static final ZoneId ZONE = ZoneId.of("America/New_York");

    @Test
    void theDaysOfAMonthStandBesideTheSameWeekday() {
        for (int day = 1; day <= 31; day++) {
            Instant now = LocalDate.of(2026, 10, day).atTime(15, 0).atZone(ZONE).toInstant();
            var bounds = Period.MONTH.bounds(now, ZONE);
            var before = Period.MONTH.before(now, ZONE);
            assertEquals(bounds.size(), before.size());
            for (int i = 0; i < bounds.size(); i++) {
                assertEquals(bounds.get(i).atZone(ZONE).getDayOfWeek(), before.get(i).atZone(ZONE).getDayOfWeek());
            }
            assertTrue(!before.getLast().isAfter(bounds.getFirst()), "no day is in both on day " + day);
        }
        Instant now = Instant.parse("2026-11-14T14:00:00Z");
        assertEquals(Instant.parse("2026-10-04T04:00:00Z"), Period.MONTH.before(now, ZONE).getFirst());
    }

    @Test
    void aFortnightStandsBesideTheOneBefore() {
        Instant now = Instant.parse("2026-11-14T14:00:00Z");
        assertEquals(Period.FORTNIGHT.bounds(now, ZONE).getFirst(), Period.FORTNIGHT.before(now, ZONE).getLast());
    }
}
