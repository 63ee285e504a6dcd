package signalbox.core.provider;

import java.time.Instant;

/// What is left of one quota of a target at one instant.
///
/// @param name as the operator or the provider calls it: `requests-per-minute`, `input-tokens`
/// @param left how much of `limit`; below 0 when more was used
/// @param freeAt when some of what is used up is free again; null when nobody knows
public record QuotaRoom(String name, Unit unit, long limit, long left, Instant freeAt) {
    public enum Unit {
        REQUESTS,
        TOKENS,
        INPUT_TOKENS,
        OUTPUT_TOKENS,
        /// Calls at the same time.
        CONCURRENT
    }
}
