package signalbox.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.budget.Band;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.budget.Forecast;
import signalbox.core.budget.WindowSpan;
import signalbox.core.ledger.CallId;
import signalbox.core.ledger.LedgerStore;
import signalbox.core.policy.AtLimit;
import signalbox.core.policy.Budget;
import signalbox.core.policy.Measure;
import signalbox.core.policy.Scope;
import signalbox.core.policy.Window;

/// What is usual comes from the ledger's sums: one call an hour before, none today.
class ForecastsTest {
    private static final Instant NOON = Instant.parse("2026-11-18T12:30:00Z");

    @TempDir Path dir;

    private static BudgetStatus status(Window window, long spent) {
        var budget =
                new Budget(
                        "b",
                        new Scope.OfWorkload("w"),
                        Measure.CALLS,
                        100_000,
                        window,
                        ZoneOffset.UTC,
                        List.of(),
                        AtLimit.HALT);
        var span = WindowSpan.at(window, ZoneOffset.UTC, NOON);
        return new BudgetStatus(
                budget, span.start(), span.end(), spent, 0, 0, 100_000, List.of(), BudgetStatus.State.OK, 0, null);
    }

    @Test
    void daysComeFromUsualHoursAndMonthsFromUsualWeekdays() throws Exception {
        var ids = new CallId();
        Instant today = Instant.parse("2026-11-18T00:00:00Z");
        InstantSource clock = InstantSource.fixed(NOON);
        try (LedgerStore store = LedgerStore.open(dir, clock)) {
            var none = status(Window.DAY, 0);
            assertEquals(OptionalLong.of(0), Forecasts.of(store.ledger(), none, false, NOON).atEnd());
            for (Instant at = today.minus(Duration.ofDays(60)); at.isBefore(today); at = at.plus(Duration.ofHours(1))) {
                store.append(PlainRow.answered(ids.next(at), at), List.of());
            }
            store.ledger().flush();
            // half of 12:00 rounds down, and 11 whole hours follow
            assertEquals(
                    Forecast.of(none, NOON, OptionalLong.of(0), OptionalLong.of(11)),
                    Forecasts.of(store.ledger(), none, false, NOON));
            // half of today and 12 whole days
            var month = status(Window.MONTH, 400);
            assertEquals(
                    Forecast.of(month, NOON, OptionalLong.of(0), OptionalLong.of(11 + 12 * 24)),
                    Forecasts.of(store.ledger(), month, false, NOON));
            assertEquals(OptionalLong.of(0), Forecasts.of(store.ledger(), none, true, NOON).atEnd());
        }
    }

    @Test
    void aDaysBandComesFromHowMuchTheLastDaysDiffered() throws Exception {
        var ids = new CallId();
        Instant today = Instant.parse("2026-11-18T00:00:00Z");
        try (LedgerStore store = LedgerStore.open(dir, InstantSource.fixed(NOON))) {
            for (int back = 6; back >= 1; back--) {
                for (int call = 0; call < 10 * back; call++) {
                    Instant at = today.minus(Duration.ofDays(back)).plus(Duration.ofHours(20)).plusSeconds(call);
                    store.append(PlainRow.answered(ids.next(at), at), List.of());
                }
            }
            store.ledger().flush();
            var status = status(Window.DAY, 40);
            var forecast = Forecasts.of(store.ledger(), status, false, NOON);
            long atEnd = forecast.atEnd().orElseThrow();
            // the first day's begins after noon, so five count: of 10, 20, ... 50 a tenth lies at 14, nine tenths at 46
            assertEquals(
                    Optional.of(new Band(atEnd - 16, atEnd + 16)),
                    Forecasts.band(store.ledger(), status, false, forecast, NOON));
            Instant before = NOON.minus(Duration.ofDays(1));
            assertEquals(
                    Optional.empty(), Forecasts.band(store.ledger(), status, false, forecast, before), "four days");
            var month = status(Window.MONTH, 40);
            assertEquals(Optional.empty(), Forecasts.band(store.ledger(), month, false, forecast, NOON));
        }
    }

    @Test
    void anUnlockReachesAsFarAsIsUsual() throws Exception {
        Instant today = Instant.parse("2026-11-18T00:00:00Z");
        Path data = dir.resolve("data");
        var ids = new CallId();
        try (LedgerStore store = LedgerStore.open(data, InstantSource.fixed(NOON))) {
            for (Instant at = today.minus(Duration.ofDays(20));
                    at.isBefore(today);
                    at = at.plus(Duration.ofMinutes(6))) {
                store.append(PlainRow.answered(ids.next(at), at), List.of());
            }
            store.ledger().flush();
        }
        try (Router router = Router.open(RouterConfig.of(data).withClock(InstantSource.fixed(NOON)))) {
            var day = status(Window.DAY, 10);
            var halted =
                    new BudgetStatus(
                            day.budget(),
                            day.windowStart(),
                            day.windowEnd(),
                            day.spent(),
                            0,
                            0,
                            20,
                            List.of(),
                            BudgetStatus.State.HALTED,
                            0,
                            NOON);
            assertEquals(25, Forecast.suggestCeiling(halted, NOON), "by today alone");
            // ten calls an hour for the eleven and a half hours left, weighed against today's few
            assertEquals(70, router.suggestCeiling(halted));
        }
    }
}
