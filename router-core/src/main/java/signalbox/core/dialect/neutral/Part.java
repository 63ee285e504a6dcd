package signalbox.core.dialect.neutral;

import java.util.List;

/// A piece of a turn or of an answer.
public sealed interface Part {
    record Text(String text) implements Part {}

    /// @param detail `low`, `high`, `auto`, or empty
    record Image(Media media, String detail) implements Part {}

    /// @param format `wav`, `mp3`, …
    record Audio(String format, String base64) implements Part {}

    /// A document.
    ///
    /// @param name file name or title, or empty
    record File(String name, Media media) implements Part {}

    /// The model calls a tool.
    ///
    /// @param arguments JSON text as the model wrote it; may be empty, and need not be valid
    /// @param signature the provider's seal on the thoughts behind the call (Gemini), or empty
    record ToolCall(String id, String name, String arguments, String signature) implements Part {}

    /// What a tool gave back.
    ///
    /// @param name of the tool, or empty where the wire names only the call
    record ToolResult(String callId, String name, List<Part> content, boolean error) implements Part {
        public ToolResult {
            content = List.copyOf(content);
        }
    }

    /// What the model thought.
    ///
    /// @param signature the provider's seal, without which it does not take the thought back; or empty
    record Reasoning(String text, String signature) implements Part {}

    /// Thoughts that only the provider can read.
    record HiddenReasoning(String data) implements Part {}

    /// The model says that it will not answer.
    record Refusal(String text) implements Part {}

    /// Everything up to here is worth keeping in the provider's cache.
    ///
    /// @param ttl `5m`, `1h`, or empty for the provider's default
    record CacheMark(String ttl) implements Part {}

    /// Where the bytes of an image or a document are.
    sealed interface Media {
        record Embedded(String mediaType, String base64) implements Media {}

        record At(String url) implements Media {}

        record Plain(String text) implements Media {}
    }
}
