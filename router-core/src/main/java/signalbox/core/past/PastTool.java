package signalbox.core.past;

import java.util.Set;
import signalbox.core.policy.Ability;
import signalbox.core.policy.Wire;

/// Who wrote a log, and what that says of every call in it.
public enum PastTool {
    CLAUDE_CODE("claude-code", "anthropic", Wire.ANTHROPIC, Set.of(Ability.TOOLS)),
    CODEX("codex", "openai", Wire.OPENAI_RESPONSES, Set.of(Ability.TOOLS)),
    LITELLM("litellm", "", Wire.OPENAI_CHAT, Set.of()),
    OPENROUTER("openrouter", "openrouter", Wire.OPENAI_CHAT, Set.of()),
    HELICONE("helicone", "", Wire.OPENAI_CHAT, Set.of()),
    LANGFUSE("langfuse", "", Wire.OPENAI_CHAT, Set.of()),
    EXPORT("export", "", Wire.OPENAI_CHAT, Set.of()),
    PLAIN("log", "", Wire.OPENAI_CHAT, Set.of());

    private final String id;
    private final String vendor;
    private final Wire wire;
    private final Set<Ability> needs;

    PastTool(String id, String vendor, Wire wire, Set<Ability> needs) {
        this.id = id;
        this.vendor = vendor;
        this.wire = wire;
        this.needs = needs;
    }

    /// The name in reports.
    public String id() {
        return id;
    }

    /// The vendor that its calls go to unless the log, or the model's name, says another; empty for any.
    public String vendor() {
        return vendor;
    }

    public Wire wire() {
        return wire;
    }

    /// What its calls need, whether a log says so or not: agents call tools.
    public Set<Ability> needs() {
        return needs;
    }
}
