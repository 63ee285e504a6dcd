package signalbox.core.ledger;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import signalbox.core.budget.EscrowStore.LedgerUnavailable;
import signalbox.core.budget.EscrowStore.Movement;

/// Writes down in a data directory that is not the one that was what happened to it. Leaves it as it was stopped: in
/// order or not.
final class Aftermath implements AutoCloseable {
    private final LedgerStore store;
    private final InstantSource clock;

    Aftermath(Path dataDir, InstantSource clock) throws LedgerException {
        this.store = LedgerStore.open(dataDir, clock);
        this.clock = clock;
    }

    /// Counts what is unknown as spent.
    List<Movement> hold(UnknownSpend unknown) throws LedgerUnavailable {
        List<Movement> held = unknown.held(store.recovered());
        if (!held.isEmpty()) {
            store.journal().move(held);
        }
        return held;
    }

    void incident(String code, String message) throws LedgerUnavailable {
        store.journal().appendDurable(List.of(new JournalRecord.Incident(code, message, clock.instant())));
    }

    /// What to do about what is held, in sentences.
    static String next(List<Movement> held) {
        String compare = "Compare with the provider's own figures: signalbox ledger reconcile.";
        if (held.isEmpty()) {
            return compare;
        }
        return "Up to the cap it counts as spent until you release it (signalbox release BUDGET): "
                + held.stream().map(Movement::budget).distinct().collect(Collectors.joining(", "))
                + ". "
                + compare;
    }

    @Override
    public void close() {
        store.close(store.recovered().cleanStop());
    }
}
