package signalbox.core;

import java.time.Duration;
import java.time.Instant;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import signalbox.core.policy.Policy;

/// What a running router looks after by itself: its figures, its clock, its ledger's age, its providers' quotas, and
/// what must be on record when something went wrong.
final class Upkeep implements AutoCloseable {
    /// How often the budgets' counters are compared with the rows.
    private static final Duration CHECK = Duration.ofMinutes(1);

    private final Parts parts;
    private final Engine engine;
    private final Supplier<Policy> policy;
    private final BudgetAudit budgets;
    private final ClockWatch clock;
    private final Retaining retaining;
    private final Housekeeping housekeeping = new Housekeeping();

    Upkeep(Parts parts, Engine engine, Supplier<Policy> policy, IntSupplier inFlight, Retaining retaining) {
        this.parts = parts;
        this.engine = engine;
        this.policy = policy;
        this.budgets = new BudgetAudit(parts.books(), parts.store().ledger(), engine.ledger(), inFlight);
        this.clock = new ClockWatch(parts.guard(), parts, engine.ledger());
        this.retaining = retaining;
    }

    /// @param retainFirst when the ledger is first relieved of what it no longer keeps
    void start(Duration retainFirst) {
        new CrashReport(parts.store(), engine.ledger()).tell(parts.books().statuses(policy.get()));
        reportTrouble();
        housekeeping.every(CHECK, CHECK, () -> budgets.check(policy.get()));
        housekeeping.every(Duration.ZERO, ClockWatch.PERIOD, clock::look);
        var recall = new QuotaRecall(parts.store().ledger(), engine.traffic());
        Instant started = engine.now();
        housekeeping.once(CHECK, () -> recall.of(policy.get(), started));
        housekeeping.every(retainFirst, Retaining.PERIOD, retaining::run);
    }

    /// A journal that fails is on record as soon as it can be written again, and on screen at once.
    private void reportTrouble() {
        parts.store()
                .journal()
                .onTrouble(sentence -> {
                    boolean over = sentence.isEmpty();
                    engine.ledger()
                            .incident(
                                    over ? "ledger_available" : "ledger_unavailable",
                                    over ? "The journal can be written again; calls are served." : sentence,
                                    null);
                });
    }

    BudgetAudit budgets() {
        return budgets;
    }

    ClockWatch clock() {
        return clock;
    }

    Retaining retaining() {
        return retaining;
    }

    /// Starts nothing new and waits a moment for what runs.
    @Override
    public void close() {
        housekeeping.close();
    }
}
