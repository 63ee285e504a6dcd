package signalbox.core.dialect;

import signalbox.core.policy.Wire;

/// The dialects there are, by wire format.
final class Dialects {
    private static final OpenAiChat OPENAI_CHAT = new OpenAiChat();
    private static final Dialect OPENAI_RESPONSES = new OpenAiResponses(OPENAI_CHAT);
    private static final Dialect ANTHROPIC = new AnthropicMessages();
    private static final Dialect GEMINI = new Gemini();

    private Dialects() {}

    static Dialect of(Wire wire) {
        return switch (wire) {
            case OPENAI_CHAT -> OPENAI_CHAT;
            case ANTHROPIC -> ANTHROPIC;
            case OPENAI_RESPONSES -> OPENAI_RESPONSES;
            case GEMINI -> GEMINI;
        };
    }

    static Dialect of(Wire wire, Operation operation) {
        return switch (operation) {
            case GENERATE -> of(wire);
            case EMBED, EMBED_BATCH -> new Embeddings(of(wire), operation);
            case COUNT -> new TokenCounts(of(wire));
        };
    }
}
