package signalbox.core.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;

/// Makes the database behind the questions again from the journal, while no router runs.
public final class Rebuild {
    private Rebuild() {}

    /// @param calls calls in it now
    public record Result(long calls, Duration took) {}

    /// @param progress told the number of the last record taken over, now and then, on another thread
    /// @throws LedgerException `data_dir_in_use`, `no_data`, `journal_damaged`, `journal_newer`, `store_failed`,
    ///   `data_dir_unusable`
    public static Result run(Path dataDir, LongConsumer progress) throws LedgerException {
        try {
            JournalFiles files = JournalCheck.files(dataDir);
            try (DataLock _ = DataLock.take(dataDir)) {
                List<JournalWalk.Found> found = JournalWalk.of(files, null);
                JournalCheck.sum(files, found).refuseDamage();
                return run(dataDir, files, end(found), progress);
            }
        } catch (IOException e) {
            throw Unusable.dataDir(dataDir, e);
        }
    }

    private static JournalPosition end(List<JournalWalk.Found> found) {
        JournalWalk.Found last = found.getLast();
        // a segment torn while it was made holds nothing yet
        JournalWalk.Found end = last.after() == null && found.size() > 1 ? found.get(found.size() - 2) : last;
        return new JournalPosition(end.number(), end.sound(), end.after() == null ? 0 : end.after().sequence());
    }

    private static Result run(Path dataDir, JournalFiles files, JournalPosition end, LongConsumer progress)
            throws LedgerException {
        var projection = new Projection(dataDir.resolve(Database.DIRECTORY), files, () -> end);
        try {
            return projection.rebuild(progress);
        } catch (IllegalStateException e) {
            throw new LedgerException("store_failed", e.getMessage(), e);
        } finally {
            projection.close();
        }
    }
}
