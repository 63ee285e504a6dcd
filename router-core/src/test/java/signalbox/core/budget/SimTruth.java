package signalbox.core.budget;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import signalbox.core.budget.Admission.Refused;
import signalbox.core.budget.SimWorld.Key;
import signalbox.core.policy.AtLimit;
import signalbox.core.policy.Budget;
import signalbox.core.policy.Measure;

/// What is true in a simulation, kept without asking the book: what providers really billed, what is in flight, what
/// the journal must still know. Throws [Violation] when the book disagrees.
final class SimTruth {
    /// The book broke a promise.
    static final class Violation extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Violation(String message) {
            super(message);
        }
    }

    static final class Tally {
        /// What providers billed, known to the router or not.
        long billed;

        long spent;
        long held;
        long unreported;

        /// Overruns whose excess the store would not take.
        long uncovered;

        long overrun;
        long highestCap;
        boolean onlyWarned;
        boolean halted;

        long committed() {
            return spent + held + unreported;
        }
    }

    private final SimWorld world;
    private final Map<Key, Tally> tallies = new TreeMap<>();
    private final Map<String, Instant> latestWindow = new HashMap<>();

    SimTruth(SimWorld world) {
        this.world = world;
    }

    Tally of(Key key) {
        return tallies.computeIfAbsent(key, fresh -> new Tally());
    }

    static long amount(Measure measure, Bound bound) {
        return switch (measure) {
            case TOKENS -> bound.tokens();
            case MONEY -> bound.nanos();
            case CALLS -> 1;
        };
    }

    static void check(boolean holds, String promise, Object... facts) {
        if (!holds) {
            throw new Violation(promise + " " + List.of(facts));
        }
    }

    /// A grant on one budget: it must fit the cap in force, with everything that was ever billed counted.
    void granted(Key key, Budget budget, long amount) {
        Tally tally = of(key);
        Instant latest = latestWindow.getOrDefault(key.budget(), Instant.MIN);
        check(!key.window().isBefore(latest), "a window never goes back", key, latest);
        if (amount > 0) {
            latestWindow.put(key.budget(), key.window());
        }
        tally.held += amount;
        boolean costs = amount > 0 || budget.measure() != Measure.MONEY;
        if (costs && budget.atLimit() == AtLimit.HALT) {
            check(!tally.halted, "a halted budget grants nothing", key);
        }
        if (costs && budget.atLimit() != AtLimit.WARN) {
            long real = tally.billed - tally.uncovered + tally.held;
            check(real <= world.cap(key), "a cap holds", key, real, world.cap(key));
        }
    }

    /// A refusal must be due at the budget that refused, and halt only when nothing less stood in the way.
    void refused(Refused refused, Bound bound, Map<Key, Budget> matching) {
        Key key = new Key(refused.status().budget().name(), refused.status().windowStart());
        Budget budget = matching.get(key);
        check(budget != null, "a refusing budget applies to the call", key, matching.keySet());
        Tally tally = of(key);
        long amount = amount(budget.measure(), bound);
        long cap = world.cap(key);
        boolean fits = tally.committed() + amount <= cap;
        boolean alone = tally.spent + tally.unreported + amount <= cap;
        boolean halts = budget.atLimit() == AtLimit.HALT;
        check(amount > 0 || budget.measure() != Measure.MONEY, "free calls pass a money cap", key);
        switch (refused.kind()) {
            case TOO_LARGE -> check(halts && amount > cap, "too large means larger than the cap", key, amount, cap);
            case BUSY -> check(halts && !fits && alone && !tally.halted, "busy means that holds are in the way", key);
            case DOWNGRADE -> check(!fits && budget.atLimit() == AtLimit.DOWNGRADE, "downgrades only at the cap", key);
            case HALTED -> {
                if (!tally.halted) {
                    check(halts && !fits && !alone && amount <= cap, "halts only at the cap", key, amount, cap);
                    for (Map.Entry<Key, Budget> other : matching.entrySet()) {
                        check(
                                other.getKey().equals(key) || !stops(other.getKey(), other.getValue(), bound),
                                "a call refused elsewhere halts nobody",
                                key,
                                other.getKey());
                    }
                    tally.halted = true;
                }
            }
        }
    }

    /// Whether something less than a new halt stands in the way at one budget.
    private boolean stops(Key key, Budget budget, Bound bound) {
        Tally tally = of(key);
        long amount = amount(budget.measure(), bound);
        if (amount == 0 && budget.measure() == Measure.MONEY || budget.atLimit() == AtLimit.WARN) {
            return false;
        }
        boolean fits = tally.committed() + amount <= world.cap(key);
        boolean alone = tally.spent + tally.unreported + amount <= world.cap(key);
        return tally.halted || !fits && (alone || amount > world.cap(key) || budget.atLimit() == AtLimit.DOWNGRADE);
    }

    /// Remembers the most that may ever have been moved.
    void noteCap(BudgetStatus status) {
        Tally tally = of(new Key(status.budget().name(), status.windowStart()));
        tally.highestCap = Math.max(tally.highestCap, status.cap());
        tally.onlyWarned |= status.budget().atLimit() == AtLimit.WARN;
    }

    /// Everything the book shows of one budget must be so.
    void compare(BudgetStatus status, Instant now) {
        check(now.isBefore(status.windowEnd()), "a window ends", status, now);
        Key key = new Key(status.budget().name(), status.windowStart());
        Tally tally = of(key);
        noteCap(status);
        check(status.spent() == tally.spent, "spent is what was charged", key, status.spent(), tally.spent);
        check(status.held() == tally.held, "held is what is in flight", key, status.held(), tally.held);
        check(status.unreported() == tally.unreported, "unreported is what a crash left", key, status);
        check(status.cap() == world.cap(key), "the cap is base plus bumps", key, status.cap(), world.cap(key));
        check(
                tally.spent + tally.unreported + tally.uncovered >= tally.billed,
                "spend is never under-counted",
                key,
                tally.spent,
                tally.unreported,
                tally.billed);
        long journal = world.moved(key);
        long most = Math.max(tally.highestCap, world.capWhenAsked.getOrDefault(key, 0L));
        check(
                journal + tally.uncovered >= tally.committed(),
                "the journal holds what is spent and held",
                key,
                journal,
                tally.committed());
        check(
                tally.onlyWarned || journal <= most + tally.overrun,
                "no more than the cap is ever moved",
                key,
                journal,
                most);
    }

    /// After a restart: the router knows what the journal knows and nothing more.
    void forget() {
        Set<Key> keys = new TreeSet<>(tallies.keySet());
        keys.addAll(world.moved.keySet());
        for (Key key : keys) {
            Tally tally = of(key);
            tally.held = 0;
            tally.spent = world.charged(key);
            tally.unreported = Math.max(0, world.moved(key) - world.charged(key));
            tally.halted = false;
        }
    }

    /// When nothing is in flight and everything rested: nothing is held, and escrow is exactly what was spent.
    void quiet() {
        tallies.forEach((key, tally) -> {
            check(tally.held == 0, "nothing is held when nothing is in flight", key);
            long expected = Math.max(tally.spent + tally.unreported, world.charged(key));
            check(
                    world.moved(key) == expected || world.moved(key) < expected && tally.uncovered + tally.overrun > 0,
                    "an idle budget keeps no escrow",
                    key,
                    world.moved(key),
                    expected);
        });
    }
}
