package signalbox.core.ledger;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.core.budget.Charge;

/// The ledger of one data directory: the journal, what it recovered, and the questions. One per directory, which it
/// owns until it is closed. Thread-safe.
public final class LedgerStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerStore.class);

    /// A start reads the newest segment, so this bounds how long it takes.
    private static final long SEGMENT_BYTES = 4 << 20;

    private final DataLock lock;
    private final Journal journal;
    private final Projection projection;
    private final RecentCalls recent;
    private final JournalLedger ledger;

    private LedgerStore(DataLock lock, Journal journal, Projection projection, RecentCalls recent) {
        this.lock = lock;
        this.journal = journal;
        this.projection = projection;
        this.recent = recent;
        this.ledger = new JournalLedger(journal, projection, recent);
    }

    /// Opens a data directory, making it when it is not there, readable by its owner only.
    ///
    /// @throws LedgerException `data_dir_in_use`, `data_dir_unusable`, `journal_damaged`, `journal_newer`
    public static LedgerStore open(Path dataDir, InstantSource clock) throws LedgerException {
        return open(dataDir, clock, SEGMENT_BYTES);
    }

    static LedgerStore open(Path dataDir, InstantSource clock, long segmentBytes) throws LedgerException {
        try {
            PrivateFiles.directory(dataDir);
            DataLock lock = DataLock.take(dataDir);
            try {
                return open(dataDir, clock, segmentBytes, lock);
            } catch (IOException | LedgerException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new LedgerException(
                    "data_dir_unusable",
                    "The data directory "
                            + dataDir
                            + " cannot be used: "
                            + why(e)
                            + ". Make room or repair its permissions,"
                            + " or choose another data directory.",
                    e);
        }
    }

    /// The messages of file system errors are bare paths; their kind is what a person needs.
    private static String why(IOException e) {
        return switch (e) {
            case FileAlreadyExistsException _ -> "a file has its name";
            case NotDirectoryException _ -> "it is not a directory";
            case AccessDeniedException denied -> "access to " + denied.getFile() + " is denied";
            case FileSystemException system when system.getReason() != null -> system.getReason();
            default -> e.toString();
        };
    }

    private static LedgerStore open(Path dataDir, InstantSource clock, long segmentBytes, DataLock lock)
            throws IOException, LedgerException {
        var files = new DiskFiles(dataDir.resolve("journal"));
        var recent = new RecentCalls();
        Journal journal =
                Journal.open(
                        files,
                        RowSlots.open(dataDir.resolve("rows")),
                        clock,
                        segmentBytes,
                        record -> {
                            if (record instanceof JournalRecord.CallRecord call) {
                                recent.add(call.row());
                            }
                        });
        var projection = new Projection(dataDir.resolve("store"), files, journal::synced);
        projection.start();
        return new LedgerStore(lock, journal, projection, recent);
    }

    /// The journal; also where escrow is moved.
    public Journal journal() {
        return journal;
    }

    /// The state when this store was opened.
    public LedgerState recovered() {
        return journal.recovered();
    }

    /// The questions.
    public Ledger ledger() {
        return ledger;
    }

    /// Queues a finished call and what it charged. Never blocks.
    public void append(CallRow row, List<Charge> charges) {
        append(row, charges, -1);
    }

    /// Keeps a call whose client is about to see the end of its answer: a kill of the process cannot lose the row from
    /// now on. Never blocks.
    ///
    /// @return where it is kept, for [#append(CallRow, List, int)]
    public int keep(CallRow row, List<Charge> charges) {
        return journal.keep(new JournalRecord.CallRecord(row, charges));
    }

    /// Queues a finished call that was kept.
    public void append(CallRow row, List<Charge> charges, int place) {
        recent.add(row);
        journal.append(new JournalRecord.CallRecord(row, charges), place);
    }

    /// Makes the database behind the questions again from the journal, and waits for it.
    public void rebuild() {
        projection.rebuild();
    }

    /// Closes after a stop in order: everything was settled and all escrow returned.
    @Override
    public void close() {
        close(true);
    }

    /// @param clean false when something may still be unsettled; then open escrow is unreported at the next start
    public void close(boolean clean) {
        journal.close(clean);
        projection.close();
        try {
            lock.close();
        } catch (IOException e) {
            LOG.warn("The data directory's lock could not be given back: {}", e.toString());
        }
    }
}
