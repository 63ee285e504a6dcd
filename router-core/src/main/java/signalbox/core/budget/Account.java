package signalbox.core.budget;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import signalbox.core.policy.Budget;

/// The counters of one budget in one window. Guarded by the book's lock.
///
/// `moved` is what the journal has put into this router's escrow, net; it is never less than `spent + held +
/// unreported`, except after an overrun until the excess is moved too.
final class Account {
    final WindowSpan span;
    final Set<Integer> warned = new HashSet<>();
    final List<Bump> bumps = new ArrayList<>();
    Budget budget;
    long spent;
    long held;
    long moved;
    long unreported;

    /// Of `spent`, what stands in no row yet.
    long unrecorded;

    long refused;

    /// What the last refused call asked for.
    long refusedAsk;

    /// The calls that were refused last: one that is refused at several targets of its route counts once.
    private final long[] refusedCalls = new long[32];

    private int refusedAt;

    int holds;

    BudgetStatus.State state = BudgetStatus.State.OK;
    Instant haltedSince;

    /// The effective cap when it halted; only a higher one ends the halt.
    long haltedAtCap;

    /// When the halt that a lift ended had begun; null when there was none. Lowering the cap again brings it back.
    Instant liftedHalt;

    /// A movement of this account's escrow is under way; nobody may start another.
    boolean moving;

    boolean prefetching;
    boolean resting;

    /// Counts grants, so that a resting task can tell whether the account was used meanwhile.
    long uses;

    long lastAsked;

    Account(Budget budget, WindowSpan span) {
        this.budget = budget;
        this.span = span;
    }

    long cap() {
        long cap = budget.cap();
        for (Bump bump : bumps) {
            cap = Sums.plus(cap, bump.amount());
        }
        return cap;
    }

    /// Everything that counts against the cap.
    long committed() {
        return Sums.plus(Sums.plus(spent, held), unreported);
    }

    /// Everything that will still count when nothing is in flight.
    long settled() {
        return Sums.plus(spent, unreported);
    }

    /// Escrow that no hold draws on; below 0 after an overrun that is not moved yet.
    long slice() {
        return Sums.minus(moved, committed());
    }

    void take(long amount) {
        held = Sums.plus(held, amount);
        holds++;
        uses++;
        lastAsked = amount;
    }

    void putBack(long amount, long used) {
        held -= amount;
        holds--;
        spent = Sums.plus(spent, used);
        unrecorded += used;
    }

    Counters counters() {
        return new Counters(budget.name(), span.start(), spent, unrecorded, held, holds, moved, unreported);
    }

    BudgetStatus status() {
        return new BudgetStatus(
                budget,
                span.start(),
                span.end(),
                spent,
                held,
                unreported,
                cap(),
                List.copyOf(bumps),
                state,
                refused,
                haltedSince);
    }

    /// @param call 0 when it is not known; it counts by itself
    void refuse(long call, long asked) {
        refusedAsk = asked;
        if (call != 0) {
            for (long before : refusedCalls) {
                if (before == call) {
                    return;
                }
            }
            refusedCalls[refusedAt] = call;
            refusedAt = (refusedAt + 1) % refusedCalls.length;
        }
        refused++;
    }
}
