package signalbox.core.budget;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is decided under the book's lock but done outside it: telling listeners, scheduling tasks. One at a time and in
/// the order it was decided, whichever thread comes along. Thread-safe.
final class Afterwards {
    private static final Logger LOG = LoggerFactory.getLogger(Afterwards.class);

    private final ConcurrentLinkedQueue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private final ReentrantLock running = new ReentrantLock();

    void add(Runnable task) {
        queue.add(task);
    }

    /// Does what has gathered, unless another thread is at it, or this thread is at it further up its stack.
    void run() {
        while (!queue.isEmpty() && !running.isHeldByCurrentThread() && running.tryLock()) {
            try {
                drain();
            } finally {
                running.unlock();
            }
        }
    }

    private void drain() {
        Runnable task;
        while ((task = queue.poll()) != null) {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("A budget listener failed; the budget itself is unaffected.", e);
            }
        }
    }
}
