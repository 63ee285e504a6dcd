package signalbox.app.preferences;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import signalbox.app.live.Background;
import signalbox.app.preferences.History.Counted;
import signalbox.app.preferences.History.Part;
import signalbox.app.testing.FakeRouter;
import signalbox.app.testing.SampleCalls;
import signalbox.app.testing.SampleDay;
import signalbox.core.RouterEvent;
import signalbox.core.RouterException;
import signalbox.core.ledger.CallRow;

class HistoryTest {
    private final FakeRouter router = new FakeRouter();
    private final List<Exception> failures = new ArrayList<>();
    private Instant now = SampleDay.NOW;
    private final History history = new History(router, new Background(Runnable::run, Runnable::run), () -> now, "ana");

    private void call(long id, int daysAgo) {
        router.emit(
                new RouterEvent.CallFinished(
                        SampleCalls.call(id, 0, Duration.ofDays(daysAgo), CallRow.Outcome.ANSWERED, 1_000)));
    }

    @Test
    void countsAndDeletesByAge() {
        call(1, 100);
        call(2, 89);
        call(3, 31);
        call(4, 1);
        var counted = new ArrayList<Counted>();
        history.count(counted::add, failures::add);
        assertEquals(
                Map.of(Part.OLDER_THAN_MONTH, 3L, Part.OLDER_THAN_QUARTER, 1L, Part.EVERYTHING, 4L),
                counted.getFirst().calls());
        var deleted = new ArrayList<Long>();
        history.delete(Part.OLDER_THAN_MONTH, counted.getFirst().at(), deleted::add, failures::add);
        assertEquals(List.of(3L), deleted);
        assertEquals(1, router.ledger().callsBefore(SampleDay.NOW));
        assertEquals(List.of(), failures);
    }

    @Test
    void whatCameAfterTheCountStays() {
        call(1, 1);
        var counted = new ArrayList<Counted>();
        history.count(counted::add, failures::add);
        now = SampleDay.NOW.plusSeconds(60);
        router.emit(
                new RouterEvent.CallFinished(
                        SampleCalls.call(2, 0, Duration.ofSeconds(-30), CallRow.Outcome.ANSWERED, 1_000)));
        var deleted = new ArrayList<Long>();
        history.delete(Part.EVERYTHING, counted.getFirst().at(), deleted::add, failures::add);
        assertEquals(List.of(counted.getFirst().calls(Part.EVERYTHING)), deleted);
        assertEquals(1, router.ledger().callsBefore(now));
    }

    @Test
    void whatCannotBeDeletedIsSaid() {
        router.failNext(new RouterException("retention_unwritable", "The disk is full."));
        history.delete(Part.EVERYTHING, now, deleted -> {}, failures::add);
        assertEquals("The disk is full.", failures.getFirst().getMessage());
    }
}
