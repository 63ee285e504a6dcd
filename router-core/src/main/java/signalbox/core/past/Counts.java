package signalbox.core.past;

import java.util.EnumMap;
import signalbox.core.policy.Counter;
import signalbox.core.price.Usage;

/// Puts usage together from counts of a log.
final class Counts {
    private final EnumMap<Counter, Long> counts = new EnumMap<>(Counter.class);

    Counts put(Counter counter, long units) {
        if (units > 0) {
            counts.merge(counter, units, Long::sum);
        }
        return this;
    }

    /// Input of which a part was read from a cache and a part written into one. More parts than input stand beside it.
    Counts input(long input, long read, long written) {
        boolean inside = read + written <= input;
        return put(Counter.IN_TEXT, inside ? input - read - written : input)
                .put(Counter.CACHE_READ, read)
                .put(Counter.CACHE_WRITE_5M, written);
    }

    /// Output of which a part was reasoning. More of it than output stands beside it.
    Counts output(long output, long reasoning) {
        return put(Counter.OUT_TEXT, reasoning <= output ? output - reasoning : output)
                .put(Counter.OUT_REASON, reasoning);
    }

    Usage usage() {
        var whole = new Usage(counts, 0, "", "", -1);
        return new Usage(counts, whole.inputTokens(), "", "", -1);
    }
}
