package signalbox.core;

import signalbox.core.dialect.ParsedRequest;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Wire;
import signalbox.core.vendor.Vendors;

/// Which output-limit field an upstream enforces. OpenAI's reasoning models refuse `max_tokens` (wire.md trap 3) and
/// all its chat models take `max_completion_tokens`; most compatible endpoints know only `max_tokens`. Pure.
final class LimitField {
    private LimitField() {}

    static String of(Provider provider, ParsedRequest request) {
        if (provider.wire() != Wire.OPENAI_CHAT) {
            return "max_tokens";
        }
        boolean clients = request.fields().containsKey("max_completion_tokens");
        return clients ? "max_completion_tokens" : Vendors.of(provider.vendor()).chat().limitField();
    }
}
