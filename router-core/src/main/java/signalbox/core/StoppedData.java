package signalbox.core;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import signalbox.core.ledger.AuditCheck;
import signalbox.core.ledger.Backup;
import signalbox.core.ledger.JournalCheck;
import signalbox.core.ledger.LedgerException;
import signalbox.core.ledger.Rebuild;
import signalbox.core.ledger.Restore;
import signalbox.core.ledger.Salvage;
import signalbox.core.ledger.UnknownSpend;

/// A data directory that no router runs on; refused with `data_dir_in_use` when one does.
///
/// @param clock when things happened to it
public record StoppedData(Path dataDir, InstantSource clock) implements DataCare {
    private interface Work<T> {
        T run() throws LedgerException;
    }

    @Override
    public Backup.Result backup(Path file) throws RouterException {
        return done(() -> Backup.of(dataDir, file, clock));
    }

    @Override
    public JournalCheck verify() throws RouterException {
        return done(() -> JournalCheck.of(dataDir));
    }

    @Override
    public Optional<AuditCheck> verifyAudit() {
        return AuditCheck.of(dataDir);
    }

    @Override
    public Rebuild.Result rebuild(LongConsumer progress) throws RouterException {
        return done(() -> Rebuild.run(dataDir, progress));
    }

    /// Saves what is sound of a damaged journal; see [Salvage].
    ///
    /// @throws RouterException `data_dir_in_use`, `no_data`, `nothing_damaged`, `journal_newer`, `data_dir_unusable`
    public Salvage.Result salvage() throws RouterException {
        return done(() -> Salvage.run(dataDir, rest(), clock));
    }

    /// Puts a backup into this directory; see [Restore].
    ///
    /// @param replace whether a directory that is not empty may be moved aside
    /// @param nothingSpentSince the operator vouches that nothing was spent after the backup was made: nothing is held
    /// @throws RouterException `data_dir_not_empty`, `data_dir_in_use`, `backup_unreadable`, `backup_damaged`,
    ///   `backup_newer`, `journal_newer`, `data_dir_unusable`
    public Restore.Result restore(Path file, boolean replace, boolean nothingSpentSince) throws RouterException {
        UnknownSpend unknown = nothingSpentSince ? state -> List.of() : rest();
        return done(() -> Restore.run(file, dataDir, replace, unknown, clock));
    }

    private UnknownSpend rest() {
        return state -> RestOfCaps.of(state, clock.instant());
    }

    private static <T> T done(Work<T> work) throws RouterException {
        try {
            return work.run();
        } catch (LedgerException e) {
            throw new RouterException(e.code(), e.getMessage(), e);
        }
    }
}
