package signalbox.core.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.core.budget.Charge;
import signalbox.core.budget.EscrowStore.LedgerUnavailable;

/// The ledger of one data directory: the journal, what it recovered, and the questions. One per directory, which it
/// owns until it is closed. Thread-safe.
public final class LedgerStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerStore.class);

    /// A start reads the newest segment, so this bounds how long it takes.
    private static final long SEGMENT_BYTES = 4 << 20;

    private final Path dataDir;
    private final DataLock lock;
    private final JournalFiles files;
    private final Journal journal;
    private final Projection projection;
    private final RecentCalls recent;
    private final JournalLedger ledger;

    private LedgerStore(
            Path dataDir,
            DataLock lock,
            JournalFiles files,
            Journal journal,
            Projection projection,
            RecentCalls recent) {
        this.dataDir = dataDir;
        this.lock = lock;
        this.files = files;
        this.journal = journal;
        this.projection = projection;
        this.recent = recent;
        this.ledger = new JournalLedger(journal, projection, recent);
    }

    /// Opens a data directory, making it when it is not there, readable by its owner only.
    ///
    /// @throws LedgerException `data_dir_in_use`, `data_dir_unusable`, `journal_damaged`, `journal_newer`,
    ///   `store_newer`
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
            throw Unusable.dataDir(dataDir, e);
        }
    }

    private static LedgerStore open(Path dataDir, InstantSource clock, long segmentBytes, DataLock lock)
            throws IOException, LedgerException {
        StoreSchema.refuseNewer(dataDir.resolve(Database.DIRECTORY));
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
        var projection = new Projection(dataDir.resolve(Database.DIRECTORY), files, journal::synced);
        projection.start();
        return new LedgerStore(dataDir, lock, files, journal, projection, recent);
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

    /// Checks the whole journal, up to what is certainly on the disk. May take seconds; writing goes on meanwhile.
    ///
    /// @throws LedgerException `data_dir_unusable` when it cannot be read
    public JournalCheck check() throws LedgerException {
        try {
            journal.sync();
            return JournalCheck.of(files, journal.synced());
        } catch (LedgerUnavailable e) {
            throw new LedgerException("ledger_unavailable", e.getMessage(), e);
        } catch (IOException e) {
            throw Unusable.dataDir(dataDir, e);
        }
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

    /// Drops what is no longer kept, in small steps between which others are served, and waits for it. Never blocks the
    /// journal.
    ///
    /// @throws IllegalStateException when the store cannot be used; what was not dropped yet is dropped the next time
    public Retention.Dropped retain(Retention retention, Instant now) {
        return retain(retention, now, Instant.EPOCH);
    }

    /// The same, and drops calls that arrived before `deleted` however young they are. What stands for them and for the
    /// journal's segments, which then go too, does so for whole days.
    public Retention.Dropped retain(Retention retention, Instant now, Instant deleted) {
        ledger.flush();
        long callsSince = Math.max(Retention.since(now, retention.calls()).toEpochMilli(), Period.millis(deleted));
        long daysSince = callsSince - Math.floorMod(callsSince, RollUps.DAY);
        long hoursSince = Retention.since(now, retention.hours()).toEpochMilli();
        long minutesSince = Retention.since(now, retention.minutes()).toEpochMilli();
        long minutes = steps(handle -> Dropping.sums(handle, "minutes", "minute_use", minutesSince));
        long hours = steps(handle -> Dropping.sums(handle, "hours", "hour_use", hoursSince));
        steps(handle -> Dropping.sums(handle, "hours", "hour_latency", hoursSince));
        steps(handle -> Dropping.charges(handle, daysSince, callsSince));
        long calls = steps(handle -> Dropping.calls(handle, callsSince));
        recent.dropBefore(callsSince);
        return new Retention.Dropped(calls, minutes, hours, projection.dropSegments(daysSince));
    }

    /// Forgets what the journal's newest segment still had of calls that were deleted.
    public void forgetRecent(Instant deleted) {
        recent.dropBefore(Period.millis(deleted));
    }

    private long steps(Function<Handle, Dropping.Step> step) {
        long all = 0;
        Dropping.Step done;
        do {
            done = projection.ask((handle, names) -> step.apply(handle));
            all += done.dropped();
        } while (done.more());
        return all;
    }

    /// Makes the database behind the questions again from the journal, and waits for it.
    ///
    /// @param progress told the number of the last record taken over, now and then, on the store's thread
    /// @throws IllegalStateException when the database cannot be used; the message says why
    public Rebuild.Result rebuild(LongConsumer progress) {
        return projection.rebuild(progress);
    }

    /// Copies the whole data directory into a zip file, as it is on the disk now, while appending goes on.
    ///
    /// @throws LedgerException as [Backup#of], and `ledger_unavailable`
    public Backup.Result backup(Path file, InstantSource clock) throws LedgerException {
        Instant at = clock.instant();
        try {
            journal.sync();
        } catch (LedgerUnavailable e) {
            throw new LedgerException("ledger_unavailable", e.getMessage(), e);
        }
        return Backup.of(dataDir, files, journal.synced(), file, at);
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
