package signalbox.core.ledger;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import signalbox.core.budget.EscrowStore;

/// The append-only record of everything that happened, in `DATA/journal`. Appending never blocks; one thread writes
/// what is queued in groups. When the disk fails, the journal fails closed ([#healthy] is false, durable appends are
/// refused, rows that are queued are kept) and tries about once a second until it can write again. Thread-safe.
public final class Journal implements EscrowStore {
    private static final int MOST_QUEUED = 100_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final JournalWriter writer;
    private final RowSlots slots;
    private final Thread thread;
    private final LedgerState recovered;
    private final long droppedBytes;
    private final InstantSource clock;
    private volatile Duration patience = PATIENCE;
    private boolean closed;

    private Journal(
            JournalWriter writer, RowSlots slots, LedgerState recovered, long droppedBytes, InstantSource clock) {
        this.writer = writer;
        this.slots = slots;
        this.recovered = recovered;
        this.droppedBytes = droppedBytes;
        this.clock = clock;
        this.thread = Thread.ofPlatform().daemon().name("signalbox-journal").unstarted(writer);
    }

    /// Recovers what the files hold and starts writing after it.
    ///
    /// @param segmentBytes how long a segment gets before the next one is started
    /// @param each sees the records of the newest segment, oldest first
    static Journal open(JournalFiles files, InstantSource clock, long segmentBytes, Consumer<JournalRecord> each)
            throws IOException, LedgerException {
        return open(files, RowSlots.none(), clock, segmentBytes, each);
    }

    /// @param slots rows that a kill left there go into the journal now
    static Journal open(
            JournalFiles files, RowSlots slots, InstantSource clock, long segmentBytes, Consumer<JournalRecord> each)
            throws IOException, LedgerException {
        var rows = new LeftRows(files, slots);
        Recovery recovery = Recovery.of(files, rows.seeing(each));
        var opened = new JournalRecord.Opened(clock.instant());
        Fold state = recovery.fold().copy();
        state.apply(opened);
        List<RowSlots.Left> left = rows.missing(recovery.writer().number());
        left.forEach(row -> state.apply(row.record()));
        left.forEach(row -> each.accept(row.record()));
        var writer = new JournalWriter(files, recovery, segmentBytes, slots);
        var journal = new Journal(writer, slots, state.state(), recovery.droppedBytes(), clock);
        journal.append(opened);
        left.forEach(row -> journal.append(row.record(), row.place()));
        journal.thread.start();
        return journal;
    }

    /// The state when this journal was opened, what a crash left counted as unreported.
    public LedgerState recovered() {
        return recovered;
    }

    /// How many bytes of a torn tail were dropped at opening; 0 after an orderly stop.
    public long droppedBytes() {
        return droppedBytes;
    }

    /// Queues a record; it is on the disk a few hundredths of a second later. Never blocks and never loses the record
    /// while the process lives, even when the journal is not healthy.
    public void append(JournalRecord record) {
        append(record, -1);
    }

    private void append(JournalRecord record, int place) {
        writer.queue(new JournalWriter.Entry(List.of(record), null, place));
    }

    /// Keeps a call's row over a kill of the process from now on, before it is appended. Never blocks.
    ///
    /// @return its place, for [#append(JournalRecord.CallRecord, int)]
    int keep(JournalRecord.CallRecord record) {
        return slots.put(record, writer.synced().segment());
    }

    /// Queues a call's row that was kept as it then stood; what counts is this one.
    void append(JournalRecord.CallRecord record, int place) {
        append((JournalRecord) record, place);
    }

    /// Makes the records durable, all or none, before it returns.
    ///
    /// @throws LedgerUnavailable when they could not be made durable; then none of them count
    public void appendDurable(List<JournalRecord> records) throws LedgerUnavailable {
        if (!healthy()) {
            throw new LedgerUnavailable(trouble(), null);
        }
        var done = new Waiter();
        writer.queue(new JournalWriter.Entry(List.copyOf(records), done, -1));
        done.await(patience, thread::isAlive);
    }

    @Override
    public void move(List<Movement> movements) throws LedgerUnavailable {
        appendDurable(List.of(new JournalRecord.EscrowMoved(movements)));
    }

    /// Whether calls may be served: the journal can be written and does not fall behind.
    public boolean healthy() {
        return writer.trouble().isEmpty() && writer.queued() < MOST_QUEUED;
    }

    /// Why the journal is not healthy, as a plain sentence; empty when it is.
    public String trouble() {
        String trouble = writer.trouble();
        if (trouble.isEmpty() && writer.queued() >= MOST_QUEUED) {
            return "The journal cannot keep up with the calls. It goes on by itself once it has caught up.";
        }
        return trouble;
    }

    /// Tells when the journal can no longer be written, with the sentence, and with none when it can again. The
    /// listener runs on the journal's thread: it must be quick, and may append.
    public void onTrouble(Consumer<String> listener) {
        writer.listener(listener);
    }

    /// Waits until everything appended so far is durable.
    void sync() throws LedgerUnavailable {
        var done = new Waiter();
        writer.queue(new JournalWriter.Entry(List.of(), done, -1));
        done.await(patience, thread::isAlive);
    }

    /// How long a record that nobody writes yet is waited for.
    void patience(Duration longest) {
        patience = longest;
    }

    /// How far the journal is certainly on the disk.
    JournalPosition synced() {
        return writer.synced();
    }

    /// Writes what is queued and stops. Idempotent.
    ///
    /// @param clean whether everything was settled and all escrow returned
    synchronized void close(boolean clean) {
        if (closed) {
            return;
        }
        closed = true;
        if (clean) {
            append(new JournalRecord.Closed(clock.instant()));
        }
        writer.stop();
        Waiting.join(thread, PATIENCE.toSeconds());
        slots.close();
    }
}
