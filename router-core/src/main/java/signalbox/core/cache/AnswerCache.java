package signalbox.core.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Whole answers by request, the least used dropped first when they get too many. Thread-safe.
public final class AnswerCache {
    /// The largest answer that is kept, in bytes.
    public static final int MOST_ANSWER = 1 << 20;

    private static final long MOST_BYTES = 64L << 20;

    /// About what an entry weighs beside its body.
    private static final int ENTRY = 512;

    private final Cache<CacheKey, Entry> entries;

    private record Entry(Answer answer, Duration keep) {}

    public AnswerCache(InstantSource clock) {
        this(clock, MOST_BYTES);
    }

    AnswerCache(InstantSource clock, long mostBytes) {
        entries =
                Caffeine.newBuilder()
                        .maximumWeight(mostBytes)
                        .weigher((CacheKey key, Entry entry) -> ENTRY + entry.answer.body.length)
                        .expireAfter(Expiry.creating((CacheKey key, Entry entry) -> entry.keep))
                        .ticker(() -> nanos(clock))
                        .executor(Runnable::run)
                        .build();
    }

    static long nanos(InstantSource clock) {
        var now = clock.instant();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    /// An answer as its client got it. The bytes are not copied; nobody may change them.
    ///
    /// @param callId the call that it was given to
    /// @param stream whether the body is an event stream
    /// @param costNanos what it cost when it was given, nano-dollars
    public record Answer(
            long callId,
            String provider,
            String model,
            int status,
            String contentType,
            boolean stream,
            byte[] body,
            long costNanos) {}

    public Optional<Answer> find(CacheKey key) {
        return Optional.ofNullable(entries.getIfPresent(key)).map(Entry::answer);
    }

    /// Keeps an answer for a while, unless it is too large.
    public void keep(CacheKey key, Answer answer, Duration during) {
        if (answer.body.length <= MOST_ANSWER && during.isPositive()) {
            entries.put(key, new Entry(answer, during));
        }
    }

    /// Forgets every answer.
    public void clear() {
        entries.invalidateAll();
    }

    /// How many answers are kept right now.
    public long size() {
        entries.cleanUp();
        return entries.estimatedSize();
    }
}
