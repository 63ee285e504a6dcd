package signalbox.core.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/// The board of how quick each target has been of late: the last 128 answers, none older than a quarter of an hour, the
/// newest weighing most, so that yesterday's trouble does not colour today's picture. Streamed and whole answers are
/// kept apart: the one shows when it begins, the other when it ends. Thread-safe; reading is a look-up.
///
/// What is shown follows what was measured only when that has moved by more than a seventh, so that two targets that
/// are about as quick do not change places with every answer.
public final class Latency {
    /// How many answers it takes to speak of a pace.
    private static final int LEAST = 3;

    private static final int SAMPLES = 128;
    private static final long OLDEST_MILLIS = Duration.ofMinutes(15).toMillis();

    /// The time after which an answer weighs half.
    private static final double HALF_LIFE_MILLIS = Duration.ofMinutes(3).toMillis();

    private static final int DEAD_BAND = 7;

    /// A busy target's figures are made anew this often, not with every answer.
    private static final long REST_MILLIS = 100;

    private final Map<String, Ring> rings = new ConcurrentHashMap<>();

    public Latency() {}

    /// @param answers how many answers it stands on
    /// @param millisP50 to the first token of a stream, or to the end of a whole answer
    /// @param tokensPerSecond of a stream after its first token; 0 when unknown
    public record Figures(int answers, long millisP50, long millisP95, long tokensPerSecond) {}

    /// Records a stream that came whole.
    public void streamed(
            String provider, String model, Duration firstToken, Duration total, long outputTokens, Instant now) {
        long after = total.minus(firstToken).toMillis();
        long pace = after > 0 && outputTokens > 1 ? (outputTokens - 1) * 1000 / after : 0;
        ring(provider, model, true).add(firstToken.toMillis(), pace, now);
    }

    /// Records an answer that came in one piece.
    public void whole(String provider, String model, Duration total, Instant now) {
        ring(provider, model, false).add(total.toMillis(), 0, now);
    }

    /// Empty while there were too few answers in the last quarter of an hour.
    public Optional<Figures> of(String provider, String model, boolean stream, Instant now) {
        Ring ring = rings.get(key(provider, model, stream));
        return ring == null ? Optional.empty() : ring.figures(now);
    }

    private Ring ring(String provider, String model, boolean stream) {
        return rings.computeIfAbsent(key(provider, model, stream), _ -> new Ring());
    }

    private static String key(String provider, String model, boolean stream) {
        return (stream ? "s " : "w ") + provider + "/" + model;
    }

    private static final class Ring {
        private final long[] at = new long[SAMPLES];
        private final long[] millis = new long[SAMPLES];
        private final long[] pace = new long[SAMPLES];
        private long count;
        private long shownAt;
        private volatile Shown shown;

        /// @param until when the answers it stands on are too old
        private record Shown(Figures figures, long until) {}

        synchronized void add(long newMillis, long newPace, Instant now) {
            int slot = (int) (count++ % SAMPLES);
            at[slot] = now.toEpochMilli();
            millis[slot] = newMillis;
            pace[slot] = newPace;
            if (count <= SAMPLES / 8 || Math.abs(now.toEpochMilli() - shownAt) >= REST_MILLIS) {
                shownAt = now.toEpochMilli();
                show(shownAt);
            }
        }

        Optional<Figures> figures(Instant now) {
            Shown last = shown;
            return last == null || now.toEpochMilli() > last.until ? Optional.empty() : Optional.of(last.figures);
        }

        private void show(long now) {
            int[] recent =
                    IntStream.range(0, (int) Math.min(count, SAMPLES))
                            .filter(i -> now - at[i] <= OLDEST_MILLIS)
                            .toArray();
            if (recent.length < LEAST) {
                shown = null;
                return;
            }
            Figures last = shown == null ? new Figures(0, 0, 0, 0) : shown.figures;
            var figures =
                    new Figures(
                            recent.length,
                            steady(last.millisP50, percentile(recent, millis, 50, now)),
                            steady(last.millisP95, percentile(recent, millis, 95, now)),
                            steady(last.tokensPerSecond, percentile(recent, pace, 50, now)));
            long[] times = Arrays.stream(recent).mapToLong(i -> at[i]).sorted().toArray();
            shown = new Shown(figures, times[times.length - LEAST] + OLDEST_MILLIS);
        }

        private static long steady(long last, long measured) {
            return last > 0 && Math.abs(measured - last) * DEAD_BAND <= last ? last : measured;
        }

        /// The least value that this share of the weight does not exceed.
        private long percentile(int[] recent, long[] values, int percent, long now) {
            int[] sorted =
                    Arrays.stream(recent)
                            .boxed()
                            .sorted(Comparator.comparingLong(i -> values[i]))
                            .mapToInt(Integer::intValue)
                            .toArray();
            double all = Arrays.stream(sorted).mapToDouble(i -> weight(i, now)).sum();
            double sum = 0;
            for (int i : sorted) {
                sum += weight(i, now);
                if (sum >= all * percent / 100 - 1e-9) {
                    return values[i];
                }
            }
            return values[sorted[sorted.length - 1]];
        }

        private double weight(int i, long now) {
            return Math.exp(-Math.max(0, now - at[i]) * Math.log(2) / HALF_LIFE_MILLIS);
        }
    }
}
