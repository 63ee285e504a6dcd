package signalbox.core.dialect;

import signalbox.core.policy.Wire;

/// The dialects there are, by wire format.
final class Dialects {
    private static final Dialect OPENAI_CHAT = new OpenAiChat();
    private static final Dialect ANTHROPIC = new AnthropicMessages();

    private Dialects() {}

    static Dialect of(Wire wire) {
        return switch (wire) {
            case OPENAI_CHAT -> OPENAI_CHAT;
            case ANTHROPIC -> ANTHROPIC;
            case OPENAI_RESPONSES, GEMINI -> throw new IllegalArgumentException("no dialect for " + wire.id());
        };
    }
}
