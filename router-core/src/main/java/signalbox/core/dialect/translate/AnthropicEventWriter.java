package signalbox.core.dialect.translate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import signalbox.core.dialect.neutral.Answer.Stop;
import signalbox.core.dialect.neutral.Answer.Tokens;
import signalbox.core.dialect.neutral.Json;
import signalbox.core.dialect.neutral.StreamEvent;

/// Writes the events of a Messages stream. Blocks may not overlap in this format, and others do not tell when a tool
/// call is complete: while one is open, what belongs elsewhere waits, and follows as blocks of its own.
final class AnthropicEventWriter implements Codec.EventWriter {
    private enum Kind {
        TEXT,
        THOUGHT,
        CALL
    }

    /// A block that waits for the open one to close.
    private record Waiting(Kind kind, int call, String id, String name, StringBuilder text, boolean[] whole) {}

    private final Client client;
    private final List<Waiting> waiting = new ArrayList<>();
    private final Map<Integer, Waiting> waitingCalls = new HashMap<>();
    private boolean started;
    private Kind open;
    private int openCall;
    private int block = -1;
    private boolean calls;
    private boolean refused;
    private Stop stop = Stop.END;
    private String stopText = "";
    private Tokens tokens = Tokens.NONE;

    AnthropicEventWriter(Client client) {
        this.client = client;
    }

    @Override
    public void write(StreamEvent event, EventOut out) {
        switch (event) {
            case StreamEvent.Start(String id, String model) -> start(id, model, out);
            case StreamEvent.TextDelta(String text) -> text(Kind.TEXT, text, out);
            case StreamEvent.RefusalDelta(String text) -> {
                refused = true;
                text(Kind.TEXT, text, out);
            }
            case StreamEvent.ReasoningDelta(String text) -> text(Kind.THOUGHT, text, out);
            case StreamEvent.ToolCallStart(int index, String id, String name, String signature) ->
                    callStart(index, id, name, out);
            case StreamEvent.ToolCallDelta(int index, String arguments) -> arguments(index, arguments, out);
            case StreamEvent.ToolCallEnd(int index) -> callEnd(index, out);
            case StreamEvent.Stopped(Stop given, String text) -> {
                stop = given;
                stopText = text;
            }
            case StreamEvent.Used(Tokens used) -> tokens = used;
            case StreamEvent.End() -> end(out);
            case StreamEvent.ReasoningSigned signed -> {}
            case StreamEvent.HiddenReasoning hidden -> {}
        }
    }

    private void start(String id, String model, EventOut out) {
        if (started) {
            return;
        }
        started = true;
        var message =
                Json.object()
                        .put("id", client.idOr(id, "msg_"))
                        .put("type", "message")
                        .put("role", "assistant")
                        .put("model", client.modelOr(model))
                        .put("content", Json.array())
                        .put("stop_reason", Json.NULL)
                        .put("stop_sequence", Json.NULL)
                        .put("usage", AnthropicAnswers.usage(tokens));
        out.event("message_start", Json.typed("message_start").put("message", message));
    }

    private void text(Kind kind, String text, EventOut out) {
        if (open == Kind.CALL) {
            boolean goesOn = !waiting.isEmpty() && waiting.getLast().kind() == kind;
            Waiting block = goesOn ? waiting.getLast() : await(kind, -1, "", "");
            block.text().append(text);
            return;
        }
        if (open != kind) {
            close(out);
            open(kind, -1, "", "", out);
        }
        delta(kind, text, out);
    }

    private void callStart(int index, String id, String name, EventOut out) {
        calls = true;
        String fitting = ToolAliases.fit(id, ToolAliases.SHORT);
        if (open == Kind.CALL) {
            waitingCalls.put(index, await(Kind.CALL, index, fitting, name));
        } else {
            close(out);
            open(Kind.CALL, index, fitting, name, out);
        }
    }

    private Waiting await(Kind kind, int call, String id, String name) {
        var block = new Waiting(kind, call, id, name, new StringBuilder(), new boolean[1]);
        waiting.add(block);
        return block;
    }

    private void arguments(int index, String piece, EventOut out) {
        Waiting late = waitingCalls.get(index);
        if (late != null) {
            late.text().append(piece);
        } else if (open == Kind.CALL && openCall == index) {
            delta(Kind.CALL, piece, out);
        }
    }

    private void callEnd(int index, EventOut out) {
        Waiting late = waitingCalls.get(index);
        if (late != null) {
            late.whole()[0] = true;
        } else if (open == Kind.CALL && openCall == index) {
            close(out);
            release(false, out);
        }
    }

    /// Writes what has waited, up to the next tool call that is not complete.
    private void release(boolean all, EventOut out) {
        while (!waiting.isEmpty()) {
            Waiting next = waiting.removeFirst();
            waitingCalls.remove(next.call());
            if (open != next.kind() || next.kind() == Kind.CALL) {
                close(out);
                open(next.kind(), next.call(), next.id(), next.name(), out);
            }
            if (!next.text().isEmpty()) {
                delta(next.kind(), next.text().toString(), out);
            }
            if (next.kind() == Kind.CALL && (all || next.whole()[0])) {
                close(out);
            } else if (next.kind() == Kind.CALL) {
                return;
            }
        }
    }

    private void open(Kind kind, int call, String id, String name, EventOut out) {
        start("", "", out);
        open = kind;
        openCall = call;
        block++;
        Json content =
                switch (kind) {
                    case TEXT -> Json.typed("text").put("text", "");
                    case THOUGHT -> Json.typed("thinking").put("thinking", "").put("signature", "");
                    case CALL -> Json.typed("tool_use").put("id", id).put("name", name).put("input", Json.object());
                };
        event("content_block_start", "content_block", content, out);
    }

    private void delta(Kind kind, String text, EventOut out) {
        Json delta =
                switch (kind) {
                    case TEXT -> Json.typed("text_delta").put("text", text);
                    case THOUGHT -> Json.typed("thinking_delta").put("thinking", text);
                    case CALL -> Json.typed("input_json_delta").put("partial_json", text);
                };
        event("content_block_delta", "delta", delta, out);
    }

    private void event(String name, String field, Json value, EventOut out) {
        out.event(name, Json.typed(name).put("index", block).put(field, value));
    }

    private void close(EventOut out) {
        if (open == null) {
            return;
        }
        if (open == Kind.THOUGHT) {
            var seal = Json.typed("signature_delta").put("signature", AnthropicAnswers.UNSEALED);
            event("content_block_delta", "delta", seal, out);
        }
        open = null;
        out.event("content_block_stop", Json.typed("content_block_stop").put("index", block));
    }

    private void end(EventOut out) {
        start("", "", out);
        close(out);
        release(true, out);
        close(out);
        Stop given = refused ? Stop.REFUSED : stop.given(calls);
        var delta = Json.object().put("stop_reason", AnthropicAnswers.reason(given));
        delta.put("stop_sequence", stopText.isEmpty() ? Json.NULL : Json.text(stopText));
        out.event(
                "message_delta",
                Json.typed("message_delta").put("delta", delta).put("usage", AnthropicAnswers.usage(tokens)));
        out.event("message_stop", Json.typed("message_stop"));
    }
}
