package signalbox.core.cache;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import signalbox.core.cache.PromptMemory.Seen;

/// Decides which beginnings of a prompt its provider shall keep. Pure.
///
/// A write costs more than plain input, and only pays when the prompt comes again in time. How likely that is, is taken
/// from what was seen: of `n` prompts that began so, `r` came in time, so the next one does with `r / (n + 1)`. A first
/// prompt is never marked; a second one that came soon is, at Anthropic's rates (1/2 × 0.9 saved against 0.25 more);
/// one that mostly comes too late is not.
public final class PromptRule {
    /// How many calls a minute of one key OpenAI keeps on one machine.
    static final int CALLS_PER_KEY = 15;

    private static final int MOST_KEYS = 64;

    private PromptRule() {}

    /// What a prefix costs at the target's own prices, in nano-dollars.
    ///
    /// @param tokens about how many it has
    /// @param plain as input, once
    /// @param read from the cache, once
    /// @param written into the cache, once
    public record Costs(long tokens, long plain, long read, long written) {}

    /// The prefixes that get a mark, by number: 0 is that of instructions and tools.
    ///
    /// @param last number of the whole prompt
    /// @param least the fewest tokens that the model's cache holds
    public static List<Integer> marks(Seen seen, int last, Costs head, Costs whole, int least, Instant now) {
        var marks = new ArrayList<Integer>(3);
        if (head.tokens >= least && wanted(seen.head(), head, now)) {
            marks.add(0);
        }
        if (whole.tokens < least) {
            return marks;
        }
        boolean reads = whole.read < whole.plain;
        if (seen.known() > 0 && seen.known() < last && reads && seen.earlier().isWarm(now)) {
            marks.add(seen.known());
        }
        if (wanted(seen.whole(), whole, now)) {
            marks.add(last);
        }
        return marks;
    }

    private static boolean wanted(Sighting sighting, Costs costs, Instant now) {
        boolean warm = sighting.isWarm(now);
        return warm ? costs.read < costs.plain : !sighting.isBeingWritten(now) && saving(sighting, costs) > 0;
    }

    /// What a mark is expected to save, in nano-dollars times one more than the prompts seen; not above 0 when it does
    /// not pay.
    static long saving(Sighting sighting, Costs costs) {
        long prompts = sighting.returns() + sighting.lapses() + 1L;
        return sighting.returns() * (costs.plain - costs.read) - prompts * (costs.written - costs.plain);
    }

    /// Over how many keys calls of such a pace are spread, so that each stays on the machine that has its prompts; 1
    /// when none is needed, else a power of two.
    public static int keys(int callsPerMinute) {
        int needed = Math.ceilDiv(callsPerMinute, CALLS_PER_KEY);
        return needed <= 1 ? 1 : Math.min(MOST_KEYS, Integer.highestOneBit(2 * needed - 1));
    }
}
