package signalbox.core.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/// Owns a data directory through an operating-system lock on `DATA/lock`; a crash frees it.
record DataLock(FileChannel channel) implements AutoCloseable {
    /// @throws LedgerException `data_dir_in_use` when another router owns it
    static DataLock take(Path dataDir) throws IOException, LedgerException {
        FileChannel channel =
                PrivateFiles.open(dataDir.resolve("lock"), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // owned by this very process; reported like any other owner
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        if (lock == null) {
            throw new LedgerException(
                    "data_dir_in_use",
                    "The data directory "
                            + dataDir
                            + " is in use by another running Signalbox. Use that one, stop it, or"
                            + " choose another data directory.",
                    null);
        }
        return new DataLock(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
