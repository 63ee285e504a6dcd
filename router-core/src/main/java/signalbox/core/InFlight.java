package signalbox.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// The calls that are being served. Thread-safe.
final class InFlight {
    private static final long LOOK_NANOS = 5_000_000;

    private final Map<Long, Running> running = new ConcurrentHashMap<>();

    /// @param key the app key that makes the call
    record Running(String key, Instant at) {}

    /// Serves a call on the calling thread. When it is not in flight any more, its row is where it can be found.
    <T> T during(long id, Running call, Supplier<T> serving) {
        running.put(id, call);
        try {
            return serving.get();
        } finally {
            running.remove(id);
        }
    }

    Optional<Running> find(long id) {
        return Optional.ofNullable(running.get(id));
    }

    int count() {
        return running.size();
    }

    /// Waits until nothing is in flight.
    ///
    /// @return false when something still was in the end
    boolean awaitNone(Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!running.isEmpty() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return running.isEmpty();
    }
}
