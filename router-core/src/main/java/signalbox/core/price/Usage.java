package signalbox.core.price;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import signalbox.core.policy.Counter;

/// What one attempt used, in disjoint counters: no token stands in two of them.
///
/// @param counts units per counter; absent means 0
/// @param promptTotal all input tokens, cache included; chooses the long-context tier
/// @param tierServed the service tier the provider says it served (`standard`, `batch`, `flex`, `priority`), or empty
/// @param geo the inference geography the provider says it used, or empty
/// @param reportedCostPico what the provider itself says the call cost, in pico-dollars; -1 when it says nothing
public record Usage(Map<Counter, Long> counts, long promptTotal, String tierServed, String geo, long reportedCostPico) {

    public static final Usage NONE = new Usage(Map.of(), 0, "", "", -1);

    public Usage {
        var copy = new EnumMap<Counter, Long>(Counter.class);
        copy.putAll(counts);
        counts = Collections.unmodifiableMap(copy);
    }

    public long count(Counter counter) {
        return counts.getOrDefault(counter, 0L);
    }

    /// All token counters added up.
    public long tokens() {
        long sum = 0;
        for (var entry : counts.entrySet()) {
            if (entry.getKey().tokens()) {
                sum += entry.getValue();
            }
        }
        return sum;
    }

    /// All input token counters added up, cache included.
    public long inputTokens() {
        return count(Counter.IN_TEXT)
                + count(Counter.IN_AUDIO)
                + count(Counter.IN_IMAGE)
                + count(Counter.CACHE_READ)
                + count(Counter.CACHE_WRITE_5M)
                + count(Counter.CACHE_WRITE_1H);
    }

    /// All output token counters added up, reasoning included.
    public long outputTokens() {
        return tokens() - inputTokens();
    }

    /// The same with the service tier the answer named outside its usage object (OpenAI names it beside it).
    public Usage withTier(String served) {
        return new Usage(counts, promptTotal, served, geo, reportedCostPico);
    }

    /// The same counts as another provider would see them: without what this one said of tier, place and cost.
    public Usage elsewhere() {
        return new Usage(counts, promptTotal, "", "", -1);
    }

    /// The same with more units of one counter, such as tool calls counted in the answer itself.
    public Usage plus(Counter counter, long units) {
        var more = new EnumMap<Counter, Long>(Counter.class);
        more.putAll(counts);
        more.merge(counter, units, Long::sum);
        return new Usage(more, promptTotal, tierServed, geo, reportedCostPico);
    }
}
