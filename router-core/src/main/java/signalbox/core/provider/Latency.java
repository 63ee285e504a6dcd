package signalbox.core.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// How quick each target has been of late: the last 128 answers, none older than a quarter of an hour, so that
/// yesterday's trouble does not colour today's picture. Thread-safe.
public final class Latency {
    private static final int SAMPLES = 128;
    private static final long OLDEST_MILLIS = Duration.ofMinutes(15).toMillis();

    private final Map<String, Ring> rings = new ConcurrentHashMap<>();

    public Latency() {}

    /// Percentiles in milliseconds.
    ///
    /// @param samples how many answers they stand on
    public record Figures(int samples, long firstByteP50, long firstByteP95, long totalP50, long totalP95) {}

    /// Records one whole answer.
    public void record(String provider, String model, Duration firstByte, Duration total, Instant now) {
        rings.computeIfAbsent(provider + "/" + model, _ -> new Ring()).add(firstByte, total, now);
    }

    /// Empty when there was no answer in the last quarter of an hour.
    public Optional<Figures> of(String provider, String model, Instant now) {
        var ring = rings.get(provider + "/" + model);
        return ring == null ? Optional.empty() : ring.figures(now);
    }

    private static final class Ring {
        private final long[] at = new long[SAMPLES];
        private final long[] firstByte = new long[SAMPLES];
        private final long[] total = new long[SAMPLES];
        private long count;

        synchronized void add(Duration newFirstByte, Duration newTotal, Instant now) {
            int slot = (int) (count++ % SAMPLES);
            at[slot] = now.toEpochMilli();
            firstByte[slot] = newFirstByte.toMillis();
            total[slot] = newTotal.toMillis();
        }

        synchronized Optional<Figures> figures(Instant now) {
            long oldest = now.toEpochMilli() - OLDEST_MILLIS;
            var first = new long[SAMPLES];
            var whole = new long[SAMPLES];
            int kept = 0;
            for (int i = 0; i < Math.min(count, SAMPLES); i++) {
                if (at[i] >= oldest) {
                    first[kept] = firstByte[i];
                    whole[kept++] = total[i];
                }
            }
            if (kept == 0) {
                return Optional.empty();
            }
            Arrays.sort(first, 0, kept);
            Arrays.sort(whole, 0, kept);
            return Optional.of(
                    new Figures(
                            kept, at(first, kept, 50), at(first, kept, 95), at(whole, kept, 50), at(whole, kept, 95)));
        }

        /// Nearest rank.
        private static long at(long[] sorted, int count, int percentile) {
            return sorted[Math.max(0, (count * percentile + 99) / 100 - 1)];
        }
    }
}
