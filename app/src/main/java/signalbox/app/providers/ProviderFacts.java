package signalbox.app.providers;

import java.time.Instant;
import java.util.List;
import signalbox.core.policy.Provider;

/// What a card shows.
///
/// @param reason why it cools; empty unless it does
/// @param until when it is tried again; null unless it cools
/// @param traffic what went there lately
record ProviderFacts(
        Provider provider, State state, String reason, Instant until, List<Priced> models, Traffic traffic) {
    ProviderFacts {
        models = List.copyOf(models);
    }

    enum State {
        OK,
        COOLING,
        PAUSED
    }

    /// @param price in words; empty when none is known
    /// @param source where the price comes from and its date; empty when it needs none
    record Priced(String id, String price, String source) {}
}
