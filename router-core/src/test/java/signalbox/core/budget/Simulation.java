package signalbox.core.budget;

import static signalbox.core.budget.SimTruth.amount;
import static signalbox.core.budget.SimTruth.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import signalbox.core.budget.Admission.Hold;
import signalbox.core.budget.EscrowStore.LedgerUnavailable;
import signalbox.core.budget.SimTruth.Tally;
import signalbox.core.budget.SimWorld.Crash;
import signalbox.core.budget.SimWorld.Key;
import signalbox.core.policy.AtLimit;
import signalbox.core.policy.Budget;

/// One seeded schedule of everything that can happen to a book. Single-threaded: calls that would run at the same time
/// run nested inside a store's write, and a call that would have to wait for that write is taken back.
final class Simulation {
    /// The single-threaded way to wait: not at all.
    private static final class WouldWait extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WouldWait() {
            super("would wait", null, false, false);
        }
    }

    /// How the schedule talks to the book; mutants get it wrong.
    interface Desk {
        default Settlement settle(BudgetBook book, Hold hold, Bound actual, boolean again) {
            return book.settle(hold, actual);
        }

        default List<Charge> correct(BudgetBook book, List<Charge> corrections, Instant now) {
            return book.adjust(corrections, now);
        }

        default void release(BudgetBook book, Hold hold) {
            book.release(hold);
        }
    }

    private record Call(Hold hold, Bound bound, Map<Key, Budget> budgets) {}

    private record Finished(Hold hold, Settlement settlement) {}

    private static final List<Instant> STARTS =
            List.of(
                    Instant.parse("2026-11-04T12:00:00Z"),
                    Instant.parse("2026-03-28T22:30:00Z"),
                    Instant.parse("2026-10-25T00:10:00Z"),
                    Instant.parse("2026-12-31T23:50:00Z"));

    private final SplittableRandom random;
    private final BudgetRules rules;
    private final Desk desk;
    private final SimWorld world;
    private final SimTruth truth;
    private final EnumMap<SimStep, Integer> taken;
    private final List<Call> inFlight = new ArrayList<>();
    private final List<Finished> finished = new ArrayList<>();
    private final Map<String, Budget> every = new LinkedHashMap<>();
    private BudgetBook book;
    private LaterTasks later;
    private Instant now;
    private int depth;

    Simulation(long seed, BudgetRules rules, Desk desk, int forgetting, EnumMap<SimStep, Integer> taken) {
        this.random = new SplittableRandom(seed);
        this.rules = rules;
        this.desk = desk;
        this.taken = taken;
        world = new SimWorld(random);
        world.forgetting = forgetting;
        truth = new SimTruth(world);
        now = STARTS.get(random.nextInt(STARTS.size()));
    }

    /// Plays the schedule to its end.
    ///
    /// @throws SimTruth.Violation when the book broke a promise
    void play(int steps) {
        every.putAll(SimWorld.policy(random));
        world.policy.putAll(every);
        start();
        world.meanwhile = this::meanwhile;
        world.crashing = true;
        for (int i = 0; i < steps; i++) {
            try {
                take(SimStep.pick(random));
                compare();
            } catch (Crash crash) {
                crashed();
            }
        }
        world.meanwhile = () -> {};
        world.crashing = false;
        world.failing = false;
        while (!inFlight.isEmpty()) {
            settle(false);
        }
        later.advance(Duration.ofMinutes(1));
        compare();
        truth.quiet();
    }

    private void start() {
        later = new LaterTasks();
        book =
                new BudgetBook(
                        world,
                        later,
                        WindowClock.BELIEVING,
                        rules,
                        landed -> {
                            throw new WouldWait();
                        });
        book.listener(world.journal());
        book.restore(world.recovered());
        configure();
    }

    private void crashed() {
        depth = 0;
        for (Call call : inFlight) {
            Bound actual = within(call.bound());
            call.budgets().forEach((key, budget) -> truth.of(key).billed += amount(budget.measure(), actual));
        }
        restart();
    }

    private void restart() {
        inFlight.clear();
        finished.clear();
        world.queued.clear();
        truth.forget();
        start();
    }

    /// While a write is under way.
    private void meanwhile() {
        if (depth < 2 && random.nextInt(4) == 0) {
            depth++;
            try {
                for (int i = random.nextInt(3); i >= 0; i--) {
                    SimStep step = SimStep.pick(random);
                    if (step != SimStep.CLEAN_RESTART && step != SimStep.REST) {
                        take(step);
                    }
                }
            } catch (WouldWait waits) {
                // as if it had come later
            }
            depth--;
        }
    }

    private void take(SimStep step) {
        taken.merge(step, 1, Integer::sum);
        if (step == SimStep.CAP || step == SimStep.BUMP || step == SimStep.WITHDRAW || step == SimStep.REMOVE) {
            noteCaps();
        }
        switch (step) {
            case RESERVE -> reserve();
            case SETTLE -> settle(false);
            case OVERRUN -> settle(true);
            case RELEASE -> release();
            case FINISH_TWICE -> finishTwice();
            case WRITE_ROWS -> world.writeRows();
            case CLOCK -> now = now.plusSeconds(1 + random.nextInt(600));
            case CLOCK_BACK -> now = now.minusSeconds(1 + random.nextInt(4_000));
            case WINDOW_END -> windowEnd();
            case REST -> later.advance(Duration.ofMillis(random.nextInt(400)));
            case STORE_FAILS -> world.failing = !world.failing && random.nextBoolean();
            case CRASH -> throw new Crash();
            case CLEAN_RESTART -> cleanRestart();
            case BUMP -> bump();
            case WITHDRAW -> withdraw();
            case CAP -> changeCap();
            case REMOVE -> removeOrReturn();
            case RELEASE_UNREPORTED -> releaseUnreported();
            case CORRECT -> correct();
        }
    }

    private void reserve() {
        boolean etl = random.nextBoolean();
        var subject =
                new Subject(
                        etl ? "etl" : "chat", "k", random.nextBoolean() ? "data" : "", "acme", etl ? "large" : "small");
        var bound = new Bound(1 + random.nextInt(30), Math.max(0, random.nextInt(36) - 5));
        Instant at = now;
        int refusals = world.refusals;
        Admission admission;
        try {
            admission = book.reserve(subject, bound, at);
        } catch (LedgerUnavailable e) {
            check(world.refusals > refusals, "only a store that refuses makes the ledger unavailable");
            return;
        } catch (WouldWait waits) {
            check(depth > 0, "nobody waits for nobody");
            return;
        }
        Map<Key, Budget> budgets = matching(subject, at);
        switch (admission) {
            case Admission.Granted(Hold hold) -> {
                budgets.forEach((key, budget) -> truth.granted(key, budget, amount(budget.measure(), bound)));
                inFlight.add(new Call(hold, bound, budgets));
            }
            case Admission.Refused refused -> truth.refused(refused, bound, budgets);
        }
    }

    private Map<Key, Budget> matching(Subject subject, Instant at) {
        var matching = new LinkedHashMap<Key, Budget>();
        for (Budget budget : world.policy.values()) {
            if (subject.isIn(budget.scope())) {
                matching.put(current(budget.name(), at), budget);
            }
        }
        return matching;
    }

    private Key current(String budget, Instant at) {
        return new Key(budget, book.status(budget, at).windowStart());
    }

    private void settle(boolean overrun) {
        if (inFlight.isEmpty()) {
            return;
        }
        Call call = inFlight.remove(random.nextInt(inFlight.size()));
        Bound bound = call.bound();
        Bound actual =
                overrun
                        ? new Bound(bound.tokens() + random.nextInt(20), bound.nanos() + random.nextInt(20))
                        : within(bound);
        var expected = new ArrayList<Charge>();
        call.budgets()
                .forEach((key, budget) -> {
                    long held = amount(budget.measure(), bound);
                    long used = amount(budget.measure(), actual);
                    Tally tally = truth.of(key);
                    tally.held -= held;
                    tally.spent += used;
                    tally.billed += used;
                    tally.overrun += Math.max(0, used - held);
                    tally.uncovered += Math.max(0, used - held);
                    if (used > 0) {
                        expected.add(new Charge(key.budget(), key.window(), used));
                    }
                });
        Settlement settlement = desk.settle(book, call.hold(), actual, false);
        call.budgets()
                .forEach((key, budget) -> {
                    Tally tally = truth.of(key);
                    if (depth == 0 && world.moved(key) >= tally.committed()) {
                        tally.uncovered -=
                                Math.max(0, amount(budget.measure(), actual) - amount(budget.measure(), bound));
                    }
                });
        check(settlement.charges().equals(expected), "charges are the actual in the window of admission", expected);
        world.queued.addAll(settlement.charges());
        finished.add(new Finished(call.hold(), settlement));
    }

    private Bound within(Bound bound) {
        return new Bound(random.nextLong(bound.tokens() + 1), random.nextLong(bound.nanos() + 1));
    }

    private void release() {
        if (!inFlight.isEmpty()) {
            Call call = inFlight.remove(random.nextInt(inFlight.size()));
            call.budgets().forEach((key, budget) -> truth.of(key).held -= amount(budget.measure(), call.bound()));
            desk.release(book, call.hold());
            finished.add(new Finished(call.hold(), new Settlement(List.of(), false)));
        }
    }

    private void finishTwice() {
        if (!finished.isEmpty()) {
            Finished again = finished.get(random.nextInt(finished.size()));
            if (random.nextBoolean()) {
                desk.release(book, again.hold());
            } else {
                Settlement second = desk.settle(book, again.hold(), new Bound(9, 9), true);
                check(second.equals(again.settlement()), "settling twice says the same", second, again);
            }
        }
    }

    private void windowEnd() {
        Instant end = book.status(any(), now).windowEnd();
        if (end.isBefore(WindowSpan.NEVER)) {
            now = end.plusMillis(random.nextInt(3) - 1);
        }
    }

    /// The name of some configured budget.
    private String any() {
        List<String> names = List.copyOf(world.policy.keySet());
        return names.get(random.nextInt(names.size()));
    }

    private void cleanRestart() {
        while (!inFlight.isEmpty()) {
            settle(false);
        }
        world.writeRows();
        Map<Key, Long> unreported = new LinkedHashMap<>();
        world.policy
                .keySet()
                .forEach(name -> {
                    Key key = current(name, now);
                    unreported.put(key, truth.of(key).unreported);
                });
        depth += 9; // the façade has stopped calls before it closes the book
        try {
            book.closeOut();
            unreported.forEach((key, before) ->
                    check(world.moved(key) <= world.charged(key) + before, "a clean shutdown burns nothing", key));
        } catch (LedgerUnavailable e) {
            check(world.failing, "a clean shutdown fails only with the store");
        }
        depth -= 9;
        restart();
    }

    private void bump() {
        Key key = current(any(), now);
        var bump = new Bump(key.budget(), 1 + random.nextInt(40), key.window(), now, Bump.Kind.RAISE, "ann", "");
        world.bumps.computeIfAbsent(key, fresh -> new ArrayList<>()).add(bump);
        book.bump(bump, now);
        follow();
    }

    private void withdraw() {
        String name = any();
        world.bumps.remove(current(name, now));
        book.withdraw(name, now);
        follow();
    }

    private void changeCap() {
        Budget old = world.policy.get(any());
        long cap = Math.max(0, old.cap() + random.nextInt(81) - 40);
        AtLimit atLimit = random.nextInt(5) == 0 ? AtLimit.values()[random.nextInt(3)] : old.atLimit();
        var changed =
                new Budget(old.name(), old.scope(), old.measure(), cap, old.window(), old.zone(), List.of(80), atLimit);
        every.put(changed.name(), changed);
        world.policy.put(changed.name(), changed);
        configure();
    }

    private void removeOrReturn() {
        String name = any();
        if (world.policy.size() > 1) {
            world.policy.remove(name);
        } else {
            world.policy.putAll(every);
        }
        configure();
    }

    private void configure() {
        book.configure(world.policy.values(), now);
        follow();
    }

    private void releaseUnreported() {
        String name = any();
        Key key = current(name, now);
        Tally tally = truth.of(key);
        // the operator's word that nothing but the known calls was billed
        tally.billed = Math.min(tally.billed, tally.spent);
        try {
            book.releaseUnreported(name, world, now);
            tally.unreported = 0;
        } catch (LedgerUnavailable e) {
            check(world.failing, "a release fails only with the store");
        } catch (WouldWait waits) {
            return;
        }
        follow();
    }

    /// A review or a new price corrects what a window was charged; the journal has it, and the escrow of what is added,
    /// before the book.
    private void correct() {
        Key key = current(any(), now);
        Tally tally = truth.of(key);
        long least = -Math.min(world.charged(key), tally.spent);
        long amount = Math.max(least, random.nextInt(41) - 20);
        if (amount == 0) {
            return;
        }
        world.charged.merge(key, amount, Long::sum);
        world.moved.merge(key, Math.max(0, amount), Long::sum);
        tally.spent += amount;
        tally.billed += amount;
        tally.overrun += Math.max(0, amount);
        var past = desk.correct(book, List.of(new Charge(key.budget(), key.window(), amount)), now);
        check(past.isEmpty(), "a running window takes its corrections", key);
        follow();
    }

    /// Halts end and come back by the operator's hand; the truth follows the book there.
    private void follow() {
        for (BudgetStatus status : book.statuses(now)) {
            Tally tally = truth.of(new Key(status.budget().name(), status.windowStart()));
            tally.halted = status.state() == BudgetStatus.State.HALTED;
        }
        noteCaps();
    }

    private void noteCaps() {
        book.statuses(now).forEach(truth::noteCap);
    }

    private void compare() {
        book.statuses(now).forEach(status -> truth.compare(status, now));
    }
}
