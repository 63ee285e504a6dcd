package signalbox.core;

import signalbox.core.policy.Model;

/// A model that a provider offers, as it would be added to the policy.
///
/// @param display its name for people
/// @param priced whether a call to it can be priced: by the book, by the provider's list, or because it costs nothing
/// @param added whether the policy has it already
/// @param note what the operator should know before adding it; may be empty
public record FoundModel(Model model, String display, boolean priced, boolean added, String note) {}
