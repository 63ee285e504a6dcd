package signalbox.core.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BandTest {
    @Test
    void quantilesLieBetweenNeighbours() {
        // type 7: of eleven values the tenth, the half and nine tenths are values themselves
        var eleven = List.of(0L, 10L, 20L, 30L, 40L, 50L, 60L, 70L, 80L, 90L, 1_000L);
        assertEquals(Optional.of(new Band(160, 240)), Band.of(100, 200, eleven));
        // of five, a tenth lies at 0.4 and nine tenths at 3.6
        assertEquals(Optional.of(new Band(184, 250)), Band.of(100, 200, List.of(100L, 20L, 10L, 50L, 30L)));
    }

    @Test
    void itNeverEndsBelowWhatIsGoneAndAlwaysHoldsTheForecast() {
        assertEquals(Optional.of(new Band(100, 100)), Band.of(100, 100, List.of(0L, 0L, 0L, 0L, 0L)));
        var band = Band.of(100, 105, List.of(0L, 50L, 50L, 50L, 90L)).orElseThrow();
        assertEquals(100, band.low());
        assertEquals(129, band.high());
    }

    @Test
    void fourDaysSayNothing() {
        assertEquals(Optional.empty(), Band.of(1, 2, List.of(1L, 2L, 3L, 4L)));
    }

    @Test
    void hugeAmountsDoNotOverflow() {
        var huge = List.of(0L, 0L, 0L, Long.MAX_VALUE, Long.MAX_VALUE);
        assertEquals(Long.MAX_VALUE, Band.of(0, Long.MAX_VALUE - 5, huge).orElseThrow().high());
    }
}
