package signalbox.core.price;

import java.util.Optional;
import signalbox.core.policy.Wire;

/// Adds up what the usage objects of one answer say. A stream can carry several (Anthropic's `message_start` and
/// `message_delta`, Gemini's one per event): they are cumulative, so later ones replace earlier ones and are never
/// added. One thread at a time.
public final class UsageMeter {
    private final VendorQuirks quirks;
    private final UsageShape shape;
    private final RawUsage raw;

    /// @param wire the format the provider answered in
    /// @param vendor as in [signalbox.core.policy.Provider#vendor()]
    public UsageMeter(Wire wire, String vendor) {
        this.quirks = VendorQuirks.of(vendor);
        this.shape = UsageShape.of(wire, quirks);
        this.raw = new RawUsage(shape.cacheInside());
    }

    /// Takes the text of one usage object (`usageMetadata` for Gemini, the final line for Ollama's own API). `null` as
    /// text says nothing; anything else that is not one JSON object makes the whole reading void.
    public void accept(String usageJson) {
        var next = new RawUsage(shape.cacheInside());
        UsageJson.read(usageJson, next);
        raw.update(next);
    }

    /// What was used, so far.
    ///
    /// @return empty when a count that must be known was never given or could not be read; the row must then be bounded
    ///   by the caller, not priced from the rest
    public Optional<UsageReader.Reading> reading() {
        return raw.damaged ? Optional.empty() : shape.disjoint(raw, quirks);
    }
}
