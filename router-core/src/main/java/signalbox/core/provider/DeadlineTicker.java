package signalbox.core.provider;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/// Ends attempts that take too long. One thread looks at all of them every tick; an attempt only writes a field when it
/// begins or ends to wait, which costs nothing per token. The thread sleeps while nothing is in flight.
final class DeadlineTicker implements AutoCloseable {
    /// Something with a deadline.
    interface Watched {
        /// As `System.nanoTime()`; read from the ticker's thread.
        long dueNanos();

        /// Called once the deadline has passed, at least once, on the ticker's thread; must not block.
        void expire();
    }

    private static final Duration TICK = Duration.ofMillis(100);

    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean asleep;
    private volatile boolean closed;

    DeadlineTicker() {
        thread = Thread.ofPlatform().daemon().name("signalbox-deadlines").start(this::run);
    }

    void add(Watched attempt) {
        watched.add(attempt);
        if (asleep) {
            LockSupport.unpark(thread);
        }
    }

    void remove(Watched attempt) {
        watched.remove(attempt);
    }

    /// Everything in flight right now.
    Set<Watched> inFlight() {
        return watched;
    }

    private void run() {
        while (!closed) {
            asleep = true;
            if (watched.isEmpty()) {
                LockSupport.park(this);
            }
            asleep = false;
            long now = System.nanoTime();
            for (var attempt : watched) {
                if (now - attempt.dueNanos() >= 0) {
                    attempt.expire();
                }
            }
            LockSupport.parkNanos(this, TICK.toNanos());
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
