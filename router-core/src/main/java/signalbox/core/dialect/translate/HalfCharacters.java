package signalbox.core.dialect.translate;

import java.util.HashMap;
import java.util.Map;
import signalbox.core.dialect.neutral.StreamEvent;

/// Puts characters together that a provider has cut in two: some escape each half (a surrogate) in a piece of its own.
/// One instance per stream.
final class HalfCharacters {
    private final Map<Object, String> waiting = new HashMap<>();

    /// The event with what waited for it, and without a half that its next piece completes.
    StreamEvent joined(StreamEvent event) {
        return switch (event) {
            case StreamEvent.TextDelta(String text) ->
                    new StreamEvent.TextDelta(join(StreamEvent.TextDelta.class, text));
            case StreamEvent.RefusalDelta(String text) ->
                    new StreamEvent.RefusalDelta(join(StreamEvent.RefusalDelta.class, text));
            case StreamEvent.ReasoningDelta(String text) ->
                    new StreamEvent.ReasoningDelta(join(StreamEvent.ReasoningDelta.class, text));
            case StreamEvent.ToolCallDelta(int index, String text) ->
                    new StreamEvent.ToolCallDelta(index, join(index, text));
            default -> event;
        };
    }

    private String join(Object kind, String text) {
        boolean cut = !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1));
        if (!cut && waiting.isEmpty()) {
            return text;
        }
        String before = waiting.getOrDefault(kind, "");
        waiting.remove(kind);
        if (!cut) {
            return before + text;
        }
        waiting.put(kind, text.substring(text.length() - 1));
        return before + text.substring(0, text.length() - 1);
    }
}
