package signalbox.app.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import signalbox.core.budget.Band;

class DayLineTest {
    private static final Instant START = Instant.parse("2026-11-14T00:00:00Z");
    private static final Instant END = Instant.parse("2026-11-15T00:00:00Z");
    private static final DayLine LINE =
            new DayLine(
                    ZoneOffset.UTC,
                    START,
                    END,
                    Instant.parse("2026-11-14T02:30:00Z"),
                    List.of(0L, 100L, 250L, 300L),
                    2_400,
                    OptionalLong.of(2_450),
                    Optional.of(new Band(300, 2_600)),
                    List.of(new DayLine.Mark(7, Instant.parse("2026-11-14T01:20:00Z"), "01:20 · Halted etl", true)));

    @Test
    void itsFiguresStandAtWholeHoursAndTheLastOneNow() {
        assertEquals(START, LINE.at(0));
        assertEquals(Instant.parse("2026-11-14T02:00:00Z"), LINE.at(2));
        assertEquals(LINE.now(), LINE.at(3));
        assertEquals(300, LINE.total());
    }

    @Test
    void theEvenPaceReachesTheCapAtTheEnd() {
        assertEquals(0, LINE.even(START));
        assertEquals(250, LINE.even(LINE.now()));
        assertEquals(2_400, LINE.even(END));
        assertEquals(2_400, LINE.even(END.plusSeconds(9)));
    }

    @Test
    void theTableGoesOnToTheResetWithForecastAndBand() {
        var sheet = LINE.sheet();
        var lines = sheet.csv().lines().toList();
        assertEquals("When,Spent,Even pace,Forecast,\"Band, low\",\"Band, high\",Cap,What happened", lines.getFirst());
        // 00:00 to 02:00, what happened at 01:20, now, 03:00 to 23:00, the reset
        assertEquals(1 + 3 + 1 + 1 + 21 + 1, lines.size());
        assertEquals(
                "2026-11-14T01:20:00Z,,0.000000133,,,,0.0000024,01:20 · Halted etl",
                lines.get(3),
                "what happened stands where it happened");
        assertEquals(
                "2026-11-14T02:30:00Z,0.0000003,0.00000025,0.0000003,0.0000003,0.0000003,0.0000024,Now", lines.get(5));
        assertEquals(
                "2026-11-15T00:00:00Z,,0.0000024,0.00000245,0.0000003,0.0000026,0.0000024,Resets at midnight UTC",
                lines.getLast());
    }

    @Test
    void theForecastRunsStraightToTheEnd() {
        Instant halfway = Instant.parse("2026-11-14T13:15:00Z");
        assertEquals(300 + (2_450 - 300) / 2, LINE.onTheWay(halfway, 2_450));
    }

    @Test
    void theScaleCoversTheBand() {
        assertEquals(2_600, LINE.peak());
    }
}
