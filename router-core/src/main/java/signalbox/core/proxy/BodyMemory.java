package signalbox.core.proxy;

import java.util.concurrent.atomic.AtomicLong;

/// The memory that all request bodies together may take, so that many large ones cannot exhaust the heap. Thread-safe.
final class BodyMemory {
    private final AtomicLong left;

    BodyMemory(long bytes) {
        left = new AtomicLong(bytes);
    }

    /// A quarter of the heap, as a call holds copies of its body for a while; never less than two of the largest
    /// bodies.
    static BodyMemory of(long heap, int largest) {
        return new BodyMemory(Math.max(heap / 4, 2L * largest));
    }

    /// @return false, with nothing taken, when there is not enough left
    boolean take(int bytes) {
        for (long now = left.get(); now >= bytes; now = left.get()) {
            if (left.compareAndSet(now, now - bytes)) {
                return true;
            }
        }
        return false;
    }

    void give(int bytes) {
        left.addAndGet(bytes);
    }

    long left() {
        return left.get();
    }
}
