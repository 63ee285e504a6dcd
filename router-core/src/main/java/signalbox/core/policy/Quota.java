package signalbox.core.policy;

/// A limit that a provider puts on an account, known in advance. Limits learned from answers are live facts instead.
///
/// @param model the model that it limits; empty for all of the provider together
/// @param limit how much, in the unit of `kind`; at least 1
public record Quota(String model, Kind kind, long limit) {
    public enum Kind {
        REQUESTS_PER_MINUTE,
        REQUESTS_PER_DAY,
        TOKENS_PER_MINUTE,
        TOKENS_PER_DAY,
        /// Calls at the same time.
        CONCURRENT;

        /// Whether it counts over a day.
        public boolean ofADay() {
            return this == REQUESTS_PER_DAY || this == TOKENS_PER_DAY;
        }
    }
}
