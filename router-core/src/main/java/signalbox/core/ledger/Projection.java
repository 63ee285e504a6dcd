package signalbox.core.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the journal into the database, about once a second, and answers questions from it. All database work is done
/// by one thread, `signalbox-store`, which nobody interrupts; opening happens there too, so a start does not wait for
/// it. The journal is the truth: a database that is unreadable or disagrees with itself is deleted and made again.
/// Thread-safe.
final class Projection {
    private static final Logger LOG = LoggerFactory.getLogger(Projection.class);
    private static final int ROWS_A_TRANSACTION = 1000;

    /// While nobody can ask: longer transactions cost less a row.
    private static final int ROWS_OF_A_REBUILD = 10_000;

    private static final int FAILURES_BEFORE_REBUILD = 3;
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(2);

    /// How long until a database that was made again and still fails is made again once more; doubled each time.
    private static final long REBUILD_NANOS = TimeUnit.SECONDS.toNanos(4);

    private static final long LONGEST_REBUILD_NANOS = TimeUnit.MINUTES.toNanos(30);
    private static final long STARVED_BYTES = 16 << 20;
    private static final long CLOSE_CATCH_UP_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long CLOSE_SECONDS = 10;

    private final Path directory;
    private final Archive archive;
    private final JournalFiles files;
    private final Supplier<JournalPosition> synced;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    task -> Thread.ofPlatform().daemon().name("signalbox-store").unstarted(task));

    private Database database;
    private NameTable names;
    private Kept kept;
    private JournalCursor cursor;
    private int failures;
    private boolean newer;
    private long retryAt = System.nanoTime();
    private long rebuildAt = retryAt;
    private long rebuildWait = REBUILD_NANOS;
    private String unusable = "";

    /// @param synced how far the journal is certainly on the disk
    Projection(Path directory, JournalFiles files, Supplier<JournalPosition> synced) {
        this.directory = directory;
        this.archive = new Archive(directory.resolveSibling("ledger-archive.csv"));
        this.files = files;
        this.synced = synced;
    }

    void start() {
        thread.execute(this::open);
        thread.scheduleWithFixedDelay(this::follow, 0, 1, TimeUnit.SECONDS);
    }

    /// A question to the database.
    interface Question<T> {
        T ask(Handle handle, NameTable names);
    }

    /// Asks on the store thread and waits for the answer.
    ///
    /// @throws IllegalStateException when the database cannot be used; the message says why
    <T> T ask(Question<T> question) {
        return onThread(() -> {
            usable();
            return question.ask(database.handle(), names);
        });
    }

    /// Takes over everything that is certainly on the journal's disk, and waits for it.
    void catchUp() {
        onThread(() -> {
            usable();
            take(Long.MAX_VALUE);
            return null;
        });
    }

    /// Deletes the database and makes it again from the journal; questions wait meanwhile.
    ///
    /// @param progress told the number of the last record taken over after each transaction
    Rebuild.Result rebuild(LongConsumer progress) {
        long start = System.nanoTime();
        return onThread(() -> {
            newer = false;
            startOver();
            usable();
            while (take(1, ROWS_OF_A_REBUILD)) {
                progress.accept(count("select sequence from progress"));
            }
            return new Rebuild.Result(
                    count("select count(*) from call_row"), Duration.ofNanos(System.nanoTime() - start));
        });
    }

    private long count(String sql) {
        return database.handle().createQuery(sql).mapTo(long.class).one();
    }

    /// Takes over what is left, within reason, and closes. Idempotent.
    void close() {
        if (!thread.isShutdown()) {
            thread.execute(this::finish);
            thread.shutdown();
        }
        Waiting.ended(thread, CLOSE_SECONDS);
    }

    private <T> T onThread(Supplier<T> task) {
        try {
            return CompletableFuture.supplyAsync(task, thread).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof IllegalStateException known
                    ? known
                    : new IllegalStateException("The ledger's database failed: " + e.getCause(), e.getCause());
        }
    }

    private void usable() {
        if (database == null) {
            throw new IllegalStateException(unusable);
        }
    }

    private void open() {
        try {
            database = Database.open(directory);
            names = new NameTable(database.handle());
            startFromArchive(database.handle());
            kept = Kept.read(database.handle());
            if (!clean(database.handle())) {
                throw new SQLException("its roll-ups and its rows disagree");
            }
            database.handle().execute("update progress set clean = false");
        } catch (Database.NewerSchema e) {
            LOG.error(e.getMessage());
            unusable = e.getMessage();
            newer = true;
        } catch (IOException | SQLException | RuntimeException e) {
            failed(e);
            if (mayRebuild()) {
                startOver();
            }
        }
    }

    /// Closes the database until the next try.
    private void failed(Exception e) {
        String sentence = "The ledger's database cannot be used: " + e.getMessage();
        if (!sentence.equals(unusable)) {
            LOG.warn("{}; it is tried again", sentence);
        }
        unusable = sentence;
        retryAt = System.nanoTime() + RETRY_NANOS;
        release();
    }

    private boolean mayRebuild() {
        return System.nanoTime() - rebuildAt >= 0 && !starved();
    }

    /// Whether it is no wonder that the database fails, and making it again would not help.
    private boolean starved() {
        try {
            return Files.getFileStore(directory).getUsableSpace() < STARVED_BYTES;
        } catch (IOException e) {
            return true;
        }
    }

    /// Whether it was closed in order, or at least agrees with itself.
    private boolean clean(Handle handle) {
        boolean closed = handle.createQuery("select clean from progress").mapTo(boolean.class).one();
        return closed
                || handle.createQuery(
                                "select c.calls = h.calls and c.cost = h.cost from (select count(*) as calls,"
                                        + " coalesce(sum(cost), 0) as cost from call_row where at_ms >= ?) c,"
                                        + " (select coalesce(sum(calls), 0) as calls, coalesce(sum(cost), 0) as cost"
                                        + " from hour_use where start_ms >= ?) h")
                        .bind(0, kept.comparable())
                        .bind(1, kept.comparable())
                        .mapTo(boolean.class)
                        .one();
    }

    /// A database that is made again cannot learn from the journal what stood in dropped segments.
    private void startFromArchive(Handle handle) throws IOException {
        long known = handle.createQuery("select sequence from progress").mapTo(long.class).one();
        if (known > 0 || !archive.exists() || Kept.read(handle).archive() > 0) {
            return;
        }
        try {
            archive.load(handle, names);
        } catch (IOException | RuntimeException e) {
            LOG.error("The sums of dropped journal segments are missing from the ledger's database", e);
        }
        names = new NameTable(handle);
    }

    /// Drops journal segments that hold nothing newer than `since`, once the archive stands for them.
    ///
    /// @return how many
    int dropSegments(long since) {
        return onThread(() -> {
            usable();
            try {
                List<Integer> old = oldSegments(since);
                if (!old.isEmpty()) {
                    archive.write(database.handle(), names, since);
                    kept = Kept.read(database.handle());
                }
                for (int number : old) {
                    files.delete(number);
                }
                return old.size();
            } catch (IOException | BrokenSegment e) {
                throw new IllegalStateException("Old journal segments could not be dropped: " + e.getMessage(), e);
            }
        });
    }

    /// Every segment whose calls all arrived before `since`, and that is taken over: the checkpoint of the next one
    /// says so. Never the newest.
    private List<Integer> oldSegments(long since) throws IOException, BrokenSegment {
        var old = new ArrayList<Integer>();
        int newest = synced.get().segment();
        List<Integer> numbers = files.list().stream().filter(number -> number <= newest).toList();
        for (int i = 0; i + 1 < numbers.size(); i++) {
            int next = numbers.get(i + 1);
            try (var reader = new SegmentReader(files.openToRead(next), next)) {
                boolean before = reader.checkpoint().lastCall() < Period.firstId(since);
                if (!before || cursor == null || !cursor.isPast(numbers.get(i))) {
                    return old;
                }
            }
            old.add(numbers.get(i));
        }
        return old;
    }

    private void startOver() {
        LOG.info("The ledger's database is made again from the journal");
        rebuildAt = System.nanoTime() + rebuildWait;
        rebuildWait = Math.min(2 * rebuildWait, LONGEST_REBUILD_NANOS);
        release();
        try {
            Database.delete(directory);
            open();
        } catch (IOException e) {
            failed(e);
        }
    }

    private void follow() {
        if (newer || System.nanoTime() - retryAt < 0) {
            return;
        }
        if (database == null) {
            open();
        }
        try {
            if (database != null && take(1)) {
                // let questions in between
                thread.execute(this::follow);
            }
        } catch (IllegalStateException e) {
            if (failures >= FAILURES_BEFORE_REBUILD && mayRebuild()) {
                startOver();
            }
        }
    }

    /// Takes over at most this many transactions. After a failure what is in memory may be ahead of the database, so it
    /// is closed and opened again.
    ///
    /// @return whether there may be more
    /// @throws IllegalStateException when it failed
    private boolean take(long transactions) {
        return take(transactions, ROWS_A_TRANSACTION);
    }

    private boolean take(long transactions, int rows) {
        try {
            for (long i = 0; i < transactions; i++) {
                if (!takeOne(rows)) {
                    failures = 0;
                    rebuildWait = REBUILD_NANOS;
                    return false;
                }
            }
            failures = 0;
            return true;
        } catch (IOException | BrokenSegment | RuntimeException e) {
            failures++;
            failed(e);
            throw new IllegalStateException(unusable, e);
        }
    }

    private boolean takeOne(int rows) throws IOException, BrokenSegment {
        Handle handle = database.handle();
        JournalPosition until = synced.get();
        if (cursor == null) {
            long known = handle.createQuery("select sequence from progress").mapTo(long.class).one();
            cursor = new JournalCursor(files, known, until);
        }
        var take = new Take(names, kept);
        while (take.size() < rows) {
            var batch = cursor.next(until);
            if (batch == null) {
                break;
            }
            take.add(batch);
        }
        if (take.sequence() == 0) {
            return false;
        }
        handle.useTransaction(take::save);
        return true;
    }

    private void finish() {
        if (database != null) {
            try {
                long end = System.nanoTime() + CLOSE_CATCH_UP_NANOS;
                while (take(1) && System.nanoTime() - end < 0) {
                    // transaction by transaction
                }
                database.handle().execute("update progress set clean = true");
            } catch (RuntimeException e) {
                LOG.warn("The ledger's database was not brought up to date; the next start does it", e);
            }
        }
        release();
    }

    private void release() {
        closeCursor();
        if (database != null) {
            try {
                database.close();
            } catch (SQLException | RuntimeException e) {
                LOG.warn("The ledger's database could not be closed: {}", e.toString());
            }
            database = null;
        }
    }

    private void closeCursor() {
        if (cursor != null) {
            try {
                cursor.close();
            } catch (IOException e) {
                LOG.warn("A journal segment could not be closed: {}", e.toString());
            }
            cursor = null;
        }
    }
}
