package signalbox.core.provider;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import signalbox.core.policy.Ability;
import signalbox.core.policy.Counter;

/// A model as its provider lists it; what the list does not say is empty.
///
/// @param rates pico-dollars per unit
/// @param note what the operator should know before adding it; may be empty
public record ListedModel(
        String id,
        String display,
        OptionalInt contextTokens,
        OptionalInt maxOutputTokens,
        Optional<Set<Ability>> abilities,
        Map<Counter, Long> rates,
        String note) {
    public ListedModel {
        abilities = abilities.map(Set::copyOf);
        rates = Map.copyOf(rates);
    }
}
