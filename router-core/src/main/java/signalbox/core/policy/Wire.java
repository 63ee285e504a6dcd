package signalbox.core.policy;

import java.util.Set;

/// A wire format: the shape of requests, answers, streams, usage and errors that a client or a provider speaks.
public enum Wire {
    OPENAI_CHAT("openai-chat"),
    OPENAI_RESPONSES("openai-responses"),
    ANTHROPIC("anthropic"),
    GEMINI("gemini");

    /// The formats that are translated into each other.
    private static final Set<Wire> TRANSLATED = Set.of(OPENAI_CHAT, OPENAI_RESPONSES, ANTHROPIC, GEMINI);

    private final String id;

    Wire(String id) {
        this.id = id;
    }

    /// Whether a call in this format can be answered by a provider of the other one, as it is or translated.
    public boolean reaches(Wire provider) {
        return this == provider || TRANSLATED.contains(this) && TRANSLATED.contains(provider);
    }

    /// The name in policy files, exports and the ledger.
    public String id() {
        return id;
    }
}
