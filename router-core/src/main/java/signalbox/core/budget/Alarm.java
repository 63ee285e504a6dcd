package signalbox.core.budget;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import signalbox.core.budget.BudgetStatus.State;
import signalbox.core.policy.AtLimit;

/// Moves accounts between their states and tells the listener. Guarded by the book's lock; the listener is told
/// afterwards.
final class Alarm {
    /// How far below the first warning share, in percent of the cap, use must fall before SOFT ends: a hold that
    /// settles for a little less must not make the state flap.
    private static final int HYSTERESIS = 5;

    private final Afterwards afterwards;
    private volatile BudgetListener listener = BudgetListener.NONE;

    Alarm(Afterwards afterwards) {
        this.afterwards = afterwards;
    }

    void listener(BudgetListener told) {
        listener = told;
    }

    /// Use rose: warns of the highest share newly passed.
    void rose(Account account, Instant at) {
        long committed = account.committed();
        int highest = 0;
        for (int share : shares(account)) {
            if (passed(account, committed, share) && account.warned.add(share)) {
                highest = Math.max(highest, share);
            }
        }
        if (highest > 0) {
            warn(account, highest, at);
        }
        settleState(account);
    }

    /// Use fell.
    void fell(Account account) {
        settleState(account);
    }

    void halt(Account account, String workload, Instant at) {
        halt(account, workload, at, at);
    }

    private void halt(Account account, String workload, Instant at, Instant since) {
        account.haltedAtCap = account.cap();
        account.haltedSince = since;
        account.liftedHalt = null;
        become(account, State.HALTED);
        tell(account, status -> listener.halted(status, workload, at));
    }

    /// A call did not fit a budget that downgrades.
    void downgrade(Account account, Instant at) {
        if (account.state != State.DOWNGRADED) {
            account.haltedAtCap = account.cap();
            become(account, State.DOWNGRADED);
            warn(account, 100, at);
        }
    }

    /// The cap or the action changed: ends a halt when there is room again, brings one back when the room is gone.
    void capMoved(Account account, long capBefore, Instant at) {
        long cap = account.cap();
        if (account.state == State.HALTED || account.state == State.DOWNGRADED) {
            boolean room = cap > account.haltedAtCap && cap > account.settled();
            if (room || !keeps(account)) {
                resume(account, at);
            }
        } else if (cap < capBefore && account.budget.atLimit() == AtLimit.HALT) {
            boolean undone = account.liftedHalt != null && cap <= account.haltedAtCap;
            if (undone || account.settled() >= cap) {
                Instant since = undone ? account.liftedHalt : at;
                halt(account, "", at, since);
            }
        }
        if (cap != capBefore) {
            long committed = account.committed();
            account.warned.removeIf(share -> !passed(account, committed, share));
            rose(account, at);
        }
    }

    /// Escrow that a crash left unreported was released.
    void released(Account account, Instant at) {
        boolean stopped = account.state == State.HALTED || account.state == State.DOWNGRADED;
        if (stopped && account.cap() > account.settled()) {
            resume(account, at);
        }
        settleState(account);
    }

    /// What was spent was corrected by `amount`.
    void corrected(Account account, long amount, Instant at) {
        if (amount > 0) {
            rose(account, at);
        } else {
            released(account, at);
        }
    }

    /// A new window began.
    void rolled(Account old, Account fresh, Instant at) {
        if (old.state == State.HALTED || old.state == State.DOWNGRADED) {
            tell(fresh, status -> listener.resumed(status, at));
        }
    }

    /// Takes up what the journal says without telling anybody again.
    void recovered(Account account, Instant haltedSince) {
        long committed = account.committed();
        shares(account).stream().filter(share -> passed(account, committed, share)).forEach(account.warned::add);
        settleState(account);
        if (haltedSince != null && account.budget.atLimit() == AtLimit.HALT) {
            account.haltedAtCap = account.cap();
            account.haltedSince = haltedSince;
            become(account, State.HALTED);
        }
    }

    private void resume(Account account, Instant at) {
        account.liftedHalt = account.haltedSince;
        account.haltedSince = null;
        become(account, soft(account, 0) ? State.SOFT : State.OK);
        tell(account, status -> listener.resumed(status, at));
    }

    /// Whether the budget's action still is the one that led to its state.
    private static boolean keeps(Account account) {
        AtLimit action = account.budget.atLimit();
        return account.state == State.HALTED ? action == AtLimit.HALT : action == AtLimit.DOWNGRADE;
    }

    private static void settleState(Account account) {
        if (account.state == State.OK && soft(account, 0)) {
            become(account, State.SOFT);
        } else if (account.state == State.SOFT && !soft(account, HYSTERESIS)) {
            become(account, State.OK);
        }
    }

    private static boolean soft(Account account, int slack) {
        long committed = account.committed();
        for (int share : shares(account)) {
            if (passed(account, committed, Math.max(1, share - slack))) {
                return true;
            }
        }
        return false;
    }

    private static boolean passed(Account account, long committed, int share) {
        return committed > 0 && share > 0 && committed >= Sums.percent(account.cap(), share);
    }

    /// The operator's shares; a budget that only warns also warns at its cap.
    private static List<Integer> shares(Account account) {
        return account.budget.atLimit() == AtLimit.WARN
                ? Stream.concat(account.budget.warnAtPercent().stream(), Stream.of(100)).toList()
                : account.budget.warnAtPercent();
    }

    private void warn(Account account, int percent, Instant at) {
        tell(account, status -> listener.warning(status, percent, at));
    }

    private void tell(Account account, Consumer<BudgetStatus> telling) {
        BudgetStatus status = account.status();
        afterwards.add(() -> telling.accept(status));
    }

    private static void become(Account account, State state) {
        account.state = StateChange.checked(account.state, state);
    }
}
