package signalbox.core;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongConsumer;
import signalbox.core.ledger.AuditCheck;
import signalbox.core.ledger.Backup;
import signalbox.core.ledger.JournalCheck;
import signalbox.core.ledger.LedgerException;
import signalbox.core.ledger.LedgerStore;
import signalbox.core.ledger.Rebuild;

/// The data directory of the router that runs.
record RunningData(LedgerStore store, InstantSource clock) implements DataCare {
    @Override
    public Backup.Result backup(Path file) throws RouterException {
        try {
            return store.backup(file, clock);
        } catch (LedgerException e) {
            throw new RouterException(e.code(), e.getMessage(), e);
        }
    }

    @Override
    public JournalCheck verify() throws RouterException {
        try {
            return store.check();
        } catch (LedgerException e) {
            throw new RouterException(e.code(), e.getMessage(), e);
        }
    }

    @Override
    public Optional<AuditCheck> verifyAudit() {
        try {
            return Optional.of(store.ledger().checkAudit());
        } catch (IllegalStateException unusable) {
            return Optional.empty();
        }
    }

    @Override
    public Rebuild.Result rebuild(LongConsumer progress) throws RouterException {
        try {
            return store.rebuild(progress);
        } catch (IllegalStateException e) {
            throw new RouterException("store_failed", e.getMessage(), e);
        }
    }
}
