package signalbox.core.budget;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.core.budget.EscrowStore.LedgerUnavailable;
import signalbox.core.budget.EscrowStore.Movement;

/// Moves escrow between the store and accounts. Methods are called with the book's lock held once, unless they say
/// otherwise; those that move give the lock up while the store writes and take it again. At most one movement per
/// account is under way, so what may be moved never has to be guessed.
///
/// A movement out is taken from the account before the store is asked, a movement in is credited after it answered: at
/// every instant the journal holds at least what the account believes.
final class Escrow {
    /// How long a budget must be without holds before it gives its slice back.
    static final Duration REST = Duration.ofMillis(250);

    /// How long to wait before a failed return is tried again.
    static final Duration RETRY = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Escrow.class);

    /// How a thread waits for another thread's movement; the single-threaded simulation cannot.
    interface Waiting {
        void on(Condition landed);
    }

    private final EscrowStore store;
    private final Background background;
    private final BudgetRules rules;
    private final ReentrantLock lock;
    private final Condition landed;
    private final Waiting waiting;
    private final Afterwards afterwards;

    Escrow(
            EscrowStore store,
            Background background,
            BudgetRules rules,
            ReentrantLock lock,
            Waiting waiting,
            Afterwards afterwards) {
        this.store = store;
        this.background = background;
        this.rules = rules;
        this.lock = lock;
        this.landed = lock.newCondition();
        this.waiting = waiting;
        this.afterwards = afterwards;
    }

    /// One amount on one account.
    record Draw(Account account, long amount) {}

    /// Whether every draw is covered. When not, has moved escrow or waited for another's movement, with the lock given
    /// up meanwhile: everything must be judged anew.
    boolean covers(List<Draw> draws) throws LedgerUnavailable {
        List<Draw> lacking = draws.stream().filter(Escrow::lacks).toList();
        if (lacking.isEmpty()) {
            return true;
        }
        if (lacking.stream().anyMatch(draw -> draw.account().moving)) {
            waiting.on(landed);
        } else {
            moveIn(lacking.stream().map(this::fetch).toList());
        }
        return false;
    }

    /// A slice, and never less than the call lacks: it fits the cap, so what it lacks does too.
    private Draw fetch(Draw draw) {
        long lacking = Sums.minus(draw.amount(), draw.account().slice());
        return new Draw(draw.account(), Math.max(lacking, rules.slice(draw.account(), draw.amount())));
    }

    private static boolean lacks(Draw draw) {
        return draw.amount() > 0 && draw.account().slice() < draw.amount();
    }

    /// After a grant: fetches the next slice in the background when little is left.
    void prefetch(Account account) {
        if (!account.prefetching && !account.moving && account.lastAsked > 0 && isLow(account)) {
            account.prefetching = true;
            afterwards.add(() -> background.run(Duration.ZERO, () -> locked(() -> fetchAhead(account))));
        }
    }

    private boolean isLow(Account account) {
        return account.slice() < rules.lowWater(account) && account.moved < account.cap();
    }

    private void fetchAhead(Account account) {
        account.prefetching = false;
        if (account.moving || account.holds == 0 || !isLow(account)) {
            return;
        }
        try {
            moveIn(List.of(new Draw(account, rules.slice(account, account.lastAsked))));
        } catch (LedgerUnavailable e) {
            LOG.warn("Escrow could not be fetched ahead of need; the next call will ask again.", e);
        }
    }

    /// After an overrun: moves the excess, so that the journal again holds at least what was spent. What the store
    /// refuses now is moved with the next call's escrow.
    void cover(Account account) {
        if (account.slice() >= 0) {
            return;
        }
        if (account.moving) {
            afterwards.add(() -> background.run(REST, () -> locked(() -> cover(account))));
            return;
        }
        try {
            moveIn(List.of(new Draw(account, Sums.minus(0, account.slice()))));
        } catch (LedgerUnavailable e) {
            LOG.warn("The excess of an overrun could not be moved yet; the next call moves it.", e);
        }
    }

    /// When nothing is held: gives the slice back after a while, unless the account is used again.
    void rest(Account account) {
        rest(account, REST);
    }

    private void rest(Account account, Duration delay) {
        if (account.holds == 0 && !account.resting && account.slice() > 0) {
            account.resting = true;
            long uses = account.uses;
            afterwards.add(() -> background.run(delay, () -> locked(() -> giveBack(account, uses))));
        }
    }

    private void giveBack(Account account, long uses) {
        account.resting = false;
        if (account.uses != uses || account.moving) {
            rest(account);
            return;
        }
        long amount = account.holds == 0 ? rules.returnable(account) : 0;
        if (amount == 0) {
            return;
        }
        try {
            moveOut(List.of(new Draw(account, amount)));
        } catch (LedgerUnavailable e) {
            LOG.warn("Escrow of a resting budget could not be returned yet.", e);
            rest(account, RETRY);
        }
    }

    /// Returns what no hold draws on, of all accounts at once; for a clean shutdown.
    void returnAll(Collection<Account> accounts) throws LedgerUnavailable {
        while (accounts.stream().anyMatch(account -> account.moving)) {
            waiting.on(landed);
        }
        List<Draw> out =
                accounts.stream()
                        .filter(account -> rules.returnable(account) > 0)
                        .map(account -> new Draw(account, rules.returnable(account)))
                        .toList();
        if (!out.isEmpty()) {
            moveOut(out);
        }
    }

    /// Gives up what a crash left unreported.
    ///
    /// @param durably makes that one movement durable
    void release(Account account, EscrowStore durably) throws LedgerUnavailable {
        while (account.moving) {
            waiting.on(landed);
        }
        long amount = account.unreported;
        if (amount == 0) {
            return;
        }
        try {
            moveOut(List.of(new Draw(account, amount)), durably);
            account.unreported = 0;
        } finally {
            // a hold that ended meanwhile saw no slice to give back
            rest(account);
        }
    }

    /// Leaves a durable mark of an account that begins between two calendar windows, so that a restart finds it.
    void mark(Account account) {
        afterwards.add(() ->
                background.run(
                        Duration.ZERO,
                        () -> {
                            try {
                                store.move(List.of(movement(account, 0)));
                            } catch (LedgerUnavailable e) {
                                LOG.warn(
                                        "The start of a changed budget's window could not be written; its first call"
                                                + " will.",
                                        e);
                            }
                        }));
    }

    private void moveIn(List<Draw> draws) throws LedgerUnavailable {
        begin(draws);
        boolean durable = false;
        try {
            store.move(draws.stream().map(draw -> movement(draw.account(), draw.amount())).toList());
            durable = true;
        } finally {
            land(draws, durable);
            // what it was fetched for may have been refused, settled or removed meanwhile
            draws.forEach(draw -> rest(draw.account()));
        }
    }

    private void moveOut(List<Draw> draws) throws LedgerUnavailable {
        moveOut(draws, store);
    }

    private void moveOut(List<Draw> draws, EscrowStore durably) throws LedgerUnavailable {
        draws.forEach(draw -> draw.account().moved -= draw.amount());
        begin(draws);
        boolean refused = false;
        try {
            durably.move(draws.stream().map(draw -> movement(draw.account(), -draw.amount())).toList());
        } catch (LedgerUnavailable e) {
            refused = true;
            throw e;
        } finally {
            land(draws, refused);
        }
    }

    /// Takes the lock again, credits the accounts if told so, and wakes who waits for them.
    private void land(List<Draw> draws, boolean credit) {
        lock.lock();
        for (Draw draw : draws) {
            draw.account().moved = Sums.plus(draw.account().moved, credit ? draw.amount() : 0);
            draw.account().moving = false;
        }
        landed.signalAll();
    }

    private void begin(List<Draw> draws) {
        draws.forEach(draw -> draw.account().moving = true);
        lock.unlock();
    }

    private static Movement movement(Account account, long amount) {
        return new Movement(account.budget.name(), account.span.start(), amount);
    }

    private void locked(Runnable task) {
        lock.lock();
        try {
            task.run();
        } finally {
            lock.unlock();
        }
        afterwards.run();
    }
}
