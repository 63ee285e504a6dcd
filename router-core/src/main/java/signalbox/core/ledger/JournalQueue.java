package signalbox.core.ledger;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import signalbox.core.ledger.JournalWriter.Entry;

/// What waits for the journal's thread. Entries that nobody waits for are let gather for a moment, because waking a
/// thread for each costs more than writing them. Any thread adds; one thread takes.
final class JournalQueue {
    /// Half of what passes between two fsyncs.
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final BlockingQueue<Entry> entries = new LinkedBlockingQueue<>();
    private volatile Thread taker;

    /// Whether something was added that must not wait.
    private volatile boolean urgent;

    /// @param hurried whether it must be taken at once
    void add(Entry entry, boolean hurried) {
        entries.add(entry);
        if (hurried) {
            urgent = true;
            LockSupport.unpark(taker);
        }
    }

    int size() {
        return entries.size();
    }

    /// Everything that is urgent now is about to be taken.
    void emptying() {
        urgent = false;
    }

    /// Null when there is none.
    Entry poll() {
        return entries.poll();
    }

    /// Waits for the first entry; null when none came.
    Entry poll(long nanos) {
        try {
            return entries.poll(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // nobody has a reason to interrupt this thread, and stopping here would lose rows
            return null;
        }
    }

    /// Lets more come, until something urgent does or there are this many.
    void gather(int most) {
        taker = Thread.currentThread();
        long until = System.nanoTime() + GATHER_NANOS;
        for (long left = GATHER_NANOS; left > 0; left = until - System.nanoTime()) {
            if (urgent || entries.size() >= most) {
                return;
            }
            LockSupport.parkNanos(this, left);
        }
    }
}
