package signalbox.core.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import signalbox.core.policy.AtLimit;
import signalbox.core.policy.Budget;
import signalbox.core.policy.Measure;
import signalbox.core.policy.Scope;
import signalbox.core.policy.Window;

/// Pace, end-of-window forecast and suggested ceilings.
class ForecastTest {
    private static final long DOLLAR = 1_000_000_000L;
    private static final Instant START = Instant.parse("2026-11-04T00:00:00Z");
    private static final OptionalLong UNKNOWN = OptionalLong.empty();

    private static BudgetStatus status(Window window, long spent, long held, long cap) {
        var budget =
                new Budget(
                        "b",
                        new Scope.Everything(),
                        Measure.MONEY,
                        cap,
                        window,
                        ZoneOffset.UTC,
                        List.of(80),
                        AtLimit.HALT);
        WindowSpan span = WindowSpan.at(window, ZoneOffset.UTC, START);
        return new BudgetStatus(
                budget, span.start(), span.end(), spent, held, 0, cap, List.of(), BudgetStatus.State.OK, 0, null);
    }

    private static BudgetStatus day(long spent, long cap) {
        return status(Window.DAY, spent, 0, cap);
    }

    private static Forecast at(BudgetStatus status, String time) {
        return Forecast.of(status, Instant.parse("2026-11-04T" + time + "Z"), UNKNOWN, UNKNOWN);
    }

    @Test
    void saysNothingBeforeThreePercentOfTheWindow() {
        assertEquals(new Pace.TooEarly(), at(day(5, 100), "00:43:11").pace());
        assertTrue(at(day(5, 100), "00:43:12").atEnd().isPresent());
        assertEquals(new Pace.TooEarly(), at(status(Window.LIFETIME, 5, 0, 100), "12:00:00").pace());
        assertEquals(new Pace.TooEarly(), Forecast.of(day(5, 100), START.minusSeconds(9), UNKNOWN, UNKNOWN).pace());
    }

    @Test
    void theWindowsOwnAverageCarriesOnWhenNothingElseIsKnown() {
        assertEquals(OptionalLong.of(80), at(day(40, 100), "12:00:00").atEnd());
        assertEquals(-20, at(day(40, 100), "12:00:00").aheadPercent());
    }

    @Test
    void theLargerOfTheLastHourAndTheUsualIsMixedInByTheShareThatPassed() {
        // half the day: even 40, last hour 6 × 12 h = 72, usual 50 → 40/2 + 72/2 = 56
        Instant noon = Instant.parse("2026-11-04T12:00:00Z");
        assertEquals(
                OptionalLong.of(96), Forecast.of(day(40, 100), noon, OptionalLong.of(6), OptionalLong.of(50)).atEnd());
        // a quiet hour does not hide what usually comes: 40/2 + 50/2 = 45
        assertEquals(
                OptionalLong.of(85), Forecast.of(day(40, 100), noon, OptionalLong.of(0), OptionalLong.of(50)).atEnd());
    }

    @Test
    void anHourSaysNothingAboutAMonth() {
        BudgetStatus month = status(Window.MONTH, 300, 0, 10_000);
        Instant tenth = Instant.parse("2026-11-11T00:00:00Z");
        assertEquals(OptionalLong.of(900), Forecast.of(month, tenth, OptionalLong.of(1_000), UNKNOWN).atEnd());
    }

    @Test
    void paceIsSaidInFiveWays() {
        assertEquals(new Pace.OnPace(), at(day(48, 100), "12:00:00").pace());
        assertEquals(new Pace.Lasts(START.plusSeconds(86_400)), at(day(20, 100), "12:00:00").pace());
        // 60 of 100 at noon: 40 left at 60 per half day → eight hours
        assertEquals(new Pace.RunsOut(Instant.parse("2026-11-04T20:00:00Z")), at(day(60, 100), "12:00:00").pace());
        Instant noon = Instant.parse("2026-11-04T12:00:00Z");
        assertEquals(new Pace.RunsOut(noon), at(day(100, 100), "12:00:00").pace());
        assertEquals(new Pace.Ahead(20), Forecast.of(day(60, 100), noon, OptionalLong.of(0), UNKNOWN).pace());
    }

    @Test
    void ceilingsAreFriendlyAndAlwaysLetCallsThrough() {
        Instant noon = Instant.parse("2026-11-04T12:00:00Z");
        // $16.50 at noon → $33 → $35
        assertEquals(35 * DOLLAR, Forecast.suggestCeiling(day(33 * DOLLAR / 2, 25 * DOLLAR), noon));
        // too early: 1.4 × $25 = $35
        assertEquals(35 * DOLLAR, Forecast.suggestCeiling(day(25 * DOLLAR, 25 * DOLLAR), START));
        // a forecast under the cap still lifts it
        assertEquals(30 * DOLLAR, Forecast.suggestCeiling(day(DOLLAR, 25 * DOLLAR), noon));
        assertEquals(2, Forecast.suggestCeiling(day(0, 1), START));
        assertEquals(1, Forecast.suggestCeiling(day(0, 0), START));
    }

    @Test
    void ceilingsHoldForAnyStatus() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            long cap = random.nextLong(Long.MAX_VALUE) >> random.nextInt(62);
            long spent = random.nextLong(Long.MAX_VALUE) >> random.nextInt(62);
            long held = random.nextLong(Long.MAX_VALUE) >> random.nextInt(62);
            BudgetStatus status = status(Window.DAY, spent, held, cap);
            long ceiling = Forecast.suggestCeiling(status, START.plusSeconds(random.nextLong(86_400)));
            long committed = Sums.plus(spent, held);
            assertTrue(ceiling == Long.MAX_VALUE || ceiling > cap && ceiling > committed, status + " → " + ceiling);
        }
    }

    @Test
    void friendlyNumbers() {
        assertEquals(35, Forecast.friendly(33));
        assertEquals(12, Forecast.friendly(12));
        assertEquals(14, Forecast.friendly(13));
        assertEquals(20, Forecast.friendly(19));
        assertEquals(100, Forecast.friendly(96));
        assertEquals(1, Forecast.friendly(1));
        assertEquals(Long.MAX_VALUE, Forecast.friendly(Long.MAX_VALUE));
    }
}
