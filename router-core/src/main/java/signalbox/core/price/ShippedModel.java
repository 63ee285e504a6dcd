package signalbox.core.price;

import java.util.Optional;
import java.util.Set;
import signalbox.core.policy.Ability;
import signalbox.core.policy.Model;
import signalbox.core.policy.ModelClass;

/// What is known of a vendor's model, for a console that offers it.
///
/// @param vendor as in [signalbox.core.policy.Provider#vendor()]
/// @param id as it goes on the wire
/// @param contextTokens largest prompt plus output, in tokens
/// @param maxOutputTokens largest output in tokens; where the facts name none, [ShippedModels#ASSUMED_OUTPUT], which
///   the router then enforces
/// @param maxOutputKnown whether the facts name the largest output
/// @param jurisdiction where the vendor runs inference, as in [signalbox.core.policy.Provider#jurisdiction()]
public record ShippedModel(
        String vendor,
        String id,
        ModelClass modelClass,
        int contextTokens,
        int maxOutputTokens,
        boolean maxOutputKnown,
        Set<Ability> abilities,
        String jurisdiction) {
    public ShippedModel {
        abilities = Set.copyOf(abilities);
    }

    /// The same as a policy's model, priced by the book.
    public Model model() {
        return new Model(id, modelClass, contextTokens, maxOutputTokens, abilities, Optional.empty());
    }
}
