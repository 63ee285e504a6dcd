package signalbox.core.price;

/// The numbers that usage objects of all wire formats carry, before they are made disjoint.
enum UsageField {
    INPUT,
    /// Cache reads; inside INPUT or beside it, by format.
    CACHED,
    CACHE_MISS,
    WRITTEN,
    WRITTEN_5M,
    WRITTEN_1H,
    /// Tool results put into the prompt by the provider (Gemini), beside INPUT.
    TOOL_PROMPT,
    AUDIO_IN,
    IMAGE_IN,
    CACHED_AUDIO,
    /// Σ of the modalities of the input, where it is broken down.
    MODALITIES_IN,
    OUTPUT,
    REASONING,
    /// Perplexity's citations, beside OUTPUT and billed with it.
    CITATIONS,
    AUDIO_OUT,
    IMAGE_OUT,
    MODALITIES_OUT,
    SEARCHES,
    OTHER_CALLS,
    TOTAL,
    /// Sums over Anthropic's `iterations`, which the top-level figures may leave out in part.
    STEP_INPUT,
    STEP_CACHED,
    STEP_WRITTEN,
    STEP_OUTPUT;

    /// Whether a number of this field may be left out when it cannot be read, because leaving it out is the dearer
    /// reading (a cache read is then plain input) or it only serves as a check.
    boolean dispensable() {
        return switch (this) {
            case CACHED, CACHED_AUDIO, CACHE_MISS, TOTAL, MODALITIES_IN, MODALITIES_OUT -> true;
            default -> false;
        };
    }

    /// Whether every occurrence within one usage object adds to the others, instead of saying the same again.
    boolean additive() {
        return switch (this) {
            case OTHER_CALLS,
                    AUDIO_IN,
                    IMAGE_IN,
                    CACHED_AUDIO,
                    AUDIO_OUT,
                    IMAGE_OUT,
                    MODALITIES_IN,
                    MODALITIES_OUT,
                    STEP_INPUT,
                    STEP_CACHED,
                    STEP_WRITTEN,
                    STEP_OUTPUT ->
                    true;
            default -> false;
        };
    }
}
