package signalbox.core.policy;

import java.util.Optional;
import java.util.Set;

/// A model that a provider serves, by the id that goes on the wire.
///
/// @param id as the provider spells it
/// @param contextTokens largest prompt plus output, in tokens
/// @param maxOutputTokens largest output the provider allows, in tokens
/// @param price the operator's own rates, which win over the price book; empty to use the book
public record Model(
        String id,
        ModelClass modelClass,
        int contextTokens,
        int maxOutputTokens,
        Set<Ability> abilities,
        Optional<PriceOverride> price) {
    public Model {
        abilities = Set.copyOf(abilities);
    }
}
