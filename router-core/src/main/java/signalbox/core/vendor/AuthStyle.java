package signalbox.core.vendor;

import signalbox.core.policy.Wire;

/// How a key is shown to a provider (wire.md §1).
public enum AuthStyle {
    /// `Authorization: Bearer KEY`
    BEARER("Authorization", "Bearer "),
    X_API_KEY("x-api-key", ""),
    X_GOOG_API_KEY("x-goog-api-key", ""),
    /// Azure's.
    API_KEY("api-key", "");

    private final String header;
    private final String prefix;

    AuthStyle(String header, String prefix) {
        this.header = header;
        this.prefix = prefix;
    }

    public String header() {
        return header;
    }

    /// The header's value for a key.
    public String value(String key) {
        return prefix + key;
    }

    /// What endpoints of a wire format take unless their vendor says otherwise.
    static AuthStyle usual(Wire wire) {
        return switch (wire) {
            case OPENAI_CHAT, OPENAI_RESPONSES -> BEARER;
            case ANTHROPIC -> X_API_KEY;
            case GEMINI -> X_GOOG_API_KEY;
        };
    }
}
