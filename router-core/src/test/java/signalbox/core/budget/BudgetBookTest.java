package signalbox.core.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import signalbox.core.budget.Admission.Kind;
import signalbox.core.budget.EscrowStore.LedgerUnavailable;
import signalbox.core.policy.AtLimit;
import signalbox.core.policy.Budget;
import signalbox.core.policy.Measure;
import signalbox.core.policy.Scope;
import signalbox.core.policy.Window;

/// Reserving, settling and releasing on one router that never crashes.
class BudgetBookTest {
    private final FakeStore store = new FakeStore();
    private final LaterTasks later = new LaterTasks();
    private final BudgetBook book = new BudgetBook(store, later);
    private final Cases.Heard heard = new Cases.Heard();

    @BeforeEach
    void listens() {
        book.listener(heard);
    }

    private void budgets(Budget... budgets) {
        book.configure(List.of(budgets), NOON);
    }

    private BudgetStatus day() {
        return book.status("day", NOON);
    }

    @Test
    void aHoldCountsAtOnceAndItsSettlementReplacesIt() throws Exception {
        budgets(daily("day", 100, AtLimit.HALT));
        Admission.Hold hold = granted(book.reserve(ETL, nanos(40), NOON));
        assertEquals(40, day().held());
        assertEquals(60, day().free());

        Settlement settlement = book.settle(hold, nanos(25));
        assertEquals(List.of(new Charge("day", Instant.parse("2026-11-04T00:00:00Z"), 25)), settlement.charges());
        assertFalse(settlement.overrun());
        assertEquals(25, day().spent());
        assertEquals(0, day().held());
    }

    @Test
    void theHoldsOnABudgetAreListedLargestFirstUntilTheyEnd() throws Exception {
        budgets(daily("day", 1000, AtLimit.HALT));
        var holds = new ArrayList<Admission.Hold>();
        for (long call : new long[] {20, 50, 10, 40, 30}) {
            Instant since = NOON.plusSeconds(call);
            holds.add(granted(book.reserveFirst(call, ETL, List.of(nanos(call)), since)));
        }
        OpenHolds open = book.holds("day", 2, NOON);
        assertEquals(List.of(50L, 40L), open.largest().stream().map(OpenHolds.OpenHold::amount).toList());
        assertEquals(new OpenHolds.OpenHold(50, ETL, 50, NOON.plusSeconds(50)), open.largest().getFirst());
        assertEquals(3, open.more());
        assertEquals(60, open.moreAmount());

        book.settle(holds.get(1), nanos(5));
        book.release(holds.get(0));
        book.release(holds.get(0));
        open = book.holds("day", 50, NOON);
        assertEquals(List.of(40L, 30L, 10L), open.largest().stream().map(OpenHolds.OpenHold::call).toList());
        assertEquals(0, open.more());
        holds.forEach(book::release);
        assertEquals(OpenHolds.NONE, book.holds("day", 50, NOON));
    }

    @Test
    void settlingTwiceChargesOnceAndSaysTheSame() throws Exception {
        budgets(daily("day", 100, AtLimit.HALT));
        Admission.Hold hold = granted(book.reserve(ETL, nanos(40), NOON));
        Settlement first = book.settle(hold, nanos(25));
        assertEquals(first, book.settle(hold, nanos(33)));
        book.release(hold);
        assertEquals(25, day().spent());
        assertEquals(0, day().held());
    }

    @Test
    void aReleasedHoldCostsNothingHoweverOftenItIsReleased() throws Exception {
        budgets(daily("day", 100, AtLimit.HALT));
        Admission.Hold hold = granted(book.reserve(ETL, nanos(40), NOON));
        book.release(hold);
        book.release(hold);
        assertEquals(List.of(), book.settle(hold, nanos(10)).charges());
        assertEquals(0, day().spent());
        assertEquals(0, day().held());
    }

    @Test
    void theCapIsReachedExactlyAndNotPassedByOne() throws Exception {
        budgets(daily("day", 100, AtLimit.HALT));
        book.settle(granted(book.reserve(ETL, nanos(99), NOON)), nanos(99));
        Admission.Hold last = granted(book.reserve(ETL, nanos(1), NOON));
        assertEquals(Kind.BUSY, refused(book.reserve(ETL, nanos(1), NOON)).kind());
        book.settle(last, nanos(1));
        assertEquals(Kind.HALTED, refused(book.reserve(ETL, nanos(1), NOON)).kind());
        assertEquals(100, day().spent());
        assertEquals(2, day().refused());
    }

    @Test
    void aCallThatIsRefusedAtSeveralTargetsCountsOnce() throws Exception {
        budgets(daily("day", 100, AtLimit.HALT));
        for (long call : new long[] {7, 8, 7, 8, 9}) {
            refused(book.reserveFirst(call, ETL, List.of(nanos(101)), NOON));
        }
        assertEquals(3, day().refused());
    }

    @Test
    void holdsInFlightMakeACallWaitButHaltNothing() throws Exception {
        budgets(daily("day", 100, AtLimit.HALT));
        Admission.Hold hold = granted(book.reserve(ETL, nanos(90), NOON));
        Admission.Refused busy = refused(book.reserve(ETL, nanos(20), NOON));
        assertEquals(Kind.BUSY, busy.kind());
        assertEquals(NOON.plusSeconds(1), busy.retryAt());
        book.settle(hold, nanos(10));
        assertInstanceOf(Admission.Granted.class, book.reserve(ETL, nanos(20), NOON));
    }

    @Test
    void aCallLargerThanTheWholeCapIsRefusedButHaltsNothing() throws Exception {
        budgets(daily("day", 100, AtLimit.HALT));
        Admission.Refused refused = refused(book.reserve(ETL, nanos(101), NOON));
        assertEquals(Kind.TOO_LARGE, refused.kind());
        assertEquals(101, refused.asked());
        assertInstanceOf(Admission.Granted.class, book.reserve(ETL, nanos(100), NOON));
    }

    @Test
    void aHaltRefusesEvenWhatWouldFitUntilTheWindowEnds() throws Exception {
        budgets(daily("day", 100, AtLimit.HALT));
        book.settle(granted(book.reserve(ETL, nanos(60), NOON)), nanos(60));
        assertEquals(Kind.HALTED, refused(book.reserve(ETL, nanos(50), NOON)).kind());
        Admission.Refused small = refused(book.reserve(ETL, nanos(1), NOON.plusSeconds(5)));
        assertEquals(Kind.HALTED, small.kind());
        assertEquals(MIDNIGHT, small.retryAt());
        assertEquals(NOON, small.status().haltedSince());
        assertInstanceOf(Admission.Granted.class, book.reserve(ETL, nanos(50), MIDNIGHT));
        assertEquals(List.of("halted day by etl", "resumed day"), heard.events);
    }

    @Test
    void freeModelsGoOnAtAMoneyCapButNotAtATokenCap() throws Exception {
        budgets(daily("day", 100, AtLimit.HALT));
        book.settle(granted(book.reserve(ETL, nanos(100), NOON)), nanos(100));
        refused(book.reserve(ETL, nanos(1), NOON));
        assertInstanceOf(Admission.Granted.class, book.reserve(ETL, new Bound(5000, 0), NOON));

        budgets(Cases.of("tokens", new Scope.Everything(), Measure.TOKENS, 100));
        book.settle(granted(book.reserve(ETL, new Bound(100, 0), NOON)), new Bound(100, 0));
        assertEquals(Kind.HALTED, refused(book.reserve(ETL, new Bound(1, 0), NOON)).kind());
    }

    @Test
    void callsAreCountedWhenDispatchedWhateverTheyCost() throws Exception {
        budgets(Cases.of("calls", new Scope.Everything(), Measure.CALLS, 2));
        book.settle(granted(book.reserve(ETL, Bound.NOTHING, NOON)), Bound.NOTHING);
        book.release(granted(book.reserve(ETL, Bound.NOTHING, NOON)));
        book.settle(granted(book.reserve(ETL, nanos(7), NOON)), nanos(7));
        assertEquals(2, book.status("calls", NOON).spent());
        assertEquals(Bound.NOTHING, book.headroom(ETL, NOON));
        assertEquals(Kind.HALTED, refused(book.reserve(ETL, Bound.NOTHING, NOON)).kind());
    }

    @Test
    void takesFromEveryMatchingBudgetOrFromNone() throws Exception {
        budgets(
                daily("day", 1000, AtLimit.HALT),
                Cases.of("mine", new Scope.OfWorkload("etl"), Measure.MONEY, 50),
                Cases.of("other", new Scope.OfWorkload("chat"), Measure.MONEY, 1),
                Cases.of("team", new Scope.OfTeam("data"), Measure.MONEY, 500),
                Cases.of("key", new Scope.OfKey("etl-key"), Measure.TOKENS, 500),
                Cases.of("acme", new Scope.OfProvider("acme"), Measure.MONEY, 500),
                Cases.of("large", new Scope.OfModel("acme", "large"), Measure.MONEY, 500));
        assertEquals("mine", refused(book.reserve(ETL, nanos(60), NOON)).status().budget().name());
        assertTrue(book.statuses(NOON).stream().allMatch(status -> status.held() == 0));

        Admission.Hold hold = granted(book.reserve(ETL, new Bound(400, 50), NOON));
        assertEquals(
                List.of(50L, 50L, 0L, 50L, 400L, 50L, 50L),
                book.statuses(NOON).stream().map(BudgetStatus::held).toList());
        assertEquals(6, book.settle(hold, new Bound(400, 50)).charges().size());
        assertEquals(new Bound(100, 0), book.headroom(ETL, NOON));
    }

    @Test
    void aCallThatWouldNotBeServedAnywayHaltsNobody() throws Exception {
        budgets(daily("day", 100, AtLimit.HALT), Cases.of("small", new Scope.OfWorkload("etl"), Measure.MONEY, 10));
        book.settle(granted(book.reserve(new Subject("chat", "k", "", "acme", "m"), nanos(95), NOON)), nanos(95));
        assertEquals(Kind.TOO_LARGE, refused(book.reserve(ETL, nanos(20), NOON)).kind());
        assertEquals(BudgetStatus.State.SOFT, day().state());
    }

    @Test
    void anOverrunIsChargedInFullAndReported() throws Exception {
        budgets(daily("day", 100, AtLimit.HALT));
        Settlement settlement = book.settle(granted(book.reserve(ETL, nanos(40), NOON)), nanos(160));
        assertTrue(settlement.overrun());
        assertEquals(160, day().spent());
        assertTrue(store.moved("day") >= 160, "the excess is durable before the row is written");
        assertEquals(Kind.HALTED, refused(book.reserve(ETL, nanos(1), NOON)).kind());
    }

    @Test
    void aBudgetThatOnlyWarnsLetsCallsThroughAndSaysSoOnce() throws Exception {
        budgets(daily("day", 100, AtLimit.WARN));
        for (int i = 0; i < 5; i++) {
            book.settle(granted(book.reserve(ETL, nanos(40), NOON)), nanos(40));
        }
        assertEquals(200, day().spent());
        assertEquals(List.of("warning day 80", "warning day 100"), heard.events);
        assertEquals(Long.MAX_VALUE, book.headroom(ETL, NOON).nanos());
    }

    @Test
    void aBudgetThatDowngradesAsksForCheaperCallsUntilTheyFit() throws Exception {
        budgets(daily("day", 100, AtLimit.DOWNGRADE));
        book.settle(granted(book.reserve(ETL, nanos(70), NOON)), nanos(70));
        assertEquals(Kind.DOWNGRADE, refused(book.reserve(ETL, nanos(40), NOON)).kind());
        assertEquals(BudgetStatus.State.DOWNGRADED, day().state());
        assertInstanceOf(Admission.Granted.class, book.reserve(ETL, nanos(20), NOON));
        assertInstanceOf(Admission.Granted.class, book.reserve(ETL, new Bound(9, 0), NOON));
        assertEquals(List.of("warning day 100", "warning day 80"), heard.events);
    }

    @Test
    void aStreamOverMidnightIsChargedToTheDayItStartedIn() throws Exception {
        budgets(daily("day", 100, AtLimit.HALT));
        Admission.Hold hold = granted(book.reserve(ETL, nanos(60), MIDNIGHT.minusMillis(1)));
        granted(book.reserve(ETL, nanos(100), MIDNIGHT));
        Charge charge = book.settle(hold, nanos(60)).charges().getFirst();
        assertEquals(Instant.parse("2026-11-04T00:00:00Z"), charge.window());
        assertEquals(0, book.status("day", MIDNIGHT).spent());
    }

    @Test
    void aClockThatStepsBackDoesNotReopenADay() throws Exception {
        budgets(daily("day", 100, AtLimit.HALT));
        granted(book.reserve(ETL, nanos(100), NOON));
        granted(book.reserve(ETL, nanos(100), MIDNIGHT));
        Admission.Refused refused = refused(book.reserve(ETL, nanos(100), MIDNIGHT.minusSeconds(1)));
        assertEquals(Kind.BUSY, refused.kind());
        assertEquals(MIDNIGHT, refused.status().windowStart());
    }

    @Test
    void nothingIsHeldWhenTheStoreCannotWrite() throws Exception {
        budgets(daily("day", 100, AtLimit.HALT));
        store.failing = true;
        assertThrows(LedgerUnavailable.class, () -> book.reserve(ETL, nanos(10), NOON));
        assertEquals(0, day().held());
        store.failing = false;
        granted(book.reserve(ETL, nanos(100), NOON));
    }

    @Test
    void absurdCapsAndBoundsDoNotOverflow() throws Exception {
        var lifetime =
                new Budget(
                        "day",
                        new Scope.Everything(),
                        Measure.MONEY,
                        Long.MAX_VALUE,
                        Window.LIFETIME,
                        ZoneOffset.UTC,
                        List.of(80),
                        AtLimit.HALT);
        budgets(lifetime);
        Admission.Hold huge = granted(book.reserve(ETL, nanos(Long.MAX_VALUE - 5), NOON));
        assertEquals(Kind.BUSY, refused(book.reserve(ETL, nanos(6), NOON)).kind());
        granted(book.reserve(ETL, nanos(5), NOON));
        book.bump(new Bump("day", Long.MAX_VALUE, Instant.EPOCH, WindowSpan.NEVER, Bump.Kind.RAISE, "ann", ""), NOON);
        assertEquals(Long.MAX_VALUE, day().cap());
        book.settle(huge, nanos(Long.MAX_VALUE));
        assertEquals(Long.MAX_VALUE, day().spent());
        assertEquals(0, day().free());
        refused(book.reserve(ETL, nanos(1), NOON));
    }

    @Test
    void negativeAmountsAndForeignHoldsAreMistakesOfTheCaller() throws Exception {
        budgets(daily("day", 100, AtLimit.HALT));
        assertThrows(IllegalArgumentException.class, () -> book.reserve(ETL, new Bound(-1, 0), NOON));
        Admission.Hold hold = granted(book.reserve(ETL, nanos(1), NOON));
        assertThrows(IllegalArgumentException.class, () -> book.settle(hold, new Bound(0, -1)));
        var other = new BudgetBook(store, later);
        assertThrows(IllegalArgumentException.class, () -> other.release(hold));
        assertThrows(IllegalArgumentException.class, () -> book.status("nobody", NOON));
    }

    @Test
    void theFirstOfSeveralThatFitsIsHeldAndARefusalIsAboutTheLeast() throws Exception {
        budgets(daily("day", 50, AtLimit.HALT));
        var seen = book.headroom(ETL, NOON);
        granted(book.reserve(ETL, nanos(20), NOON));
        Admission.Hold fits =
                granted(
                        book.reserveFirst(
                                0,
                                ETL,
                                List.of(nanos(100), nanos(seen.nanos()), nanos(25), nanos(12), nanos(5)),
                                NOON));
        assertEquals(nanos(25), fits.bound(), "another call took some of what was seen to be free");
        Admission.Refused refused = refused(book.reserveFirst(0, ETL, List.of(nanos(40), nanos(6)), NOON));
        assertEquals(6, refused.asked());
        assertEquals(1, refused.status().refused(), "one call, one refusal");
    }
}
