package signalbox.core.price;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import signalbox.core.policy.Counter;
import signalbox.core.policy.Wire;

/// How the counts of a format relate to each other, and so how they are made disjoint (costs.md, cost math 2).
///
/// @param cacheInside the input count includes cache reads and writes
/// @param reasoningInside the output count includes reasoning
/// @param outputRequired every report of this format has an output count
record UsageShape(boolean cacheInside, boolean reasoningInside, boolean outputRequired) {
    static UsageShape of(Wire wire, VendorQuirks quirks) {
        return switch (wire) {
            case ANTHROPIC -> new UsageShape(false, true, true);
            case GEMINI -> new UsageShape(true, false, false);
            case OPENAI_CHAT -> new UsageShape(true, !quirks.reasoningApart(), false);
            case OPENAI_RESPONSES -> new UsageShape(true, true, false);
        };
    }

    Optional<UsageReader.Reading> disjoint(RawUsage raw, VendorQuirks quirks) {
        boolean input = raw.has(UsageField.INPUT) || raw.has(UsageField.CACHE_MISS);
        if (!input || outputRequired && !raw.has(UsageField.OUTPUT)) {
            return Optional.empty();
        }
        var counts = new EnumMap<Counter, Long>(Counter.class);
        long prompt = input(raw, counts);
        output(raw, counts);
        checkTotal(raw, counts, prompt);
        put(counts, Counter.WEB_SEARCH_CALLS, raw.get(UsageField.SEARCHES));
        put(counts, Counter.OTHER_TOOL_CALLS, raw.get(UsageField.OTHER_CALLS));
        long reported = quirks.reportsCost() ? reported(raw) : -1;
        var usage = new Usage(counts, prompt, raw.fast ? "fast" : raw.tier, raw.geo, reported);
        return Optional.of(new UsageReader.Reading(usage, UsageFlag.text(raw.flags)));
    }

    /// Under the customer's own key the gateway bills its fee and the upstream bills the rest; without the rest the
    /// price table must price the call.
    private static long reported(RawUsage raw) {
        if (!raw.ownKey || raw.costPico < 0) {
            return raw.costPico;
        }
        return raw.upstreamPico < 0 ? -1 : raw.costPico + raw.upstreamPico;
    }

    /// Fills the input counters and gives all input tokens, cache included.
    private long input(RawUsage raw, Map<Counter, Long> counts) {
        long input = inputCount(raw);
        long cached = Math.max(raw.get(UsageField.CACHED), raw.get(UsageField.STEP_CACHED));
        long written = writes(raw, counts);
        long audio = raw.get(UsageField.AUDIO_IN);
        boolean inside = cacheInside && !raw.disjoint;
        if (inside && cached + written > input) {
            raw.flags.add(UsageFlag.CACHE_EXCEEDS_PROMPT);
            inside = false;
        }
        long total = inside ? input : input + cached + written;
        long uncached = inside ? input - written - cached : input;
        long cachedAudio = cachedAudio(raw, audio, inside ? cached : 0, uncached);
        cached -= cachedAudio;
        uncached += cachedAudio;
        if (audio > uncached || raw.has(UsageField.MODALITIES_IN) && raw.get(UsageField.MODALITIES_IN) != input) {
            raw.flags.add(UsageFlag.MODALITY_MISMATCH);
        }
        long image = Math.clamp(uncached - audio, 0L, raw.get(UsageField.IMAGE_IN));
        long tools = raw.get(UsageField.TOOL_PROMPT);
        put(counts, Counter.CACHE_READ, cached);
        put(counts, Counter.IN_AUDIO, audio);
        put(counts, Counter.IN_IMAGE, image);
        put(counts, Counter.IN_TEXT, Math.max(0, uncached - audio - image) + tools);
        return Math.max(total, audio) + tools;
    }

    /// How much of the cache reads is audio: what is reported, at least what cannot be anything else. There is no rate
    /// for cached audio, which costs more than cached text and less than audio; it is charged as audio.
    private static long cachedAudio(RawUsage raw, long audio, long cached, long uncached) {
        long least = Math.clamp(audio - uncached, 0L, cached);
        long said = Math.min(raw.get(UsageField.CACHED_AUDIO), Math.min(audio, cached));
        if (Math.max(least, said) > 0) {
            raw.flags.add(UsageFlag.CACHED_AUDIO);
        }
        return Math.max(least, said);
    }

    private static long inputCount(RawUsage raw) {
        long input = raw.get(UsageField.INPUT);
        if (raw.get(UsageField.STEP_INPUT) > input) {
            raw.flags.add(UsageFlag.STEPS_EXCEED_TOTAL);
            input = raw.get(UsageField.STEP_INPUT);
        }
        if (!raw.has(UsageField.CACHE_MISS)) {
            return input;
        }
        long parts = raw.get(UsageField.CACHED) + raw.get(UsageField.CACHE_MISS);
        if (raw.has(UsageField.INPUT) && parts != input) {
            raw.flags.add(UsageFlag.TOTAL_MISMATCH);
        }
        return Math.max(input, parts);
    }

    /// Fills the cache-write counters and gives their sum. Without a split all are 5 m writes.
    private static long writes(RawUsage raw, Map<Counter, Long> counts) {
        long all = Math.max(raw.get(UsageField.WRITTEN), raw.get(UsageField.STEP_WRITTEN));
        long brief = raw.get(UsageField.WRITTEN_5M);
        long hour = raw.get(UsageField.WRITTEN_1H);
        if (brief + hour == 0) {
            brief = all;
        } else if (raw.has(UsageField.WRITTEN) && brief + hour != all) {
            raw.flags.add(UsageFlag.WRITE_SPLIT_MISMATCH);
            hour = Math.max(hour, all - brief);
        }
        put(counts, Counter.CACHE_WRITE_5M, brief);
        put(counts, Counter.CACHE_WRITE_1H, hour);
        return brief + hour;
    }

    private void output(RawUsage raw, Map<Counter, Long> counts) {
        long output = raw.get(UsageField.OUTPUT);
        if (raw.get(UsageField.STEP_OUTPUT) > output) {
            raw.flags.add(UsageFlag.STEPS_EXCEED_TOTAL);
            output = raw.get(UsageField.STEP_OUTPUT);
        }
        long reasoning = raw.get(UsageField.REASONING);
        long audio = raw.get(UsageField.AUDIO_OUT);
        long image = raw.get(UsageField.IMAGE_OUT);
        long inside = audio + image + (reasoningInside ? reasoning : 0);
        if (inside > output) {
            raw.flags.add(UsageFlag.PARTS_EXCEED_OUTPUT);
            inside = 0;
        }
        put(counts, Counter.OUT_TEXT, output - inside + raw.get(UsageField.CITATIONS));
        put(counts, Counter.OUT_REASON, reasoning);
        put(counts, Counter.OUT_AUDIO, audio);
        put(counts, Counter.OUT_IMAGE, image);
    }

    /// Tokens that only the total knows were used all the same: they count as output.
    private void checkTotal(RawUsage raw, Map<Counter, Long> counts, long prompt) {
        if (!raw.has(UsageField.TOTAL) || raw.disjoint) {
            return;
        }
        long sum = prompt;
        for (var counter : new Counter[] {Counter.OUT_TEXT, Counter.OUT_REASON, Counter.OUT_AUDIO, Counter.OUT_IMAGE}) {
            sum += counts.getOrDefault(counter, 0L);
        }
        long extra = raw.get(UsageField.TOTAL) - sum;
        if (extra != 0) {
            raw.flags.add(UsageFlag.TOTAL_MISMATCH);
        }
        if (extra > 0) {
            counts.merge(Counter.OUT_TEXT, extra, Long::sum);
        }
    }

    private static void put(Map<Counter, Long> counts, Counter counter, long units) {
        if (units > 0) {
            counts.put(counter, units);
        }
    }
}
