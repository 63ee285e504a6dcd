package signalbox.core.dialect.translate;

import java.util.ArrayList;
import java.util.List;
import signalbox.core.dialect.neutral.Answer;
import signalbox.core.dialect.neutral.Part;
import signalbox.core.dialect.neutral.StreamEvent;

/// Collects the sealed thoughts of one answer and keeps them for the tool calls that followed. One thread.
final class Thoughts {
    private final ThoughtMemory memory;
    private final String scope;
    private final List<Part> sealed = new ArrayList<>();
    private final StringBuilder thought = new StringBuilder();

    Thoughts(ThoughtMemory memory, String scope) {
        this.memory = memory;
        this.scope = scope;
    }

    void whole(Answer answer) {
        for (Part part : answer.parts()) {
            switch (part) {
                case Part.Reasoning(String text, String seal) -> {
                    thought.append(text);
                    seal(seal);
                }
                case Part.HiddenReasoning hidden -> sealed.add(hidden);
                case Part.ToolCall call -> called(call);
                default -> {}
            }
        }
    }

    void event(StreamEvent event) {
        switch (event) {
            case StreamEvent.ReasoningDelta(String text) -> thought.append(text);
            case StreamEvent.ReasoningSigned(String seal) -> seal(seal);
            case StreamEvent.HiddenReasoning(String data) -> sealed.add(new Part.HiddenReasoning(data));
            case StreamEvent.ToolCallStart(int index, String id, String name, String signature) ->
                    called(new Part.ToolCall(id, name, "", signature));
            default -> {}
        }
    }

    private void seal(String seal) {
        if (!seal.isEmpty()) {
            sealed.add(new Part.Reasoning(thought.toString(), seal));
        }
        thought.setLength(0);
    }

    private void called(Part.ToolCall call) {
        var before = new ArrayList<>(sealed);
        if (!call.signature().isEmpty()) {
            before.add(call);
        }
        if (!before.isEmpty()) {
            memory.keep(scope, call.id(), before);
        }
    }
}
