package signalbox.app.overview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import signalbox.app.testing.FakeLedger;
import signalbox.app.testing.FakeRouter;
import signalbox.app.testing.SampleCalls;
import signalbox.app.testing.SampleDay;
import signalbox.app.testing.SamplePolicy;
import signalbox.app.text.Times;
import signalbox.core.ledger.CallRow;
import signalbox.core.policy.Window;

/// The overview's figures: real and practice apart, and forecasts that know what is usual.
class FactsReaderTest {
    @Test
    void latencyAndRefusalsAreOfTheViewThatIsShown() {
        var router = new FakeRouter().policy(SamplePolicy.policy());
        router.ledger().add(SampleCalls.practice(1, 3_170_000_000L));
        router.ledger().add(SampleCalls.call(2, 0, Duration.ZERO, CallRow.Outcome.ANSWERED, 2_050_000_000L));
        router.ledger().add(SampleCalls.call(3, 2, Duration.ZERO, CallRow.Outcome.REFUSED, 0));
        var now = SampleDay.NOW;
        var reader = new FactsReader(router);
        var real = reader.read(Period.FORTNIGHT, false, false, now);
        var practice = reader.read(Period.FORTNIGHT, true, false, now);
        assertEquals("1", real.refused().figure());
        assertEquals("—", practice.refused().figure());
        assertEquals(latency(router, false), real.latency().figure());
        assertEquals(latency(router, true), practice.latency().figure());
        assertNotEquals(latency(router, true), latency(router, false));
    }

    @Test
    void todayRisesToWhatWasSpentAndCarriesWhatHappened() {
        var router = SampleDay.calm();
        var now = SampleDay.NOW;
        var day = new DayReader(router.ledger(), new Money(router.budgets(), now)).read(false, now).orElseThrow();
        assertEquals(Today.read(router, now).real(), day.total());
        assertEquals(60_000_000_000L, day.cap());
        assertEquals(day.spent().stream().sorted().toList(), day.spent(), "it only rises");
        assertEquals(
                router.ledger().audit(100).stream().filter(entry -> !entry.at().isBefore(day.start())).count(),
                day.marks().size());
    }

    @Test
    void theDaysForecastHasABandAndEachMarkItsEntry() {
        var router = SampleDay.calm();
        var now = SampleDay.NOW;
        var day = new DayReader(router.ledger(), new Money(router.budgets(), now)).read(false, now).orElseThrow();
        var band = day.band().orElseThrow();
        long atEnd = day.atEnd().orElseThrow();
        assertTrue(band.low() >= day.total() && band.low() <= atEnd && atEnd <= band.high(), band + " " + atEnd);
        var entries = router.ledger().audit(100).stream().map(entry -> entry.sequence()).toList();
        assertTrue(entries.containsAll(day.marks().stream().map(mark -> mark.sequence()).toList()));
    }

    @Test
    void aWorkloadCalledOtherIsNotTheRest() {
        var router = new FakeRouter().policy(SamplePolicy.policy());
        var hour = SampleDay.NOW.truncatedTo(ChronoUnit.HOURS).minus(1, ChronoUnit.HOURS);
        for (int i = 1; i <= 8; i++) {
            String workload = i == 8 ? "other" : "w" + i;
            router.ledger().add(new FakeLedger.Past(hour, workload, "openai/gpt-5.4", false, 1, i * 1_000_000_000L));
        }
        var charts = new FactsReader(router).read(Period.FORTNIGHT, false, false, SampleDay.NOW).charts();
        var sums =
                charts.spend().series().stream().map(one -> one.color() + " " + one.total() / 1_000_000_000L).toList();
        assertEquals(List.of("1 8", "2 7", "3 6", "4 5", "5 4", "6 3", "0 3"), sums);
    }

    @Test
    void everyChartOfAPeriodIsAboutTheSameCalls() {
        var router = SampleDay.calm();
        var facts = new FactsReader(router).read(Period.FORTNIGHT, false, true, SampleDay.NOW);
        var charts = facts.charts();
        assertEquals(charts.spend().buckets(), charts.latency().buckets());
        assertEquals(14, charts.latency().points().size());
        assertTrue(charts.latency().points().stream().allMatch(point -> point.p50() <= point.p95()));
        long spent = charts.mix().bars().stream().mapToLong(bar -> bar.nanos()).sum();
        assertEquals(charts.spend().total(), spent);
        assertTrue(charts.mix().bars().size() <= 7);
        assertTrue(charts.mix().bars().stream().noneMatch(bar -> bar.name().startsWith("none")));
        assertEquals(
                charts.spend().before(), charts.spend().series().stream().mapToLong(series -> series.before()).sum());
        assertTrue(
                new FactsReader(router).read(Period.DAY, false, false, SampleDay.NOW).charts().spend().before() == 0);
    }

    @Test
    void withoutACapThereIsNoLineToMeasureTodayBy() {
        var router = new FakeRouter().policy(SamplePolicy.policy());
        router.ledger().add(SampleCalls.call(2, 0, Duration.ZERO, CallRow.Outcome.ANSWERED, 2_050_000_000L));
        var money = new Money(List.of(), SampleDay.NOW);
        assertEquals(Optional.empty(), new DayReader(router.ledger(), money).read(false, SampleDay.NOW));
    }

    private static String latency(FakeRouter router, boolean practice) {
        var millis = router.ledger().latencyMillis(Instant.EPOCH, Instant.MAX, 95, practice);
        return Times.latency(Duration.ofMillis(millis.orElseThrow()));
    }

    @Test
    void theDaysForecastKnowsWhatIsUsual() {
        var router = SampleDay.calm();
        var now = SampleDay.NOW;
        var today = Today.read(router, now);
        var money = new Money(router.budgets(), now);
        var midnight = now.truncatedTo(ChronoUnit.DAYS);
        var tomorrow = midnight.plus(1, ChronoUnit.DAYS);
        var nothing = new FakeRouter().ledger();
        var bare = money.forecast(nothing, Window.DAY, today.real(), midnight, tomorrow, false);
        var usual = money.forecast(router.ledger(), Window.DAY, today.real(), midnight, tomorrow, false);
        assertNotEquals(bare, usual, "history changes the forecast");
        assertEquals(usual.pace(), today.pace());
    }
}
