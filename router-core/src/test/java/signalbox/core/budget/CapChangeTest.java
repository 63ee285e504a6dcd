package signalbox.core.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static signalbox.core.budget.Cases.ETL;
import static signalbox.core.budget.Cases.MIDNIGHT;
import static signalbox.core.budget.Cases.NOON;
import static signalbox.core.budget.Cases.daily;
import static signalbox.core.budget.Cases.granted;
import static signalbox.core.budget.Cases.nanos;
import static signalbox.core.budget.Cases.refused;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import signalbox.core.budget.Admission.Kind;
import signalbox.core.budget.BudgetStatus.State;
import signalbox.core.policy.AtLimit;
import signalbox.core.policy.Budget;
import signalbox.core.policy.Measure;
import signalbox.core.policy.Scope;
import signalbox.core.policy.Window;

/// Unlock, raise, undo, warnings and policy changes while money is being spent.
class CapChangeTest {
    private static final Instant TODAY = Instant.parse("2026-11-04T00:00:00Z");

    private final FakeStore store = new FakeStore();
    private final LaterTasks later = new LaterTasks();
    private final BudgetBook book = new BudgetBook(store, later);
    private final Cases.Heard heard = new Cases.Heard();

    @BeforeEach
    void oneBudget() {
        book.listener(heard);
        configure(daily("day", 100, AtLimit.HALT));
    }

    private void configure(Budget... budgets) {
        book.configure(List.of(budgets), NOON);
    }

    private BudgetStatus day() {
        return book.status("day", NOON);
    }

    private void spend(long amount) throws Exception {
        book.settle(granted(book.reserve(ETL, nanos(amount), NOON)), nanos(amount));
    }

    private void halt() throws Exception {
        refused(book.reserve(ETL, nanos(day().free() + 1), NOON));
        assertEquals(State.HALTED, day().state());
    }

    @Test
    void theSameZoneByAnotherNameForgetsNothingThatWasSpent() throws Exception {
        spend(60);
        var before = daily("day", 50, AtLimit.HALT);
        configure(
                new Budget(
                        "day",
                        before.scope(),
                        before.measure(),
                        50,
                        before.window(),
                        ZoneId.of("UTC"),
                        before.warnAtPercent(),
                        before.atLimit()));
        assertEquals(60, day().spent());
        assertEquals(Kind.HALTED, refused(book.reserve(ETL, nanos(1), NOON)).kind());
    }

    private BudgetStatus bump(long amount) {
        return book.bump(new Bump("day", amount, TODAY, MIDNIGHT, Bump.Kind.UNLOCK, "ann", "run on"), NOON);
    }

    @Test
    void anUnlockLiftsTheCapUntilTheWindowEnds() throws Exception {
        spend(95);
        halt();
        BudgetStatus lifted = bump(20);
        assertEquals(120, lifted.cap());
        assertEquals(State.OK, lifted.state(), "95 is 79 % of 120");
        spend(25);
        halt();
        assertEquals(100, book.status("day", MIDNIGHT).cap());
        assertEquals(List.of(), book.status("day", MIDNIGHT).bumps());
        assertEquals(
                List.of(
                        "warning day 80",
                        "halted day by etl",
                        "resumed day",
                        "warning day 80",
                        "halted day by etl",
                        "resumed day"),
                heard.events);
    }

    @Test
    void takingAnUnlockBackBringsTheHaltBack() throws Exception {
        spend(95);
        halt();
        bump(20);
        BudgetStatus back = book.withdraw("day", NOON.plusSeconds(9));
        assertEquals(State.HALTED, back.state());
        assertEquals(NOON, back.haltedSince(), "the halt it undid, not a new one");
        assertEquals(100, back.cap());
        assertEquals(Kind.HALTED, refused(book.reserve(ETL, nanos(1), NOON)).kind());
    }

    @Test
    void aBumpWithoutRoomEndsNoHaltAndOneForAnotherWindowDoesNothing() throws Exception {
        book.settle(granted(book.reserve(ETL, nanos(50), NOON)), nanos(150));
        refused(book.reserve(ETL, nanos(1), NOON));
        assertEquals(State.HALTED, bump(50).state());
        assertEquals(State.SOFT, bump(1).state());
        book.bump(new Bump("day", 99, MIDNIGHT, MIDNIGHT, Bump.Kind.RAISE, "ann", ""), NOON);
        assertEquals(151, day().cap());
        assertThrows(
                IllegalArgumentException.class,
                () -> book.bump(new Bump("none", 1, TODAY, MIDNIGHT, Bump.Kind.RAISE, "ann", ""), NOON));
    }

    @Test
    void aRaisedPolicyCapEndsTheHaltAndALoweredOneHaltsNewCalls() throws Exception {
        spend(95);
        halt();
        configure(daily("day", 200, AtLimit.HALT));
        Admission.Hold hold = granted(book.reserve(ETL, nanos(50), NOON));
        configure(daily("day", 120, AtLimit.HALT));
        assertEquals(State.SOFT, day().state(), "95 spent and 50 held of 120: waits for the stream");
        assertEquals(Kind.BUSY, refused(book.reserve(ETL, nanos(10), NOON)).kind());
        configure(daily("day", 90, AtLimit.HALT));
        assertEquals(State.HALTED, day().state());
        assertEquals(50, book.settle(hold, nanos(50)).charges().getFirst().amount());
        assertEquals(145, day().spent());
    }

    @Test
    void anUnrelatedPolicyChangeEndsNoHalt() throws Exception {
        spend(95);
        halt();
        configure(daily("day", 100, AtLimit.HALT), daily("more", 7, AtLimit.HALT));
        configure(daily("day", 99, AtLimit.HALT));
        assertEquals(State.HALTED, day().state());
        configure(daily("day", 99, AtLimit.WARN));
        assertEquals(State.SOFT, day().state());
    }

    @Test
    void aRemovedBudgetStopsCountingAndFindsItsCountersWhenItComesBack() throws Exception {
        spend(60);
        Admission.Hold hold = granted(book.reserve(ETL, nanos(30), NOON));
        configure();
        granted(book.reserve(ETL, nanos(1_000), NOON));
        assertEquals(30, book.settle(hold, nanos(30)).charges().getFirst().amount());
        configure(daily("day", 100, AtLimit.HALT));
        assertEquals(90, day().spent());
        assertEquals(0, day().held());
        configure();
        book.configure(List.of(daily("day", 100, AtLimit.HALT)), MIDNIGHT);
        assertEquals(0, book.status("day", MIDNIGHT).spent());
    }

    @Test
    void aBudgetThatCountsSomethingElseStartsFromNothingInAWindowOfItsOwn() throws Exception {
        spend(60);
        Admission.Hold old = granted(book.reserve(ETL, nanos(30), NOON));
        configure(Cases.of("day", new Scope.Everything(), Measure.TOKENS, 100));
        assertEquals(NOON, day().windowStart());
        assertEquals(MIDNIGHT, day().windowEnd());
        assertEquals(0, day().spent());
        book.settle(old, nanos(30));
        assertEquals(0, day().spent(), "nano-dollars are not tokens");
        configure(daily("day", 100, AtLimit.HALT));
        assertEquals(NOON.plusMillis(1), day().windowStart(), "every start is later than the last");
        later.advance(Duration.ofSeconds(1));
        assertEquals(3, store.all().size(), "a restart finds each start");
    }

    @Test
    void warningsComeOncePerShareAndASettledHoldDoesNotFlapTheState() throws Exception {
        var budget =
                new Budget(
                        "day",
                        new Scope.Everything(),
                        Measure.MONEY,
                        100,
                        Window.DAY,
                        ZoneOffset.UTC,
                        List.of(50, 80, 95),
                        AtLimit.HALT);
        configure(budget);
        spend(47);
        for (int i = 0; i < 5; i++) {
            book.release(granted(book.reserve(ETL, nanos(3), NOON)));
            assertEquals(State.SOFT, day().state(), "47 is within five points of 50");
        }
        Admission.Hold most = granted(book.reserve(ETL, nanos(53), NOON));
        assertEquals(List.of("warning day 50", "warning day 95"), heard.events, "80 and 95 at once: only the higher");
        book.release(most);
        granted(book.reserve(ETL, nanos(40), NOON));
        assertEquals(2, heard.events.size());
    }

    @Test
    void softEndsWhenUseFallsWellBelow() throws Exception {
        spend(10);
        Admission.Hold hold = granted(book.reserve(ETL, nanos(80), NOON));
        assertEquals(State.SOFT, day().state());
        book.release(hold);
        assertEquals(State.OK, day().state());
    }

    /// Rows from, columns to, in the order OK, SOFT, DOWNGRADED, HALTED.
    private static final String[] LEGAL = {
        "yyyy", // from OK
        "yyyy", // from SOFT
        "yyyy", // from DOWNGRADED
        "yy-y", // from HALTED: never to a softer stop, only out of it
    };

    @Test
    void theTableOfStateChangesIsExactlyThis() {
        for (State from : State.values()) {
            for (State to : State.values()) {
                boolean legal = LEGAL[from.ordinal()].charAt(to.ordinal()) == 'y';
                if (legal) {
                    assertEquals(to, StateChange.checked(from, to));
                } else {
                    assertThrows(IllegalStateException.class, () -> StateChange.checked(from, to), from + " to " + to);
                }
            }
        }
    }

    @Test
    void aListenerThatFailsOrCallsBackHarmsNothing() throws Exception {
        book.listener(
                new BudgetListener() {
                    @Override
                    public void halted(BudgetStatus status, String workload, Instant at) {
                        book.bump(new Bump("day", 50, TODAY, MIDNIGHT, Bump.Kind.RAISE, "policy", ""), at);
                        throw new IllegalStateException("a listener's own trouble");
                    }
                });
        spend(95);
        refused(book.reserve(ETL, nanos(10), NOON));
        spend(10);
    }
}
