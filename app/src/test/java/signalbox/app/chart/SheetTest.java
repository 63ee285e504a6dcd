package signalbox.app.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What tables and copies of the charts say.
class SheetTest {
    private static final long DOLLAR = 1_000_000_000L;

    private static Stacked.Bucket bucket(String name) {
        return new Stacked.Bucket(name, name, name);
    }

    private static Stacked.Series series(String name, long first, long second, long before) {
        return new Stacked.Series(name, 1, List.of(first * DOLLAR, second * DOLLAR), before * DOLLAR);
    }

    @Test
    void spendHasASumForEachBucket() {
        var data =
                new Stacked(
                        List.of(bucket("Nov 1"), bucket("Nov 2")),
                        List.of(series("etl", 1, 2, 0), series("a, b", 3, 0, 0)),
                        List.of());
        assertEquals("When,etl,\"a, b\",All\r\nNov 1,1,3,4\r\nNov 2,2,0,2\r\n", data.sheet().csv());
    }

    @Test
    void comparedEachBucketStandsBesideItsOwnAndEachSeriesBesideItself() {
        var ghosts = List.of(new Stacked.Ghost(bucket("Oct 4"), 5 * DOLLAR), new Stacked.Ghost(bucket("Oct 5"), 0));
        var data =
                new Stacked(
                        List.of(bucket("Nov 1"), bucket("Nov 2")),
                        List.of(series("etl", 1, 2, 4), series("bot", 3, 0, 1)),
                        ghosts);
        assertEquals(
                List.of(
                        "When,etl,bot,All,Against,Before,Change,\"Change, %\"",
                        "Nov 1,1,3,4,Oct 4,5,-1,-20.0",
                        "Nov 2,2,0,2,Oct 5,0,2,",
                        "Whole period,3,3,6,,5,1,20.0",
                        "Period before,4,1,5,,,,",
                        "Change,-1,2,1,,,,",
                        "\"Change, %\",-25.0,200.0,20.0,,,,"),
                data.sheet().csv().lines().toList());
        assertEquals("−$1.00", data.sheet().rows().getFirst().cells().get(6).words());
    }

    @Test
    void changesAreSaidInMoneyAndPercent() {
        assertEquals("+$4.20, +6 %", Change.words(74_200_000_000L, 70_000_000_000L));
        assertEquals("−$12.00, −100 %", Change.words(0, 12 * DOLLAR));
        assertEquals("+$1.00, new", Change.words(DOLLAR, 0));
        assertEquals("same", Change.words(DOLLAR, DOLLAR));
        assertEquals("+>999 %", Change.percent(100 * DOLLAR, DOLLAR));
    }

    @Test
    void latencyIsInMillisecondsAndEmptyWithoutCalls() {
        var lines =
                new LatencyLines(
                        List.of(bucket("14:00"), bucket("15:00")),
                        List.of(new LatencyLines.Point(3, 420, 2_400), new LatencyLines.Point(0, 0, 0)));
        assertEquals("When,Calls,p50,p95\r\n14:00,3,420,2400\r\n15:00,0,,\r\n", lines.sheet().csv());
        assertEquals("2.4 s", lines.sheet().rows().getFirst().cells().getLast().words());
    }

    @Test
    void modelsHaveAPricePerCall() {
        var mix =
                new ModelMix(
                        List.of(
                                new ModelMix.Bar("openai/gpt", 3, DOLLAR, false),
                                new ModelMix.Bar("ollama/qwen", 1, 0, false)));
        assertEquals(
                List.of(
                        "Model,Calls,Share,Per call,Spend",
                        "openai/gpt,3,75.0,0.333333333,1",
                        "ollama/qwen,1,25.0,0,0"),
                mix.sheet().csv().lines().toList());
        assertEquals("33.33 ¢", mix.sheet().rows().getFirst().cells().get(3).words());
    }
}
