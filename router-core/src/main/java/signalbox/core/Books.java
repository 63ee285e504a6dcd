package signalbox.core;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import signalbox.core.budget.Background;
import signalbox.core.budget.BudgetBook;
import signalbox.core.budget.BudgetListener;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.budget.Bump;
import signalbox.core.budget.Charge;
import signalbox.core.budget.EscrowStore;
import signalbox.core.budget.EscrowStore.LedgerUnavailable;
import signalbox.core.budget.EscrowStore.Movement;
import signalbox.core.budget.Recovered;
import signalbox.core.budget.WindowClock;
import signalbox.core.ledger.Journal;
import signalbox.core.ledger.JournalRecord;
import signalbox.core.ledger.LedgerState;
import signalbox.core.policy.Budget;
import signalbox.core.policy.Policy;

/// The two books of a router: one for real spend, one for simulated spend, over the same budgets, so that practice
/// never draws on a real cap. In the journal the practice book's budgets carry a prefix no name can have. Thread-safe.
final class Books implements AutoCloseable {
    static final String PRACTICE = "practice:";

    private final BudgetBook real;
    private final BudgetBook practice;
    private final ScheduledExecutorService background;
    private final InstantSource clock;
    private final Journal journal;

    /// What happens to budgets, with names as the policy has them.
    interface Listener {
        void told(RouterEvent event);
    }

    /// @param windows how late windows may believe it is
    Books(
            Journal journal,
            LedgerState state,
            Collection<Budget> budgets,
            InstantSource clock,
            WindowClock windows,
            Listener listener) {
        this.clock = clock;
        this.journal = journal;
        background = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("escrow").factory());
        real = new BudgetBook(journal::move, Background.on(background), windows);
        practice = new BudgetBook(movements -> journal.move(prefixed(movements)), Background.on(background), windows);
        real.restore(recovered(state, false));
        practice.restore(recovered(state, true));
        real.listener(new Bridge(journal, "", listener));
        practice.listener(new Bridge(journal, PRACTICE, listener));
        configure(budgets);
    }

    BudgetBook of(boolean simulated) {
        return simulated ? practice : real;
    }

    void configure(Collection<Budget> budgets) {
        real.configure(budgets, clock.instant());
        practice.configure(budgets, clock.instant());
    }

    /// Every budget of a policy, from the book that it is about.
    List<BudgetStatus> statuses(Policy policy) {
        Instant now = clock.instant();
        var statuses = new ArrayList<BudgetStatus>();
        for (Budget budget : policy.budgets().values()) {
            statuses.add(of(Practice.counts(policy, budget)).status(budget.name(), now));
        }
        return statuses;
    }

    /// Charges as the journal keeps them.
    static List<Charge> charges(List<Charge> charges, boolean simulated) {
        return charges.stream()
                .map(charge ->
                        new Charge((simulated ? PRACTICE : "") + charge.budget(), charge.window(), charge.amount()))
                .toList();
    }

    /// Makes movements of a book durable together with another record, all or none.
    EscrowStore beside(boolean simulated, JournalRecord record) {
        return movements ->
                journal.appendDurable(
                        List.of(new JournalRecord.EscrowMoved(simulated ? prefixed(movements) : movements), record));
    }

    private static List<Movement> prefixed(List<Movement> movements) {
        return movements.stream()
                .map(move -> new Movement(PRACTICE + move.budget(), move.window(), move.amount()))
                .toList();
    }

    private static List<Recovered> recovered(LedgerState state, boolean simulated) {
        return state.recovered().stream()
                .filter(recovered -> recovered.budget().startsWith(PRACTICE) == simulated)
                .map(Books::renamed)
                .toList();
    }

    private static Recovered renamed(Recovered recovered) {
        String name = plain(recovered.budget());
        List<Bump> bumps = recovered.bumps().stream().map(bump -> renamed(bump, name)).toList();
        return new Recovered(
                name, recovered.window(), recovered.spent(), recovered.moved(), bumps, recovered.haltedSince());
    }

    /// A budget's name as the journal has it.
    static String journalName(String budget, boolean simulated) {
        return (simulated ? PRACTICE : "") + budget;
    }

    /// A budget's name as the policy has it.
    static String plain(String name) {
        return name.startsWith(PRACTICE) ? name.substring(PRACTICE.length()) : name;
    }

    /// The same bump under another budget name.
    static Bump renamed(Bump bump, String name) {
        return new Bump(name, bump.amount(), bump.window(), bump.expires(), bump.kind(), bump.actor(), bump.reason());
    }

    /// Gives all escrow back, for a stop in order.
    ///
    /// @return false when it could not be written down; the next start will count it as unreported
    boolean closeOut() {
        try {
            real.closeOut();
            practice.closeOut();
            return true;
        } catch (LedgerUnavailable e) {
            return false;
        }
    }

    @Override
    public void close() {
        background.shutdown();
    }

    /// Writes halts into the journal, so that they outlive a crash, and tells the router's listeners.
    private record Bridge(Journal journal, String prefix, Listener listener) implements BudgetListener {
        @Override
        public void halted(BudgetStatus status, String workload, Instant at) {
            journal.append(new JournalRecord.Halted(prefix + status.budget().name(), status.windowStart(), at));
            listener.told(new RouterEvent.BudgetHalted(status, workload, at));
        }

        @Override
        public void warning(BudgetStatus status, int percent, Instant at) {
            listener.told(new RouterEvent.BudgetWarning(status, percent, at));
        }

        @Override
        public void resumed(BudgetStatus status, Instant at) {
            journal.append(new JournalRecord.Resumed(prefix + status.budget().name(), status.windowStart()));
            listener.told(new RouterEvent.BudgetResumed(status, at));
        }
    }
}
