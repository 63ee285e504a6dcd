package signalbox.core.dialect;

import java.util.Set;

/// What must differ between the client's request and the one that goes upstream.
///
/// @param model the upstream's model id
/// @param outputLimit always written, in the field that this upstream enforces
/// @param limitField name of the output-limit field for this model (`max_tokens`, `max_completion_tokens`)
/// @param askForUsage whether a stream must end with usage although the client did not ask
/// @param dropped top-level fields that this upstream refuses, of those in [#DROPPABLE]
public record Forwarding(String model, int outputLimit, String limitField, boolean askForUsage, Set<String> dropped) {
    /// Optional fields that some compatible endpoints refuse.
    public static final Set<String> DROPPABLE =
            Set.of(
                    "stream_options",
                    "presence_penalty",
                    "frequency_penalty",
                    "logit_bias",
                    "logprobs",
                    "top_logprobs",
                    "seed",
                    "stop",
                    "user",
                    "safety_identifier",
                    "store");

    public Forwarding {
        dropped = Set.copyOf(dropped);
    }

    /// For an upstream that takes every field.
    public Forwarding(String model, int outputLimit, String limitField, boolean askForUsage) {
        this(model, outputLimit, limitField, askForUsage, Set.of());
    }
}
