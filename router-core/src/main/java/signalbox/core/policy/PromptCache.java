package signalbox.core.policy;

/// Whether Signalbox may use the caches that providers keep of long prompts.
public enum PromptCache {
    /// Where the provider's prices and what was seen of this prompt lately let a saving be expected.
    AUTO,
    /// Requests go as the client sent them.
    OFF
}
