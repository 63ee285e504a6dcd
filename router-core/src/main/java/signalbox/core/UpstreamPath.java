package signalbox.core;

import java.net.URI;
import signalbox.core.policy.Endpoint;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Wire;

/// The path below a provider's base URL. Users write base URLs with and without the version (wire.md §1), so it is
/// added where it is missing. Pure.
final class UpstreamPath {
    private UpstreamPath() {}

    static String of(Provider provider) {
        boolean versioned =
                provider.endpoint() instanceof Endpoint.Http(URI url)
                        && url.getPath() != null
                        && !url.getPath().isEmpty()
                        && !url.getPath().equals("/");
        return (versioned ? "" : "/v1") + path(provider.wire());
    }

    private static String path(Wire wire) {
        return switch (wire) {
            case OPENAI_CHAT -> "/chat/completions";
            case OPENAI_RESPONSES -> "/responses";
            case ANTHROPIC -> "/messages";
            case GEMINI -> throw new IllegalArgumentException("no path for " + wire.id());
        };
    }
}
