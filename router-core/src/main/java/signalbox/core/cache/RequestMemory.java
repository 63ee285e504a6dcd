package signalbox.core.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Whole requests by call, so that the operator can send them again; the least used dropped first when they get too
/// many. In memory only. Thread-safe.
///
/// @param <R> the request as the façade has it
public final class RequestMemory<R> {
    /// The largest body that is kept, in bytes.
    public static final int MOST_BODY = 4 << 20;

    private static final long MOST_BYTES = 64L << 20;

    /// About what an entry weighs beside its body.
    private static final int ENTRY = 512;

    private final Cache<Long, Entry<R>> entries;

    private final InstantSource clock;

    private record Entry<R>(R request, int bytes, Instant since, Duration keep) {}

    public RequestMemory(InstantSource clock) {
        this.clock = clock;
        entries =
                Caffeine.newBuilder()
                        .maximumWeight(MOST_BYTES)
                        .weigher((Long call, Entry<R> entry) -> ENTRY + entry.bytes)
                        .expireAfter(Expiry.creating((Long call, Entry<R> entry) -> entry.keep))
                        .ticker(() -> AnswerCache.nanos(clock))
                        .executor(Runnable::run)
                        .build();
    }

    /// Keeps a request for a while, unless it is too large.
    ///
    /// @param bytes what its body weighs
    public void keep(long call, R request, int bytes, Duration during) {
        if (bytes <= MOST_BODY && during.isPositive()) {
            entries.put(call, new Entry<>(request, bytes, clock.instant(), during));
        }
    }

    /// Forgets what was kept before then.
    public void dropBefore(Instant before) {
        entries.asMap().values().removeIf(entry -> entry.since.isBefore(before));
    }

    /// The request of a call. One that is older than what may be kept by now is forgotten.
    public Optional<R> find(long call, Duration during) {
        Entry<R> found = entries.getIfPresent(call);
        if (found != null && !found.since.plus(during).isAfter(clock.instant())) {
            entries.invalidate(call);
            return Optional.empty();
        }
        return Optional.ofNullable(found).map(Entry::request);
    }
}
