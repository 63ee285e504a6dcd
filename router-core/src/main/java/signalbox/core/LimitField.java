package signalbox.core;

import java.util.Set;
import signalbox.core.dialect.ParsedRequest;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Wire;

/// Which output-limit field an upstream enforces. OpenAI's reasoning models refuse `max_tokens` (wire.md trap 3) and
/// all its chat models take `max_completion_tokens`; most compatible endpoints know only `max_tokens`. Pure.
final class LimitField {
    private static final Set<String> COMPLETION_TOKENS = Set.of("openai", "azure", "cerebras", "practice");

    private LimitField() {}

    static String of(Provider provider, ParsedRequest request) {
        if (provider.wire() != Wire.OPENAI_CHAT) {
            return "max_tokens";
        }
        boolean clients = request.fields().containsKey("max_completion_tokens");
        return clients || COMPLETION_TOKENS.contains(provider.vendor()) ? "max_completion_tokens" : "max_tokens";
    }
}
