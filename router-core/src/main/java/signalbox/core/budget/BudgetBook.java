package signalbox.core.budget;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import signalbox.core.budget.Escrow.Draw;
import signalbox.core.budget.EscrowStore.LedgerUnavailable;
import signalbox.core.policy.Budget;

/// The counters of every budget. Reserve before an upstream byte is sent, then settle or release the hold once.
///
/// At start: [#restore], then [#configure]; at the end [#closeOut]. Thread-safe: one lock, held for arithmetic only.
/// [#reserve] may wait for the store when escrow must be fetched, [#settle] only after an overrun; nothing else on a
/// call's path waits. `now` is the wall clock of the caller; it may step back.
public final class BudgetBook {
    private final ReentrantLock lock = new ReentrantLock();
    private final Afterwards afterwards = new Afterwards();
    private final Alarm alarm = new Alarm(afterwards);
    private final Escrow escrow;
    private final Obstacles obstacles;
    private final Holds holds;
    private final Accounts accounts;
    private Instant newest = Instant.EPOCH;
    private boolean closed;

    /// @param store makes escrow movements durable
    /// @param background runs what no call waits for; see [Background#on]
    public BudgetBook(EscrowStore store, Background background) {
        this(store, background, WindowClock.BELIEVING);
    }

    /// @param windows how late windows may believe it is
    public BudgetBook(EscrowStore store, Background background, WindowClock windows) {
        this(store, background, windows, BudgetRules.STANDARD, Condition::awaitUninterruptibly);
    }

    BudgetBook(
            EscrowStore store, Background background, WindowClock windows, BudgetRules rules, Escrow.Waiting waiting) {
        obstacles = new Obstacles(rules, alarm);
        escrow = new Escrow(store, background, rules, lock, waiting, afterwards);
        holds = new Holds(rules, alarm, escrow);
        accounts = new Accounts(rules, alarm, escrow, windows);
    }

    /// Who hears of halts, warnings and resumptions from now on.
    public void listener(BudgetListener listener) {
        locked(() -> alarm.listener(listener));
    }

    /// Takes up what the journal says about each budget and window. Call once, before [#configure].
    public void restore(Collection<Recovered> recovered) {
        locked(() -> accounts.restore(recovered));
    }

    /// The budgets from now on. Counters go on by name and window; a removed budget no longer counts; one whose window,
    /// zone or measure changed starts from nothing.
    public void configure(Collection<Budget> budgets, Instant now) {
        locked(() -> {
            newest = now.isAfter(newest) ? now : newest;
            accounts.configure(budgets, now);
        });
    }

    /// Reserves the worst case of one attempt on every budget that applies, or on none.
    ///
    /// @throws LedgerUnavailable when escrow was needed and could not be made durable, or the book is closed; nothing
    ///   is held, and the call must not be sent
    /// @throws IllegalArgumentException when the bound is negative
    public Admission reserve(Subject subject, Bound bound, Instant now) throws LedgerUnavailable {
        return reserveFirst(0, subject, List.of(bound), now);
    }

    /// Reserves the first of several worst cases that fits every budget that applies, in one step: nobody can take
    /// between looking and reserving what was seen to be free. For attempts that can be made smaller.
    ///
    /// @param call the call that the attempt belongs to, for [#holds]
    /// @param bounds what the attempt would like best first, and the least it can do with last; not empty
    /// @return a hold of one of them, or a refusal of the last
    /// @throws LedgerUnavailable as [#reserve]
    /// @throws IllegalArgumentException when a bound is negative
    public Admission reserveFirst(long call, Subject subject, List<Bound> bounds, Instant now)
            throws LedgerUnavailable {
        for (Bound bound : bounds) {
            if (bound.tokens() < 0 || bound.nanos() < 0) {
                throw new IllegalArgumentException("a bound is never negative: " + bound);
            }
        }
        lock.lock();
        try {
            return admit(call, subject, bounds, now);
        } finally {
            lock.unlock();
            afterwards.run();
        }
    }

    private Admission admit(long call, Subject subject, List<Bound> bounds, Instant now) throws LedgerUnavailable {
        newest = now.isAfter(newest) ? now : newest;
        while (!closed) {
            List<Account> matching = accounts.matching(subject, now);
            int last = bounds.size() - 1;
            int at = 0;
            List<Draw> draws = holds.asked(matching, bounds.getFirst());
            Obstacles.Found found = obstacles.least(draws);
            while (found != null && at < last) {
                draws = holds.asked(matching, bounds.get(++at));
                found = obstacles.least(draws);
            }
            if (found != null) {
                return obstacles.refuse(found, call, subject, now);
            }
            if (escrow.covers(draws)) {
                return new Admission.Granted(holds.take(this, bounds.get(at), draws, call, subject, now));
            }
        }
        throw new LedgerUnavailable("The router is closing; no call is served.", null);
    }

    /// Replaces a hold with the actual, in the window it was admitted in. Charges in full, also what exceeds the hold;
    /// the excess is made durable before this returns, if the store lets it. The first settlement or release of a hold
    /// counts; a second changes nothing and returns what the first returned.
    public Settlement settle(Admission.Hold hold, Bound actual) {
        if (actual.tokens() < 0 || actual.nanos() < 0) {
            throw new IllegalArgumentException("an actual is never negative: " + actual);
        }
        return finish(hold, actual);
    }

    /// Returns a hold whose attempt was certainly not billed. Changes nothing when it was settled or released before.
    public void release(Admission.Hold hold) {
        finish(hold, null);
    }

    private Settlement finish(Admission.Hold hold, Bound actual) {
        Reservation reservation = mine(hold);
        lock.lock();
        try {
            return holds.end(reservation, actual, newest);
        } finally {
            lock.unlock();
            afterwards.run();
        }
    }

    /// What would still fit all budgets that apply: the room in tokens and in nano-dollars, [Long#MAX_VALUE] where
    /// nothing limits it. Only advice: what is free now may be taken before it is reserved.
    public Bound headroom(Subject subject, Instant now) {
        return asked(() -> Obstacles.room(accounts.matching(subject, now)));
    }

    /// Lifts a budget's cap for the rest of its window and ends its halt when there is room again. A bump for a window
    /// that has ended changes nothing.
    ///
    /// @return the budget as it stands now
    /// @throws IllegalArgumentException when there is no such budget
    public BudgetStatus bump(Bump bump, Instant now) {
        return asked(() -> {
            Account account = accounts.of(bump.budget(), now);
            if (account.span.start().equals(bump.window())) {
                long before = account.cap();
                account.bumps.add(bump);
                alarm.capMoved(account, before, now);
            }
            return account.status();
        });
    }

    /// Takes back every bump of a budget's current window; a halt that they ended comes back.
    ///
    /// @return the budget as it stands now
    /// @throws IllegalArgumentException when there is no such budget
    public BudgetStatus withdraw(String budget, Instant now) {
        return asked(() -> {
            Account account = accounts.of(budget, now);
            long before = account.cap();
            account.bumps.clear();
            alarm.capMoved(account, before, now);
            return account.status();
        });
    }

    /// The row of a finished call with these charges is on its way into the journal.
    public void recorded(List<Charge> charges) {
        if (!charges.isEmpty()) {
            locked(() -> charges.forEach(this::recorded));
        }
    }

    private void recorded(Charge charge) {
        Account account = accounts.find(charge.budget(), charge.window());
        if (account != null) {
            account.unrecorded -= charge.amount();
        }
    }

    /// What every budget's current window is counted by. A window that is over is not rolled.
    public List<Counters> counters() {
        return asked(() -> accounts.current().stream().map(Account::counters).toList());
    }

    /// What attempts hold on a budget's current window right now.
    ///
    /// @param limit how many to list
    /// @throws IllegalArgumentException when there is no such budget
    public OpenHolds holds(String budget, int limit, Instant now) {
        return Reservations.largest(asked(() -> holds.open().on(accounts.of(budget, now))), limit);
    }

    /// Corrects what was charged before, in the window it was charged in: amounts below 0 give back. The caller has
    /// made it durable, and moved what is added into escrow with it.
    ///
    /// @return those whose window this book no longer knows; it returns no escrow for them
    public List<Charge> adjust(List<Charge> corrections, Instant now) {
        return asked(() -> corrections.stream().filter(correction -> !adjusted(correction, now)).toList());
    }

    private boolean adjusted(Charge correction, Instant now) {
        Account account = accounts.find(correction.budget(), correction.window());
        if (account == null) {
            return false;
        }
        account.spent = Sums.plus(account.spent, correction.amount());
        account.moved = Sums.plus(account.moved, Math.max(0, correction.amount()));
        if (accounts.isCurrent(account)) {
            alarm.corrected(account, correction.amount(), now);
        }
        escrow.rest(account);
        return true;
    }

    /// Gives up the escrow that a crash left unreported: the operator says that it was not spent.
    ///
    /// @param durably makes that one movement durable, in place of the book's own store; what it writes beside it
    ///   stands or falls with it
    /// @return the budget as it stands now
    /// @throws LedgerUnavailable when that could not be made durable; nothing changed
    /// @throws IllegalArgumentException when there is no such budget
    public BudgetStatus releaseUnreported(String budget, EscrowStore durably, Instant now) throws LedgerUnavailable {
        lock.lock();
        try {
            Account account = accounts.of(budget, now);
            escrow.release(account, durably);
            alarm.released(account, now);
            return account.status();
        } finally {
            lock.unlock();
            afterwards.run();
        }
    }

    /// What the last call asked for that a budget refused in its current window, in its unit; 0 when it refused none.
    ///
    /// @throws IllegalArgumentException when there is no such budget
    public long refusedAsk(String budget, Instant now) {
        return asked(() -> accounts.of(budget, now).refusedAsk);
    }

    /// One budget, as it stands now.
    ///
    /// @throws IllegalArgumentException when there is no such budget
    public BudgetStatus status(String budget, Instant now) {
        return asked(() -> accounts.of(budget, now).status());
    }

    /// Every budget, as it stands now, in the order they were configured in. Also what notices that a window ended
    /// while nobody called: ask about once a second.
    public List<BudgetStatus> statuses(Instant now) {
        return asked(() -> accounts.all(now).stream().map(Account::status).toList());
    }

    /// The budgets that add up a subject's attempts, as they stand now.
    public List<BudgetStatus> statuses(Subject subject, Instant now) {
        return asked(() -> accounts.matching(subject, now).stream().map(Account::status).toList());
    }

    /// Those budgets, as they stand now.
    public List<BudgetStatus> statuses(Predicate<Budget> which, Instant now) {
        return asked(() ->
                accounts.all(now).stream().filter(account -> which.test(account.budget)).map(Account::status).toList());
    }

    /// A plan went on with cheaper targets because a budget had too little left for its first choice: counts and tells
    /// it, as refusing the reservation would. A budget that is not there any more changes nothing.
    public void passedOver(String budget, long amount, Instant now) {
        locked(() ->
                accounts.all(now).stream()
                        .filter(account -> account.budget.name().equals(budget))
                        .forEach(account -> obstacles.passedOver(account, amount, now)));
    }

    /// Returns all escrow that no hold draws on, and serves no call from now on. For a clean shutdown, when nothing is
    /// in flight any more; what is still held counts as unreported at the next start.
    ///
    /// @throws LedgerUnavailable when it could not be made durable; it will count as unreported at the next start
    public void closeOut() throws LedgerUnavailable {
        lock.lock();
        try {
            closed = true;
            escrow.returnAll(accounts.withEscrow());
        } finally {
            lock.unlock();
            afterwards.run();
        }
    }

    private Reservation mine(Admission.Hold hold) {
        if (hold instanceof Reservation reservation && reservation.book == this) {
            return reservation;
        }
        throw new IllegalArgumentException("this hold belongs to another book");
    }

    private void locked(Runnable change) {
        asked(() -> {
            change.run();
            return null;
        });
    }

    private <T> T asked(Supplier<T> question) {
        lock.lock();
        try {
            return question.get();
        } finally {
            lock.unlock();
            afterwards.run();
        }
    }
}
