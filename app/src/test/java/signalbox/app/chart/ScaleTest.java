package signalbox.app.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ScaleTest {
    @Test
    void stepsAreRound() {
        assertEquals(new Scale(10_000_000_000L, 4), Scale.covering(36_200_000_000L, 5));
        assertEquals(new Scale(2_500_000_000L, 5), Scale.covering(12_100_000_000L, 5));
        assertEquals(new Scale(1_000_000_000L, 1), Scale.covering(0, 5));
    }

    @Test
    void anyPeakIsCoveredByFewSteps() {
        var random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            long peak = 1 + Math.abs(random.nextLong() >> random.nextInt(8, 62));
            var scale = Scale.covering(peak, 5);
            assertTrue(scale.top() >= peak && scale.lines() <= 5, peak + " by " + scale);
        }
    }
}
