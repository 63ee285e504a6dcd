package signalbox.core.proxy;

import java.util.concurrent.TimeUnit;

/// Slows down whoever guesses keys: after 20 wrong keys within a second, further refusals come a second late. Right
/// keys are never delayed, so nobody can be locked out; all peers are this machine, so the count is one for all.
/// Thread-safe.
final class KeyThrottle {
    private static final int FREE = 20;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private long windowStart;
    private int failures;

    /// Counts a failure.
    ///
    /// @param now a reading of the nanosecond timer
    /// @return by how many nanoseconds to delay its answer
    synchronized long failed(long now) {
        if (failures == 0 || now - windowStart >= SECOND) {
            windowStart = now;
            failures = 0;
        }
        return ++failures > FREE ? SECOND : 0;
    }
}
