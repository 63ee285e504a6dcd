package signalbox.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.budget.Admission;
import signalbox.core.budget.Bound;
import signalbox.core.budget.Charge;
import signalbox.core.budget.Settlement;
import signalbox.core.budget.Subject;
import signalbox.core.budget.WindowClock;
import signalbox.core.ledger.BudgetWindow.Kind;
import signalbox.core.ledger.CallId;
import signalbox.core.ledger.CallRow;
import signalbox.core.ledger.JournalRecord;
import signalbox.core.ledger.Ledger;
import signalbox.core.ledger.LedgerStore;
import signalbox.core.policy.AtLimit;
import signalbox.core.policy.Budget;
import signalbox.core.policy.Measure;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Scope;
import signalbox.core.policy.Window;

/// Counters against rows, over a real journal and database.
class BudgetAuditTest {
    private static final Instant NOON = Instant.parse("2026-11-04T12:00:00Z");
    private static final Instant TODAY = Instant.parse("2026-11-04T00:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOON);
    private static final Budget DAY =
            new Budget(
                    "day",
                    new Scope.Everything(),
                    Measure.MONEY,
                    1_000_000,
                    Window.DAY,
                    ZoneOffset.UTC,
                    List.of(80),
                    AtLimit.HALT);

    @TempDir Path dir;

    private final List<String> incidents = new ArrayList<>();
    private final CallId ids = new CallId();
    private LedgerStore store;
    private Books books;
    private BudgetAudit audit;
    private int inFlight;

    @BeforeEach
    void open() throws Exception {
        store = LedgerStore.open(dir, CLOCK);
        books = new Books(store.journal(), store.recovered(), List.of(DAY), CLOCK, WindowClock.BELIEVING, event -> {});
        audit = new BudgetAudit(books, store.ledger(), new Told(), () -> inFlight);
    }

    @AfterEach
    void close() {
        books.closeOut();
        books.close();
        store.close();
    }

    private final class Told implements Engine.Ledgering {
        @Override
        public boolean healthy() {
            return true;
        }

        @Override
        public int keep(CallRow row, List<Charge> charges) {
            return -1;
        }

        @Override
        public void finished(CallRow row, List<Charge> charges, int kept) {
            store.append(row, Books.charges(charges, row.practice()));
            books.of(row.practice()).recorded(charges);
        }

        @Override
        public void incident(String code, String message, Throwable cause) {
            incidents.add(code + ": " + message);
        }

        @Override
        public void providerHealth(String provider, String why) {}
    }

    private Settlement settle(long nanos) throws Exception {
        var subject = new Subject("w", "k", "", "p", "m");
        var bound = new Bound(nanos, nanos);
        if (books.of(false).reserve(subject, bound, NOON) instanceof Admission.Granted(Admission.Hold hold)) {
            return books.of(false).settle(hold, bound);
        }
        throw new AssertionError("not granted");
    }

    private long call(long nanos) throws Exception {
        long id = ids.next(NOON);
        new Told().finished(PlainRow.answered(id, NOON), settle(nanos).charges(), -1);
        return id;
    }

    private void check() {
        audit.check(Policy.EMPTY);
    }

    @Test
    void countersThatEqualTheRowsAreNoNews() throws Exception {
        for (int i = 0; i < 50; i++) {
            call(100);
            check();
        }
        assertEquals(List.of(), incidents);
    }

    @Test
    void aPlantedDifferenceIsToldOnceUntilItIsGone() throws Exception {
        call(100);
        books.of(false).adjust(List.of(new Charge("day", TODAY, 7)), NOON);
        check();
        call(100);
        check();
        assertEquals(1, incidents.size(), incidents.toString());
        assertTrue(incidents.getFirst().startsWith("ledger_difference: Budget day counts"), incidents.getFirst());
        books.of(false).adjust(List.of(new Charge("day", TODAY, -7)), NOON);
        check();
        books.of(false).adjust(List.of(new Charge("day", TODAY, -3)), NOON);
        check();
        assertEquals(2, incidents.size(), "it came back");
        assertTrue(incidents.getLast().contains("less"), incidents.getLast());
    }

    @Test
    void aRowThatChargesWhatTheCounterDoesNotKnowIsFound() {
        store.append(PlainRow.answered(ids.next(NOON), NOON), List.of(new Charge("day", TODAY, 100)));
        check();
        assertEquals(1, incidents.size());
    }

    @Test
    void aCallThatIsStillRunningIsNoDifferenceButALostRowIs() throws Exception {
        call(100);
        inFlight = 1;
        settle(50);
        check();
        check();
        assertEquals(List.of(), incidents, "its row comes when the call is over");
        inFlight = 0;
        check();
        assertEquals(List.of(), incidents, "one call may be just about to be written");
        check();
        assertEquals(1, incidents.size());
        assertTrue(incidents.getFirst().contains("stands in no row"), incidents.getFirst());
    }

    @Test
    void trafficDuringTheCheckIsNoDifference() throws Exception {
        var stop = new AtomicBoolean();
        var failed = new AtomicBoolean();
        Thread traffic =
                Thread.ofPlatform()
                        .start(() -> {
                            while (!stop.get()) {
                                try {
                                    call(1);
                                } catch (Exception e) {
                                    failed.set(true);
                                    return;
                                }
                            }
                        });
        inFlight = 1;
        for (int i = 0; i < 20; i++) {
            check();
        }
        stop.set(true);
        traffic.join();
        assertEquals(List.of(), incidents);
        assertEquals(false, failed.get());
    }

    @Test
    void anExplanationListsWhatMakesUpTheFigure() throws Exception {
        long first = call(100);
        call(50);
        var entry = new Ledger.AuditEntry(1, NOON, "ann", "Reviewed", "", "", "");
        var correction = List.of(new Charge("day", TODAY, -30));
        store.journal()
                .append(
                        new JournalRecord.Adjusted(
                                JournalRecord.Adjusted.Kind.REVIEWED, first, 0, correction, -30, entry));
        books.of(false).adjust(correction, NOON);
        books.of(false).reserve(new Subject("w", "k", "", "p", "m"), new Bound(500, 500), NOON);

        var explained = audit.explain(Policy.EMPTY, DAY, Optional.empty(), 10, NOON);
        assertEquals(120, explained.ledger().charged());
        assertEquals(2, explained.ledger().calls());
        assertEquals(0, explained.difference());
        assertEquals(
                List.of(Kind.CORRECTION, Kind.CALL, Kind.CALL),
                explained.ledger().newest().stream().map(each -> each.kind()).toList());
        assertEquals(
                List.of(-30L, 50L, 100L), explained.ledger().newest().stream().map(each -> each.amount()).toList());
        var counters = explained.counters().orElseThrow();
        assertEquals(120, counters.spent());
        assertEquals(500, counters.held());
        assertEquals(1, counters.holds());
        assertEquals(counters.moved(), explained.ledger().moved());
        assertEquals(Instant.parse("2026-11-05T00:00:00Z"), explained.windowEnd());
    }

    @Test
    void aPastWindowIsExplainedFromTheRowsAlone() throws Exception {
        Instant yesterday = TODAY.minus(Duration.ofDays(1));
        store.append(PlainRow.answered(ids.next(NOON), NOON), List.of(new Charge("day", yesterday, 77)));
        var explained = audit.explain(Policy.EMPTY, DAY, Optional.of(yesterday.plus(Duration.ofHours(5))), 10, NOON);
        assertEquals(yesterday, explained.windowStart());
        assertEquals(TODAY, explained.windowEnd());
        assertEquals(77, explained.ledger().charged());
        assertEquals(Optional.empty(), explained.counters());
    }
}
