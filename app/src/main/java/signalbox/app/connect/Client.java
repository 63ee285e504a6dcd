package signalbox.app.connect;

import java.util.Locale;
import signalbox.app.text.Text;
import signalbox.core.policy.Wire;

/// An app or library that can be pointed here.
enum Client {
    OPENAI_PYTHON(Wire.OPENAI_CHAT),
    OPENAI_JS(Wire.OPENAI_CHAT),
    ANTHROPIC_SDK(Wire.ANTHROPIC),
    CLAUDE_CODE(Wire.ANTHROPIC),
    CODEX(Wire.OPENAI_RESPONSES),
    CURL(Wire.OPENAI_CHAT),
    LANGCHAIN(Wire.OPENAI_CHAT),
    DOCKER(Wire.OPENAI_CHAT),
    ANY(Wire.OPENAI_CHAT);

    private final Wire wire;

    Client(Wire wire) {
        this.wire = wire;
    }

    /// The one that calls itself so; [#ANY] when it is none of these.
    static Client of(String agent) {
        String name = agent.toLowerCase(Locale.ROOT);
        if (name.startsWith("claude-cli")) {
            return CLAUDE_CODE;
        }
        if (name.startsWith("codex")) {
            return CODEX;
        }
        if (name.startsWith("curl")) {
            return CURL;
        }
        if (name.startsWith("anthropic")) {
            return ANTHROPIC_SDK;
        }
        if (name.contains("langchain")) {
            return LANGCHAIN;
        }
        return name.startsWith("openai/") || name.startsWith("asyncopenai/") ? openai(name) : ANY;
    }

    private static Client openai(String name) {
        return name.contains("/js") ? OPENAI_JS : OPENAI_PYTHON;
    }

    Wire wire() {
        return wire;
    }

    String title() {
        return Text.of("connect.client." + id());
    }

    /// Where the lines go; empty when they say it themselves.
    String note() {
        String key = "connect.note." + id();
        return Text.has(key) ? Text.of(key) : "";
    }

    /// Whether the app names models of its own, which only a workload that answers any model accepts.
    boolean ownModels() {
        return this == CLAUDE_CODE;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
