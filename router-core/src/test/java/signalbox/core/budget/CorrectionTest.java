package signalbox.core.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static signalbox.core.budget.Cases.ETL;
import static signalbox.core.budget.Cases.MIDNIGHT;
import static signalbox.core.budget.Cases.NOON;
import static signalbox.core.budget.Cases.daily;
import static signalbox.core.budget.Cases.granted;
import static signalbox.core.budget.Cases.nanos;
import static signalbox.core.budget.Cases.refused;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import signalbox.core.policy.AtLimit;

/// Charges that are corrected after they were settled.
class CorrectionTest {
    private static final Instant TODAY = Instant.parse("2026-11-04T00:00:00Z");

    private final FakeStore store = new FakeStore();
    private final LaterTasks later = new LaterTasks();
    private final BudgetBook book = new BudgetBook(store, later);
    private final Cases.Heard heard = new Cases.Heard();

    @BeforeEach
    void spendAlmostAll() throws Exception {
        book.listener(heard);
        book.configure(List.of(daily("day", 1000, AtLimit.HALT)), NOON);
        book.settle(granted(book.reserve(ETL, nanos(900), NOON)), nanos(900));
    }

    /// As the caller of the book does it: what is added is in escrow before the book hears of it.
    private List<Charge> correct(long amount) throws Exception {
        if (amount > 0) {
            store.move(List.of(new EscrowStore.Movement("day", TODAY, amount)));
        }
        return book.adjust(List.of(new Charge("day", TODAY, amount)), NOON);
    }

    private void rest() {
        later.advance(Duration.ofMinutes(1));
    }

    @Test
    void whatIsGivenBackCanBeSpentAgainAndEndsTheHalt() throws Exception {
        refused(book.reserve(ETL, nanos(500), NOON));
        assertEquals(List.of(), correct(-600));
        assertEquals(300, book.status("day", NOON).spent());
        granted(book.reserve(ETL, nanos(700), NOON));
        assertEquals(List.of("warning day 80", "halted day by etl", "resumed day"), heard.events);
    }

    @Test
    void whatIsAddedCountsAgainstTheCapAndIsCoveredByEscrow() throws Exception {
        assertEquals(List.of(), correct(300));
        rest();
        assertEquals(1200, book.status("day", NOON).spent());
        assertEquals(1200, store.moved("day"), "what was moved with the correction is not moved again");
        refused(book.reserve(ETL, nanos(1), NOON));
    }

    @Test
    void escrowOfWhatWasGivenBackReturns() throws Exception {
        correct(-600);
        rest();
        assertEquals(300, store.moved("day"));
    }

    @Test
    void aWindowThatIsOverIsLeftToTheCaller() {
        rest();
        book.statuses(MIDNIGHT);
        var today = new Charge("day", MIDNIGHT, 5);
        var unknown = new Charge("day", TODAY.minusSeconds(86_400), -5);
        var nobodys = new Charge("gone", TODAY, -5);
        assertEquals(List.of(unknown, nobodys), book.adjust(List.of(today, unknown, nobodys), MIDNIGHT));
        assertEquals(5, book.status("day", MIDNIGHT).spent());
    }
}
