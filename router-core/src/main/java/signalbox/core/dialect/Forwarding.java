package signalbox.core.dialect;

/// What must differ between the client's request and the one that goes upstream.
///
/// @param model the upstream's model id
/// @param outputLimit always written, in the field that this upstream enforces
/// @param limitField name of the output-limit field for this model (`max_tokens`, `max_completion_tokens`)
/// @param askForUsage whether a stream must end with usage although the client did not ask
public record Forwarding(String model, int outputLimit, String limitField, boolean askForUsage) {}
