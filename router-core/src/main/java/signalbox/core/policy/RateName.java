package signalbox.core.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// What people call the rates of a price: `input`, `cache-read`, `output`, … in policy files, on the command line and
/// on screen. Tokens are priced in dollars per million, calls per thousand, the fee per call. Stateless.
public final class RateName {
    private static final SequencedMap<String, Counter> COUNTERS = counters();

    private RateName() {}

    /// Every name with its counter, in the order they are shown.
    public static SequencedMap<String, Counter> all() {
        return COUNTERS;
    }

    /// The counter of a name; its own id (`in-text`) is one as well.
    public static Optional<Counter> counter(String name) {
        var named = COUNTERS.get(name);
        return named != null
                ? Optional.of(named)
                : COUNTERS.values().stream().filter(counter -> counter.id().equals(name)).findFirst();
    }

    public static String of(Counter counter) {
        return COUNTERS.entrySet().stream()
                .filter(entry -> entry.getValue() == counter)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    /// How many decimals a published rate keeps as pico-dollars a unit: dollars per million tokens 6, per thousand
    /// calls 9, per call 12.
    public static int places(Counter counter) {
        return counter.tokens() ? 6 : counter == Counter.FIXED_FEE ? 12 : 9;
    }

    private static SequencedMap<String, Counter> counters() {
        var names = new LinkedHashMap<String, Counter>();
        names.put("input", Counter.IN_TEXT);
        names.put("cache-read", Counter.CACHE_READ);
        names.put("cache-write-5m", Counter.CACHE_WRITE_5M);
        names.put("cache-write-1h", Counter.CACHE_WRITE_1H);
        names.put("output", Counter.OUT_TEXT);
        names.put("reasoning", Counter.OUT_REASON);
        names.put("audio-in", Counter.IN_AUDIO);
        names.put("audio-out", Counter.OUT_AUDIO);
        names.put("image-in", Counter.IN_IMAGE);
        names.put("image-out", Counter.OUT_IMAGE);
        names.put("web-search", Counter.WEB_SEARCH_CALLS);
        names.put("tool-call", Counter.OTHER_TOOL_CALLS);
        names.put("fee", Counter.FIXED_FEE);
        return Collections.unmodifiableSequencedMap(names);
    }
}
