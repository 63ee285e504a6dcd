package signalbox.app.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

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
                    OptionalLong.of(2_600),
                    List.of());

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
    void theScaleCoversTheForecast() {
        assertEquals(2_600, LINE.peak());
    }
}
