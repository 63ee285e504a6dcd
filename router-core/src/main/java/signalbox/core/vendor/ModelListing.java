package signalbox.core.vendor;

/// Where and how a vendor lists its models.
///
/// @param path below the base URL, or from the root of its origin when it starts with two slashes
/// @param auth how the key is shown there
public record ModelListing(Shape shape, String path, AuthStyle auth) {
    /// The form of a list.
    public enum Shape {
        /// `{data: [{id}]}`, with context and limits under various names.
        OPENAI,
        /// The same with prices, context and abilities of each.
        OPENROUTER,
        /// `{data: [{id, display_name, max_input_tokens, max_tokens}]}`
        ANTHROPIC,
        /// `{models: [{name, inputTokenLimit, outputTokenLimit, supportedGenerationMethods}]}`
        GEMINI,
        /// `{models: [{name, details}]}`
        OLLAMA,
        /// There is no list.
        NONE
    }
}
