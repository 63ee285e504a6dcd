package signalbox.core;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongConsumer;
import signalbox.core.ledger.AuditCheck;
import signalbox.core.ledger.Backup;
import signalbox.core.ledger.JournalCheck;
import signalbox.core.ledger.Rebuild;

/// Looking after a data directory: of a router that runs ([Router#care]) or of one that does not ([StoppedData]).
/// Thread-safe; every method may take seconds.
public interface DataCare {
    /// Copies the whole data directory into a new zip file that only its owner can read. A running router goes on
    /// serving. The vault stays encrypted.
    ///
    /// @throws RouterException `file_exists`, `bad_backup_place`, `backup_unwritable`, `journal_damaged`; no file was
    ///   made
    Backup.Result backup(Path file) throws RouterException;

    /// Walks the journal's whole hash chain. Changes nothing.
    JournalCheck verify() throws RouterException;

    /// Follows the audit trail's hash chain. Changes nothing.
    ///
    /// @return empty when it cannot be looked at right now: the next start makes the database good
    Optional<AuditCheck> verifyAudit();

    /// Makes the database behind the questions again from the journal.
    ///
    /// @param progress told the number of the last record taken over, now and then, on any thread
    /// @throws RouterException `store_failed`, `journal_damaged`
    Rebuild.Result rebuild(LongConsumer progress) throws RouterException;
}
