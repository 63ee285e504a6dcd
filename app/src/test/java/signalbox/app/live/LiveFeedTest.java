package signalbox.app.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Platform;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;
import signalbox.app.testing.FakeRouter;
import signalbox.app.testing.SampleCalls;
import signalbox.app.testing.SampleDay;
import signalbox.core.RouterEvent;
import signalbox.core.ledger.CallRow;

class LiveFeedTest {
    private final FakeRouter router = new FakeRouter();
    private final LiveFeed feed = new LiveFeed(router, InstantSource.fixed(SampleDay.NOW));
    private final List<Tick> ticks = new ArrayList<>();

    @BeforeAll
    static void toolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @AfterEach
    void close() {
        feed.close();
        assertEquals(0, router.listeners());
    }

    @Test
    void aFloodOfCallsMakesFewTicksAndLosesNoTotal() {
        feed.on(LiveFeed.Pace.ROWS, ticks::add);
        feed.setShowing(true);
        for (int i = 0; i < 5_000; i++) {
            finish(i);
        }
        until(() -> ticks.stream().mapToLong(tick -> tick.rows().size() + tick.dropped()).sum() == 5_000);
        assertTrue(ticks.size() < 60, "ticks " + ticks.size());
        assertTrue(ticks.stream().allMatch(tick -> tick.rows().size() <= LiveFeed.ROWS_PER_TICK));
        assertEquals(5_000, ticks.getLast().totals().get("support-bot").calls());
        assertEquals(5_000 * 1_000L, ticks.getLast().totals().get("support-bot").nanos());
        assertEquals(LiveFeed.RING, feed.ring().size());
    }

    @Test
    void callsThatAreDeletedLeaveTheRing() {
        finish(1);
        router.emit(new RouterEvent.HistoryDeleted(SampleDay.NOW.plusSeconds(1)));
        assertEquals(List.of(), feed.ring());
        assertEquals(SampleDay.NOW.plusSeconds(1), feed.deleted());
        router.emit(new RouterEvent.HistoryDeleted(SampleDay.NOW.minus(Duration.ofDays(30))));
        assertEquals(SampleDay.NOW.plusSeconds(1), feed.deleted(), "what was deleted first comes back to no list");
    }

    @Test
    void ratesFadeAfterTheLastCallAndThenNothingComes() {
        var now = new AtomicReference<>(SampleDay.NOW);
        try (var fading = new LiveFeed(router, now::get, Duration.ofMillis(20))) {
            fading.on(LiveFeed.Pace.NUMBERS, ticks::add);
            fading.setShowing(true);
            finish(1);
            until(() -> ticks.size() >= 2 && ticks.getLast().lastMinute() == 1);
            now.set(SampleDay.NOW.plusSeconds(61));
            until(() -> ticks.getLast().lastMinute() == 0);
            int heard = ticks.size();
            Awaitility.await().during(Duration.ofMillis(200)).until(() -> ticks.size() == heard);
        }
    }

    @Test
    void whileTheFxThreadIsBusyOneHopIsPendingAtMost() throws Exception {
        feed.on(LiveFeed.Pace.ROWS, ticks::add);
        feed.setShowing(true);
        var go = new CountDownLatch(1);
        Platform.runLater(() -> awaitQuietly(go));
        for (int i = 0; i < 300; i++) {
            finish(i);
        }
        go.countDown();
        until(() -> ticks.stream().mapToLong(tick -> tick.rows().size()).sum() == 300);
        assertTrue(ticks.size() <= 3, "ticks " + ticks.size());
    }

    @Test
    void aHiddenWindowHearsNothingAndCatchesUpWhenShown() {
        feed.on(LiveFeed.Pace.NUMBERS, ticks::add);
        finish(1);
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(List.of(), ticks);
        feed.setShowing(true);
        until(() -> ticks.size() == 1);
        assertEquals(1, ticks.getFirst().totals().get("support-bot").calls());
    }

    @Test
    void chartsHearAtMostTwiceASecondAndTheLastEventAlwaysArrives() {
        feed.on(LiveFeed.Pace.CHARTS, ticks::add);
        feed.setShowing(true);
        long began = System.nanoTime();
        for (int i = 0; i < 200; i++) {
            finish(i);
            WaitForAsyncUtils.waitForFxEvents(1);
        }
        until(() -> !ticks.isEmpty() && ticks.getLast().totals().get("support-bot").calls() == 200);
        long halfSeconds = Duration.ofNanos(System.nanoTime() - began).toMillis() / 500;
        assertTrue(ticks.size() <= halfSeconds + 2, ticks.size() + " ticks in " + halfSeconds + " half seconds");
    }

    @Test
    void practiceSpendIsNeverAddedToRealSpend() {
        feed.on(LiveFeed.Pace.NUMBERS, ticks::add);
        feed.setShowing(true);
        router.emit(new RouterEvent.CallFinished(SampleCalls.practice(1, 5_000)));
        finish(2);
        until(() -> !ticks.isEmpty() && ticks.getLast().totals().get("support-bot").calls() == 2);
        var total = ticks.getLast().totals().get("support-bot");
        assertEquals(1_000, total.nanos());
        assertEquals(5_000, total.practiceNanos());
    }

    private void finish(int sequence) {
        router.emit(
                new RouterEvent.CallFinished(
                        SampleCalls.call(sequence, 0, Duration.ZERO, CallRow.Outcome.ANSWERED, 1_000)));
    }

    private static void until(Callable<Boolean> holds) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> WaitForAsyncUtils.waitFor(5, TimeUnit.SECONDS, WaitForAsyncUtils.asyncFx(holds)));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
