package signalbox.core.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the journal into the database and answers questions from it. All database work is done by one thread,
/// `signalbox-store`, which nobody interrupts; opening happens there too, so a start does not wait for it. It follows
/// every few seconds, and before a question when it is more than a second behind: few large transactions cost a call
/// less than many small ones. The journal is the truth: a database that is unreadable or disagrees with itself is
/// deleted and made again. Thread-safe.
final class Projection {
    private static final Logger LOG = LoggerFactory.getLogger(Projection.class);
    private static final int ROWS_A_TRANSACTION = 5_000;

    /// While somebody waits for an answer.
    private static final int ROWS_BEFORE_A_QUESTION = 1_000;

    /// While nobody can ask: longer transactions cost less a row.
    private static final int ROWS_OF_A_REBUILD = 50_000;

    private static final long FOLLOW_SECONDS = 5;
    private static final long BEHIND_NANOS = TimeUnit.SECONDS.toNanos(1);
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

    /// Null while it cannot be used.
    private Projected store;

    private long followedAt = System.nanoTime();
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
        thread.scheduleWithFixedDelay(this::follow, 0, FOLLOW_SECONDS, TimeUnit.SECONDS);
    }

    /// A question to the database.
    interface Question<T> {
        T ask(Handle handle, NameTable names);
    }

    /// Asks on the store thread and waits for the answer.
    ///
    /// @throws IllegalStateException when the database cannot be used; the message says why
    <T> T ask(Question<T> question) {
        return askStore(store -> question.ask(store.handle(), store.names()));
    }

    /// The same of what the database's sums were added up to, too.
    <T> T askStore(Function<Projected, T> question) {
        return onThread(() -> {
            usable();
            if (System.nanoTime() - followedAt >= BEHIND_NANOS) {
                comeNearer();
            }
            return question.apply(store);
        });
    }

    private void comeNearer() {
        Take taken = take(ROWS_BEFORE_A_QUESTION);
        if (taken != null && taken.size() >= ROWS_BEFORE_A_QUESTION && !thread.isShutdown()) {
            // the rest after the answer, for the next question
            thread.execute(this::follow);
        }
    }

    /// Takes over everything that is certainly on the journal's disk, and waits for it.
    void catchUp() {
        onThread(() -> {
            usable();
            while (take(ROWS_A_TRANSACTION) != null) {
                // transaction by transaction
            }
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
            long calls = 0;
            for (Take taken = take(ROWS_OF_A_REBUILD); taken != null; taken = take(ROWS_OF_A_REBUILD)) {
                calls += taken.calls();
                progress.accept(taken.sequence());
            }
            return new Rebuild.Result(calls, Duration.ofNanos(System.nanoTime() - start));
        });
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
        if (store == null) {
            throw new IllegalStateException(unusable);
        }
    }

    private void open() {
        try {
            store = Projected.open(directory, archive, files);
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

    /// Drops journal segments that hold nothing newer than `since`, once the archive stands for them. Only that is done
    /// by the store's thread, so that nobody who asks waits for files.
    ///
    /// @return how many
    int dropSegments(long since) {
        try {
            List<Integer> old = OldSegments.before(since, files, synced.get());
            List<Integer> archived = old.isEmpty() ? old : onThread(() -> archive(since, old));
            for (int number : archived) {
                files.delete(number);
            }
            return archived.size();
        } catch (IOException | BrokenSegment e) {
            throw notDropped(e);
        }
    }

    private List<Integer> archive(long since, List<Integer> old) {
        usable();
        try {
            return store.archive(archive, since, old);
        } catch (IOException e) {
            throw notDropped(e);
        }
    }

    private static IllegalStateException notDropped(Exception e) {
        return new IllegalStateException("Old journal segments could not be dropped: " + e.getMessage(), e);
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
        if (store == null) {
            open();
        }
        try {
            if (store != null && take(ROWS_A_TRANSACTION) != null) {
                // let questions in between
                thread.execute(this::follow);
            }
        } catch (IllegalStateException e) {
            if (failures >= FAILURES_BEFORE_REBUILD && mayRebuild()) {
                startOver();
            }
        }
    }

    /// Takes over one transaction.
    ///
    /// @return what it took over; null when there was nothing
    /// @throws IllegalStateException when it failed
    private Take take(int rows) {
        try {
            Take taken = store.take(synced.get(), rows);
            failures = 0;
            if (taken == null) {
                rebuildWait = REBUILD_NANOS;
            }
            followedAt = taken == null || taken.size() < rows ? System.nanoTime() : followedAt;
            return taken;
        } catch (IOException | BrokenSegment | RuntimeException e) {
            failures++;
            failed(e);
            throw new IllegalStateException(unusable, e);
        }
    }

    private void finish() {
        if (store != null) {
            try {
                long end = System.nanoTime() + CLOSE_CATCH_UP_NANOS;
                while (take(ROWS_A_TRANSACTION) != null && System.nanoTime() - end < 0) {
                    // transaction by transaction
                }
                store.markClean();
            } catch (RuntimeException e) {
                LOG.warn("The ledger's database was not brought up to date; the next start does it", e);
            }
        }
        release();
    }

    private void release() {
        if (store != null) {
            store.close();
            store = null;
        }
    }
}
