package signalbox.core.budget;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static signalbox.core.budget.Cases.ETL;
import static signalbox.core.budget.Cases.NOON;
import static signalbox.core.budget.Cases.nanos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.core.budget.EscrowStore.LedgerUnavailable;
import signalbox.core.policy.AtLimit;
import signalbox.core.policy.Measure;
import signalbox.core.policy.Scope;

/// Real threads on one book: the cap holds to the nano-dollar, the whole cap can be used, and nothing leaks.
class BudgetStressTest {
    private static final int THREADS = 64;

    private final ScheduledExecutorService background = Executors.newScheduledThreadPool(2);
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final FakeStore store = new FakeStore();
    private final BudgetBook book = new BudgetBook(store, Background.on(background));

    private interface Caller {
        void run(SplittableRandom random) throws Exception;
    }

    @AfterEach
    void stop() {
        callers.shutdownNow();
        background.shutdownNow();
    }

    private void together(int threads, Caller caller) throws Exception {
        var start = new CountDownLatch(1);
        List<Future<Void>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int seed = i;
            running.add(
                    callers.submit(() -> {
                        start.await();
                        caller.run(new SplittableRandom(seed));
                        return null;
                    }));
        }
        start.countDown();
        for (Future<Void> each : running) {
            each.get();
        }
    }

    private void rests(String budget, long spent) {
        await().atMost(Duration.ofSeconds(10)).until(() -> store.moved(budget) == spent);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, THREADS})
    void theCapHoldsAndIsUsedToTheLastUnit(int threads) throws Exception {
        long cap = 200_000;
        book.configure(
                List.of(
                        Cases.daily("warns", 1_000, AtLimit.WARN),
                        Cases.daily("mine", cap, AtLimit.DOWNGRADE),
                        Cases.of("team", new Scope.OfTeam("data"), Measure.MONEY, cap + 5_000)),
                NOON);
        var settled = new AtomicLong();
        together(
                threads,
                random -> {
                    boolean refused = false;
                    while (settled.get() < cap) {
                        long amount = refused ? 1 : 1 + random.nextLong(64);
                        Admission admission = book.reserve(ETL, nanos(amount), NOON);
                        refused = admission instanceof Admission.Refused;
                        if (admission instanceof Admission.Granted(Admission.Hold hold)) {
                            long actual = random.nextLong(amount + 1);
                            settled.addAndGet(amountOn("mine", book.settle(hold, nanos(actual))));
                            book.settle(hold, nanos(amount));
                            book.release(hold);
                        }
                    }
                });
        assertEquals(cap, settled.get());
        for (String budget : List.of("warns", "mine", "team")) {
            assertEquals(cap, book.status(budget, NOON).spent());
            assertEquals(0, book.status(budget, NOON).held());
            rests(budget, cap);
        }
    }

    private static long amountOn(String budget, Settlement settlement) {
        return settlement.charges().stream()
                .filter(charge -> charge.budget().equals(budget))
                .mapToLong(Charge::amount)
                .sum();
    }

    @Test
    void capsOfOneToThreeCallsServeExactlyThatMany() throws Exception {
        for (int round = 0; round < 40; round++) {
            long cap = 10 + round % 21;
            String name = "round-" + round;
            book.configure(List.of(Cases.daily(name, cap, AtLimit.HALT)), NOON);
            var settled = new AtomicLong();
            together(
                    THREADS,
                    random -> {
                        Admission admission = book.reserve(ETL, nanos(10), NOON);
                        while (admission instanceof Admission.Refused(var status, long asked, var kind, var retryAt)
                                && kind == Admission.Kind.BUSY) {
                            admission = book.reserve(ETL, nanos(10), NOON);
                        }
                        if (admission instanceof Admission.Granted(Admission.Hold hold)) {
                            settled.addAndGet(amountOn(name, book.settle(hold, nanos(10))));
                        }
                    });
            assertEquals(cap / 10 * 10, settled.get(), name);
        }
    }

    @Test
    void aFailingStoreAndAChangingPolicyLeaveNothingBehind() throws Exception {
        long cap = 60_000;
        book.configure(List.of(Cases.daily("day", cap, AtLimit.DOWNGRADE)), NOON);
        var settled = new AtomicLong();
        var unserved = new AtomicLong();
        var stop = new AtomicBoolean();
        Future<?> operator =
                callers.submit(() -> {
                    for (int i = 0; !stop.get(); i++) {
                        store.failing = i % 4 == 3;
                        book.configure(List.of(Cases.daily("day", cap - i % 3 * 20_000L, AtLimit.DOWNGRADE)), NOON);
                        Thread.onSpinWait();
                    }
                });
        together(
                THREADS,
                random -> {
                    for (int i = 0; i < 1_000; i++) {
                        long amount = 1 + random.nextLong(200);
                        try {
                            if (book.reserve(ETL, nanos(amount), NOON)
                                    instanceof Admission.Granted(Admission.Hold hold)) {
                                settled.addAndGet(
                                        amountOn("day", book.settle(hold, nanos(random.nextLong(amount + 1)))));
                            }
                        } catch (LedgerUnavailable e) {
                            unserved.incrementAndGet();
                        }
                    }
                });
        stop.set(true);
        operator.get();
        store.failing = false;
        assertTrue(settled.get() <= cap, "settled " + settled);
        assertEquals(settled.get(), book.status("day", NOON).spent());
        assertEquals(0, book.status("day", NOON).held());
        rests("day", settled.get());
    }

    /// The same callers against the mistake that gateways ship: look, call, then write down.
    @Test
    void theSameCallersCatchCheckThenAct() throws Exception {
        long cap = 10;
        for (int round = 0; round < 2_000; round++) {
            var spent = new AtomicLong();
            together(
                    8,
                    random -> {
                        if (spent.get() + 10 <= cap) {
                            Thread.yield();
                            spent.addAndGet(10);
                        }
                    });
            if (spent.get() > cap) {
                return;
            }
        }
        throw new AssertionError("the callers never met");
    }
}
