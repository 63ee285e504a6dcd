package signalbox.core.vendor;

/// How a vendor's cache of prompts is told what to keep.
public enum PromptCaching {
    /// Not at all: it caches by itself, or has no cache.
    NONE,
    /// By Anthropic's marks (`cache_control`); what they close is billed dearer once, and cheaper after that.
    MARKS,
    /// By OpenAI's `prompt_cache_key`: it caches by itself, and calls of one key come to the same machine, up to about
    /// 15 a minute. Costs nothing.
    KEY
}
