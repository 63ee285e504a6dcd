package signalbox.core.provider;

/// About what one call takes from a target's quotas.
public record Need(long inputTokens, long outputTokens) {
    /// In the unit of a quota.
    long of(QuotaRoom.Unit unit) {
        return switch (unit) {
            case REQUESTS, CONCURRENT -> 1;
            case TOKENS -> inputTokens + outputTokens;
            case INPUT_TOKENS -> inputTokens;
            case OUTPUT_TOKENS -> outputTokens;
        };
    }
}
