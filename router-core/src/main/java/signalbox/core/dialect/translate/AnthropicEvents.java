package signalbox.core.dialect.translate;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import signalbox.core.dialect.neutral.Answer.Tokens;
import signalbox.core.dialect.neutral.Json;
import signalbox.core.dialect.neutral.StreamEvent;

/// Reads the events of a Messages stream.
final class AnthropicEvents implements Codec.EventReader {
    private final Notes notes;
    private final Map<Long, Call> calls = new HashMap<>();
    private Tokens tokens = Tokens.NONE;
    private boolean citations;

    /// A tool call under way.
    private static final class Call {
        private final int index;
        private final Json input;
        private boolean any;

        private Call(int index, Json input) {
            this.index = index;
            this.input = input;
        }
    }

    AnthropicEvents(Notes notes) {
        this.notes = notes;
    }

    @Override
    public void read(byte[] data, Consumer<StreamEvent> out) throws IOException {
        Json event = Json.read(data);
        switch (event.get("type").text()) {
            case "message_start" -> {
                Json message = event.get("message");
                out.accept(new StreamEvent.Start(message.get("id").text(), message.get("model").text()));
                used(message.get("usage"), out);
            }
            case "content_block_start" -> blockStart(event, out);
            case "content_block_delta" -> delta(event, out);
            case "content_block_stop" -> blockStop(event.get("index").whole(0), out);
            case "message_delta" -> {
                used(event.get("usage"), out);
                Json delta = event.get("delta");
                if (delta.has("stop_reason")) {
                    out.accept(
                            new StreamEvent.Stopped(
                                    AnthropicAnswers.stop(delta.get("stop_reason").text()),
                                    delta.get("stop_sequence").text()));
                }
            }
            case "message_stop" -> out.accept(new StreamEvent.End());
            default -> {} // pings, and events that came later
        }
    }

    private void used(Json usage, Consumer<StreamEvent> out) {
        if (usage.present()) {
            tokens = AnthropicAnswers.tokens(usage, tokens);
            out.accept(new StreamEvent.Used(tokens));
        }
    }

    private void blockStart(Json event, Consumer<StreamEvent> out) {
        Json block = event.get("content_block");
        switch (block.get("type").text()) {
            case "text" -> text(block.get("text").text(), out);
            case "thinking" -> thought(block.get("thinking").text(), out);
            case "redacted_thinking" -> out.accept(new StreamEvent.HiddenReasoning(block.get("data").text()));
            case "tool_use" -> {
                var call = new Call(calls.size(), block.get("input"));
                calls.put(event.get("index").whole(0), call);
                out.accept(
                        new StreamEvent.ToolCallStart(
                                call.index, block.get("id").text(), block.get("name").text(), ""));
            }
            default ->
                    notes.dropped(
                            "a block of type `" + block.get("type").text() + "`",
                            "other wire formats have no such block");
        }
    }

    private void delta(Json event, Consumer<StreamEvent> out) {
        Json delta = event.get("delta");
        switch (delta.get("type").text()) {
            case "text_delta" -> text(delta.get("text").text(), out);
            case "thinking_delta" -> thought(delta.get("thinking").text(), out);
            case "signature_delta" -> out.accept(new StreamEvent.ReasoningSigned(delta.get("signature").text()));
            case "input_json_delta" -> arguments(event.get("index").whole(0), delta.get("partial_json").text(), out);
            case "citations_delta" -> citations();
            default -> {}
        }
    }

    private void citations() {
        if (!citations) {
            citations = true;
            notes.dropped("citations", "other wire formats have no such field");
        }
    }

    private static void text(String text, Consumer<StreamEvent> out) {
        if (!text.isEmpty()) {
            out.accept(new StreamEvent.TextDelta(text));
        }
    }

    private static void thought(String text, Consumer<StreamEvent> out) {
        if (!text.isEmpty()) {
            out.accept(new StreamEvent.ReasoningDelta(text));
        }
    }

    private void arguments(long block, String piece, Consumer<StreamEvent> out) {
        Call call = calls.get(block);
        if (call != null && !piece.isEmpty()) {
            call.any = true;
            out.accept(new StreamEvent.ToolCallDelta(call.index, piece));
        }
    }

    /// Compatible servers may send all of the input with the start of its block.
    private void blockStop(long block, Consumer<StreamEvent> out) {
        Call call = calls.get(block);
        if (call == null) {
            return;
        }
        if (!call.any && !call.input.members().isEmpty()) {
            out.accept(new StreamEvent.ToolCallDelta(call.index, call.input.compact()));
        }
        out.accept(new StreamEvent.ToolCallEnd(call.index));
    }
}
