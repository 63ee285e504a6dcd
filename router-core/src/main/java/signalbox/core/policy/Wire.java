package signalbox.core.policy;

/// A wire format: the shape of requests, answers, streams, usage and errors that a client or a provider speaks.
public enum Wire {
    OPENAI_CHAT("openai-chat"),
    OPENAI_RESPONSES("openai-responses"),
    ANTHROPIC("anthropic"),
    GEMINI("gemini");

    private final String id;

    Wire(String id) {
        this.id = id;
    }

    /// The name in policy files, exports and the ledger.
    public String id() {
        return id;
    }
}
