package signalbox.core.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static signalbox.core.budget.Cases.ETL;
import static signalbox.core.budget.Cases.MIDNIGHT;
import static signalbox.core.budget.Cases.NOON;
import static signalbox.core.budget.Cases.daily;
import static signalbox.core.budget.Cases.granted;
import static signalbox.core.budget.Cases.nanos;
import static signalbox.core.budget.Cases.refused;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import signalbox.core.budget.Admission.Kind;
import signalbox.core.budget.EscrowStore.LedgerUnavailable;
import signalbox.core.policy.AtLimit;

/// What is moved when, and what a crash, a failing store and a clean shutdown leave behind.
class EscrowTest {
    private static final Instant TODAY = Instant.parse("2026-11-04T00:00:00Z");

    private final FakeStore store = new FakeStore();
    private final LaterTasks later = new LaterTasks();
    private final BudgetBook book = new BudgetBook(store, later);

    private void cap(long cap) {
        book.configure(List.of(daily("day", cap, AtLimit.HALT)), NOON);
    }

    private BudgetBook restarted(long cap, long spent, Instant haltedSince) {
        var next = new BudgetBook(store, later);
        next.restore(List.of(new Recovered("day", TODAY, spent, store.moved("day"), List.of(), haltedSince)));
        next.configure(List.of(daily("day", cap, AtLimit.HALT)), NOON);
        return next;
    }

    @Test
    void aSliceIsAPercentOfTheCapOrFourCallsAndServesManyCalls() throws Exception {
        cap(10_000);
        granted(book.reserve(ETL, nanos(10), NOON));
        assertEquals(100, store.moved("day"));
        for (int i = 0; i < 9; i++) {
            granted(book.reserve(ETL, nanos(10), NOON));
        }
        assertEquals(1, store.moves(), "ten calls, one movement");
        granted(book.reserve(ETL, nanos(500), NOON));
        assertEquals(2100, store.moved("day"));
    }

    @Test
    void theLastSliceIsWhatIsLeft() throws Exception {
        cap(100);
        granted(book.reserve(ETL, nanos(30), NOON));
        assertEquals(100, store.moved("day"));
        granted(book.reserve(ETL, nanos(70), NOON));
        assertEquals(100, store.moved("day"));
    }

    @Test
    void theNextSliceIsFetchedAheadOfNeed() throws Exception {
        cap(10_000);
        for (int i = 0; i < 9; i++) {
            granted(book.reserve(ETL, nanos(10), NOON));
        }
        assertEquals(100, store.moved("day"));
        later.advance(Duration.ZERO);
        assertEquals(200, store.moved("day"), "10 of 100 were left, less than two calls");
    }

    @Test
    void aRestingBudgetGivesItsSliceBackSoThatAnIdleCrashBurnsNothing() throws Exception {
        cap(10_000);
        book.settle(granted(book.reserve(ETL, nanos(10), NOON)), nanos(7));
        later.advance(Duration.ofMillis(249));
        assertEquals(100, store.moved("day"));
        later.advance(Duration.ofMillis(251));
        assertEquals(7, store.moved("day"));

        assertEquals(0, restarted(10_000, 7, null).status("day", NOON).unreported());
    }

    @Test
    void aBudgetInUseKeepsItsSlice() throws Exception {
        cap(10_000);
        book.settle(granted(book.reserve(ETL, nanos(10), NOON)), nanos(7));
        later.advance(Duration.ofMillis(200));
        Admission.Hold hold = granted(book.reserve(ETL, nanos(10), NOON));
        later.advance(Duration.ofSeconds(10));
        assertEquals(100, store.moved("day"));
        book.release(hold);
        later.advance(Duration.ofSeconds(1));
        assertEquals(7, store.moved("day"));
        assertEquals(0, later.waiting(), "an idle book has nothing left to do");
    }

    @Test
    void aRefusedReturnIsTriedAgain() throws Exception {
        cap(10_000);
        book.release(granted(book.reserve(ETL, nanos(10), NOON)));
        store.failing = true;
        later.advance(Duration.ofSeconds(1));
        store.failing = false;
        int moves = store.moves();
        Admission.Hold hold = granted(book.reserve(ETL, nanos(60), NOON));
        assertEquals(moves, store.moves(), "the slice is still ours");
        book.release(hold);
        later.advance(Duration.ofSeconds(6));
        assertEquals(0, store.moved("day"));
    }

    @Test
    void aCrashLeavesWhatIsUnreportedCountedUntilTheOperatorReleasesIt() throws Exception {
        cap(100);
        book.settle(granted(book.reserve(ETL, nanos(20), NOON)), nanos(20));
        granted(book.reserve(ETL, nanos(30), NOON));

        BudgetBook next = restarted(100, 20, null);
        BudgetStatus status = next.status("day", NOON);
        assertEquals(20, status.spent());
        assertEquals(60, status.unreported());
        assertEquals(20, status.free());
        assertEquals(Kind.HALTED, refused(next.reserve(ETL, nanos(21), NOON)).kind());

        BudgetStatus released = next.releaseUnreported("day", store, NOON);
        assertEquals(0, released.unreported());
        assertEquals(BudgetStatus.State.OK, released.state());
        assertEquals(20, store.moved("day"));
        granted(next.reserve(ETL, nanos(80), NOON));
    }

    @Test
    void aReleaseTheStoreRefusesChangesNothing() throws Exception {
        cap(100);
        granted(book.reserve(ETL, nanos(20), NOON));
        BudgetBook next = restarted(100, 0, null);
        store.failing = true;
        assertThrows(LedgerUnavailable.class, () -> next.releaseUnreported("day", store, NOON));
        assertEquals(80, next.status("day", NOON).unreported());
    }

    @Test
    void aHaltSurvivesARestart() throws Exception {
        cap(100);
        BudgetBook next = restarted(100, 90, NOON.minusSeconds(60));
        BudgetStatus status = next.status("day", NOON);
        assertEquals(BudgetStatus.State.HALTED, status.state());
        assertEquals(NOON.minusSeconds(60), status.haltedSince());
        assertEquals(Kind.HALTED, refused(next.reserve(ETL, nanos(1), NOON)).kind());
        next.bump(new Bump("day", 10, TODAY, MIDNIGHT, Bump.Kind.UNLOCK, "ann", ""), NOON);
        granted(next.reserve(ETL, nanos(15), NOON));
    }

    @Test
    void aRestartInAnEarlierHourKeepsTheLaterWindow() throws Exception {
        cap(100);
        var next = new BudgetBook(store, later);
        next.restore(
                List.of(
                        new Recovered("day", TODAY, 100, 100, List.of(), null),
                        new Recovered("day", MIDNIGHT, 70, 70, List.of(), null)));
        next.configure(List.of(daily("day", 100, AtLimit.HALT)), NOON);
        assertEquals(MIDNIGHT, next.status("day", NOON).windowStart());
        assertEquals(30, next.status("day", NOON).free());
    }

    @Test
    void aCleanShutdownReturnsEverythingOfEveryWindowAndServesNoMore() throws Exception {
        cap(100);
        book.settle(granted(book.reserve(ETL, nanos(20), NOON)), nanos(15));
        book.settle(granted(book.reserve(ETL, nanos(20), MIDNIGHT)), nanos(5));
        book.closeOut();
        assertEquals(20, store.moved("day"));
        assertThrows(LedgerUnavailable.class, () -> book.reserve(ETL, nanos(1), MIDNIGHT));
        later.advance(Duration.ofSeconds(9));
        assertEquals(20, store.moved("day"));
    }

    @Test
    void anOverrunTheStoreCouldNotTakeIsMovedWithTheNextCall() throws Exception {
        cap(1000);
        Admission.Hold hold = granted(book.reserve(ETL, nanos(10), NOON));
        store.failing = true;
        book.settle(hold, nanos(400));
        store.failing = false;
        granted(book.reserve(ETL, nanos(10), NOON));
        assertTrue(store.moved("day") >= 410, "moved " + store.moved("day"));
    }

    @Test
    void refusalsNeverDependOnSlices() throws Exception {
        cap(1000);
        var holds = new ArrayList<Admission.Hold>();
        for (int i = 0; i < 1000; i++) {
            holds.add(granted(book.reserve(ETL, nanos(1), NOON)));
        }
        assertInstanceOf(Admission.Refused.class, book.reserve(ETL, nanos(1), NOON));
        holds.forEach(book::release);
        later.advance(Duration.ofSeconds(1));
        assertEquals(0, store.moved("day"));
    }
}
