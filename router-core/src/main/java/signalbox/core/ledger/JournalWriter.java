package signalbox.core.ledger;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The journal's one thread: takes what is queued, writes it as one frame, fsyncs, folds, answers.
///
/// After any failure the file is suspect (an fsync that failed may have dropped pages and then report success). So the
/// segment is cut back to what was certainly on the disk and a new one is started from the fold of exactly that;
/// whoever waits is told that the record does not count, and rows that nobody waits for are written again.
final class JournalWriter implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);
    private static final int MOST_RECORDS = 1024;
    private static final long SYNC_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long IDLE_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final int TRIES_AT_STOP = 2;
    private static final Entry STOP = new Entry(List.of(), null, -1);

    private final JournalFiles files;
    private final long segmentBytes;
    private final RowSlots slots;
    private final Fold fold;
    private final JournalQueue queue = new JournalQueue();

    /// Written but not yet synced, in order.
    private final List<Entry> written = new ArrayList<>();

    /// To be written before anything from the queue, in order.
    private final Deque<Entry> again = new ArrayDeque<>();

    /// What new segments go on from: the last segment and its certain size and link.
    private SegmentWriter segment;

    private boolean broken;
    private boolean stopping;

    /// Whether somebody waits for one of those written.
    private boolean awaited;

    private long syncAt;
    private long retryAt;
    private long sequence;
    private volatile JournalPosition synced;
    private volatile String trouble = "";
    private volatile Consumer<String> listener = sentence -> {};
    private volatile boolean stopped;

    /// Records that are written together.
    ///
    /// @param done told when they are durable or will not be; null when nobody waits, and then they are never given up
    /// @param place of its row in the slots, free again once the row is durable; -1 for none
    record Entry(List<JournalRecord> records, Waiter done, int place) {}

    JournalWriter(JournalFiles files, Recovery recovery, long segmentBytes, RowSlots slots) {
        this.files = files;
        this.segmentBytes = segmentBytes;
        this.slots = slots;
        this.fold = recovery.fold();
        this.segment = recovery.writer();
        this.sequence = fold.state().sequence();
        this.synced = new JournalPosition(segment.number(), segment.syncedSize(), sequence);
    }

    void queue(Entry entry) {
        queue.add(entry, entry.done != null);
        if (stopped) {
            takeQueued();
        }
    }

    void stop() {
        queue.add(STOP, true);
    }

    int queued() {
        return queue.size();
    }

    JournalPosition synced() {
        return synced;
    }

    String trouble() {
        return trouble;
    }

    @Override
    public void run() {
        keepReserve();
        int failuresAtStop = 0;
        while (!stopping || !again.isEmpty() || !written.isEmpty()) {
            try {
                if (broken) {
                    heal();
                }
                step();
            } catch (IOException e) {
                failed(e);
                if (stopping && ++failuresAtStop == TRIES_AT_STOP) {
                    LOG.error("{} journal records could not be written before the stop", again.size());
                    break;
                }
                pause();
            }
        }
        closeSegment();
        takeQueued();
    }

    private void step() throws IOException {
        if (again.isEmpty()) {
            if (take(queue.poll(patience()))) {
                queue.gather(MOST_RECORDS);
            }
        }
        if (!again.isEmpty()) {
            if (segment.size() >= segmentBytes) {
                rotate();
            }
            writeBatch();
        }
        if (!written.isEmpty() && (awaited || stopping || System.nanoTime() - syncAt >= 0)) {
            sync();
        }
        if (!trouble.isEmpty() && System.nanoTime() - retryAt >= 0) {
            keepReserve();
        }
    }

    /// How long the thread may sleep when nothing is queued.
    private long patience() {
        if (stopping) {
            return 0;
        }
        if (!written.isEmpty()) {
            return syncAt - System.nanoTime();
        }
        return trouble.isEmpty() ? IDLE_NANOS : retryAt - System.nanoTime();
    }

    private void writeBatch() throws IOException {
        queue.emptying();
        var batch = new ArrayList<Entry>();
        var records = new ArrayList<JournalRecord>();
        while (records.size() < MOST_RECORDS && (!again.isEmpty() || take(queue.poll()))) {
            Entry entry = again.poll();
            if (entry.done != null && !entry.done.takeUp()) {
                continue;
            }
            batch.add(entry);
            records.addAll(entry.records);
        }
        if (written.isEmpty()) {
            syncAt = System.nanoTime() + SYNC_EVERY_NANOS;
        }
        int before = written.size();
        written.addAll(batch);
        try {
            if (!records.isEmpty()) {
                segment.write(records);
            }
        } catch (IllegalArgumentException e) {
            written.subList(before, written.size()).clear();
            writeEach(batch);
        }
        awaited |= batch.stream().anyMatch(entry -> entry.done != null);
    }

    /// Finds the entry that cannot be written, so that it does not take the others with it.
    private void writeEach(List<Entry> batch) throws IOException {
        again.addAll(batch);
        for (int i = batch.size(); i > 0; i--) {
            Entry entry = again.poll();
            written.add(entry);
            try {
                segment.write(entry.records);
            } catch (IllegalArgumentException e) {
                written.removeLast();
                LOG.error("A journal record cannot be written; what it held stays counted as unreported", e);
                refuse(entry, e);
            }
        }
    }

    private void sync() throws IOException {
        segment.sync();
        for (Entry entry : written) {
            entry.records.forEach(fold::apply);
            sequence += entry.records.size();
        }
        publish();
        List<Entry> durable = List.copyOf(written);
        written.clear();
        awaited = false;
        for (Entry entry : durable) {
            slots.free(entry.place);
            if (entry.done != null) {
                entry.done.durable();
            }
        }
    }

    private void rotate() throws IOException {
        if (!written.isEmpty()) {
            sync();
        }
        SegmentWriter next = SegmentWriter.create(files, segment.number() + 1, fold.state(), segment.syncedLink());
        closeSegment();
        segment = next;
        publish();
    }

    private void failed(IOException e) {
        if (trouble.isEmpty()) {
            LOG.warn("The journal cannot be written; calls are refused until it can: {}", e.toString());
        }
        setTrouble(e);
        broken = true;
        closeSegment();
        List<Entry> rewrite = List.copyOf(written);
        written.clear();
        awaited = false;
        for (int i = rewrite.size() - 1; i >= 0; i--) {
            if (rewrite.get(i).done == null) {
                again.addFirst(rewrite.get(i));
            }
        }
        rewrite.forEach(entry -> refuse(entry, e));
        again.forEach(entry -> refuse(entry, e));
        again.removeIf(entry -> entry.done != null);
    }

    /// Waits for the next try, and refuses whoever comes meanwhile to wait.
    private void pause() {
        while (System.nanoTime() - retryAt < 0 && !stopping) {
            if (take(queue.poll(retryAt - System.nanoTime())) && again.getLast().done != null) {
                refuse(again.removeLast(), new IOException(trouble));
            }
        }
    }

    /// Cuts the last segment back to what was certainly on the disk and starts a new one.
    private void heal() throws IOException {
        files.releaseReserve();
        SegmentWriter last = segment;
        if (last.blank()) {
            segment = SegmentWriter.create(files, last.number(), fold.state(), last.linkBefore());
        } else {
            cutBack(last);
            segment = SegmentWriter.create(files, last.number() + 1, fold.state(), last.syncedLink());
        }
        broken = false;
        publish();
    }

    private void cutBack(SegmentWriter last) throws IOException {
        try (var reader = new SegmentReader(files.openToRead(last.number()), last.number())) {
            while (reader.next(last.syncedSize()) != null) {
                // reading checks every frame
            }
        } catch (BrokenSegment e) {
            throw new IOException("the disk lost what it had confirmed, at byte " + e.offset(), e);
        }
        try (JournalFiles.Segment file = files.open(last.number())) {
            file.truncate(last.syncedSize());
            file.sync();
        }
    }

    private void keepReserve() {
        try {
            files.keepReserve();
            boolean healed = !trouble.isEmpty();
            trouble = "";
            if (healed) {
                LOG.info("The journal can be written again");
                listener.accept("");
            }
        } catch (IOException e) {
            setTrouble(e);
        }
    }

    /// @param told each time that trouble begins, with the sentence, and when it ends, with none; on this thread
    void listener(Consumer<String> told) {
        listener = told;
    }

    private void setTrouble(IOException e) {
        boolean begins = trouble.isEmpty();
        trouble =
                "The journal cannot be written ("
                        + e.getMessage()
                        + "). Calls are refused until it can be; it is tried"
                        + " again every second.";
        retryAt = System.nanoTime() + RETRY_NANOS;
        if (begins) {
            listener.accept(trouble);
        }
    }

    /// @return whether there was an entry; it stands last in `again`
    private boolean take(Entry entry) {
        if (entry == STOP) {
            stopping = true;
            return false;
        }
        return entry != null && again.add(entry);
    }

    /// Answers whoever came after the stop.
    private void takeQueued() {
        stopped = true;
        for (Entry entry = queue.poll(); entry != null; entry = queue.poll()) {
            refuse(entry, new IOException("The journal is closed."));
        }
    }

    private static void refuse(Entry entry, Exception why) {
        if (entry.done != null) {
            entry.done.refused(why);
        }
    }

    private void publish() {
        synced = new JournalPosition(segment.number(), segment.syncedSize(), sequence);
    }

    private void closeSegment() {
        try {
            segment.close();
        } catch (IOException e) {
            LOG.warn("A journal segment could not be closed: {}", e.toString());
        }
    }
}
