package signalbox.core;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

/// Where a change of prices comes from.
public sealed interface PriceSource {
    /// A price table as text: Signalbox's own CSV, or LiteLLM's JSON.
    ///
    /// @param name what the operator calls it: a file's name
    record Table(String name, String text) implements PriceSource {}

    /// A price table at an address: https, fetched without redirects, of a bounded size.
    record Address(URI address) implements PriceSource {}

    /// A price set by hand.
    ///
    /// @param provider a provider of the policy, or a vendor of the price table
    /// @param tier the service tier it is for; empty for standard
    /// @param rates by [signalbox.core.policy.RateName], as published; `none` takes a rate away; what is not named
    ///   stays
    /// @param from when it starts to hold; null for now
    /// @param to when it stops; null for an open end
    record Edit(String provider, String model, String tier, Map<String, String> rates, Instant from, Instant to)
            implements PriceSource {
        public Edit {
            rates = Map.copyOf(rates);
        }
    }

    /// A record that stops to hold; what it covered holds again.
    ///
    /// @param id of the record
    /// @param at when; null for now
    record End(String id, Instant at) implements PriceSource {}

    /// A change of prices that is taken back.
    record Undo(long revision) implements PriceSource {}
}
