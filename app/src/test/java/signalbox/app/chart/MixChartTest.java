package signalbox.app.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MixChartTest {
    @Test
    void oneCallIsNotSeveral() {
        assertEquals("1 call, 1.43 ¢ each", MixChart.figures(new ModelMix.Bar("p/m", 1, 14_300_000L, false)));
        assertEquals(
                "14.3 k calls, 1 ¢ each", MixChart.figures(new ModelMix.Bar("p/m", 14_300, 143_000_000_000L, false)));
        assertEquals("1 call, free", MixChart.figures(new ModelMix.Bar("p/m", 1, 0, false)));
    }
}
