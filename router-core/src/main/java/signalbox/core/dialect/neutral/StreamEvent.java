package signalbox.core.dialect.neutral;

import signalbox.core.dialect.neutral.Answer.Stop;
import signalbox.core.dialect.neutral.Answer.Tokens;

/// One step of a streamed answer, in no wire format. Order: [Start], any of the deltas, [Stopped], [Used] anywhere (the
/// last one counts), [End] only where the provider ended the stream properly.
public sealed interface StreamEvent {
    record Start(String id, String model) implements StreamEvent {}

    record TextDelta(String text) implements StreamEvent {}

    record RefusalDelta(String text) implements StreamEvent {}

    record ReasoningDelta(String text) implements StreamEvent {}

    /// The thought that went by is complete, and this is its seal.
    record ReasoningSigned(String signature) implements StreamEvent {}

    record HiddenReasoning(String data) implements StreamEvent {}

    /// @param index counts the tool calls of the answer, from 0
    /// @param signature as in [Part.ToolCall], or empty
    record ToolCallStart(int index, String id, String name, String signature) implements StreamEvent {}

    record ToolCallDelta(int index, String arguments) implements StreamEvent {}

    /// All arguments of the call have gone by; formats that do not tell leave it out.
    record ToolCallEnd(int index) implements StreamEvent {}

    /// @param stopText the stop text that ended it, or empty
    record Stopped(Stop stop, String stopText) implements StreamEvent {}

    record Used(Tokens tokens) implements StreamEvent {}

    record End() implements StreamEvent {}
}
