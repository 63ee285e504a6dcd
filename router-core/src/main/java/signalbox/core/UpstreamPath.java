package signalbox.core;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import signalbox.core.dialect.Operation;
import signalbox.core.policy.Endpoint;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Wire;

/// The path below a provider's base URL. Users write base URLs with and without the version (wire.md §1), so it is
/// added where it is missing. Pure.
final class UpstreamPath {
    private UpstreamPath() {}

    /// @param stream whether a stream is wanted, which Gemini is told in the path
    static String of(Provider provider, Operation operation, String model, boolean stream) {
        boolean versioned = versioned(provider);
        return switch (provider.wire()) {
            case OPENAI_CHAT -> (versioned ? "" : "/v1") + (operation.embeds() ? "/embeddings" : "/chat/completions");
            case OPENAI_RESPONSES -> (versioned ? "" : "/v1") + responses(operation);
            case ANTHROPIC ->
                    (versioned ? "" : "/v1") + "/messages" + (operation == Operation.COUNT ? "/count_tokens" : "");
            case GEMINI -> (versioned ? "" : "/v1beta") + "/models/" + escaped(model) + ":" + gemini(operation, stream);
        };
    }

    /// @param path below the version, or, with two slashes, from the root of the origin
    static String below(Provider provider, String path) {
        String version = provider.wire() == Wire.GEMINI ? "/v1beta" : "/v1";
        return versioned(provider) || path.startsWith("//") ? path : version + path;
    }

    private static boolean versioned(Provider provider) {
        return provider.endpoint() instanceof Endpoint.Http(URI url)
                && url.getPath() != null
                && !url.getPath().isEmpty()
                && !url.getPath().equals("/");
    }

    private static String responses(Operation operation) {
        return switch (operation) {
            case GENERATE -> "/responses";
            case COUNT -> "/responses/input_tokens";
            case EMBED, EMBED_BATCH -> "/embeddings";
        };
    }

    /// Of the two forms of a stream always the events: the other one is made from them.
    private static String gemini(Operation operation, boolean stream) {
        return switch (operation) {
            case GENERATE -> stream ? "streamGenerateContent?alt=sse" : "generateContent";
            case COUNT -> "countTokens";
            case EMBED -> "embedContent";
            case EMBED_BATCH -> "batchEmbedContents";
        };
    }

    private static String escaped(String model) {
        return URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
    }
}
