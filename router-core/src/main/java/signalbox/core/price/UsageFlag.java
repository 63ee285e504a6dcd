package signalbox.core.price;

import java.util.EnumSet;
import java.util.Locale;
import java.util.stream.Collectors;

/// What the sanity rules found in a usage report. Each means: the provider's numbers were kept and the dearer reading
/// was taken.
enum UsageFlag {
    /// Cached and written tokens exceed the prompt they should be part of; all were charged beside it.
    CACHE_EXCEEDS_PROMPT,
    /// Reasoning, audio or image tokens exceed the output they should be part of; they were charged beside it.
    PARTS_EXCEED_OUTPUT,
    /// Cached audio has no rate of its own here; it was charged as audio.
    CACHED_AUDIO,
    /// The modalities do not add up to the total they break down.
    MODALITY_MISMATCH,
    /// The total differs from its parts; what it has more was charged as output.
    TOTAL_MISMATCH,
    /// The 5 m and 1 h cache writes do not add up to the writes; the rest was charged as 1 h writes.
    WRITE_SPLIT_MISMATCH,
    /// A count fell within a stream; the dearer value was kept.
    NOT_MONOTONE,
    /// One object says the same thing twice with different numbers; the dearer was taken.
    CONTRADICTION,
    /// A count was not a whole number; it was left out where that is dearer.
    UNREADABLE_FIELD,
    /// Counts of the single steps exceed the whole; the steps were charged.
    STEPS_EXCEED_TOTAL,
    /// A token or call count that this version does not know.
    UNKNOWN_FIELD;

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static String text(EnumSet<UsageFlag> flags) {
        return flags.isEmpty() ? "" : flags.stream().map(UsageFlag::id).collect(Collectors.joining(","));
    }
}
