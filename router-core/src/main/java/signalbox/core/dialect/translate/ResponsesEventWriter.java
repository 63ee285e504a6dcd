package signalbox.core.dialect.translate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import signalbox.core.dialect.neutral.Answer.Stop;
import signalbox.core.dialect.neutral.Answer.Tokens;
import signalbox.core.dialect.neutral.Json;
import signalbox.core.dialect.neutral.StreamEvent;

/// Writes the events of a Responses stream. Items may overlap in this format, so nothing has to wait.
final class ResponsesEventWriter implements Codec.EventWriter {
    private enum Kind {
        MESSAGE,
        REFUSAL,
        REASONING
    }

    private final Client client;

    /// Items by their place: they may be complete in another order.
    private final Map<Integer, Json> output = new TreeMap<>();

    private final Map<Integer, Call> calls = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();
    private Kind open;
    private int openIndex;
    private int items;
    private int sequence;
    private boolean started;
    private String id = "";
    private String model = "";
    private Stop stop = Stop.END;
    private Tokens tokens = Tokens.NONE;

    private record Call(int index, String id, String name, StringBuilder arguments) {}

    ResponsesEventWriter(Client client) {
        this.client = client;
    }

    @Override
    public void write(StreamEvent event, EventOut out) {
        switch (event) {
            case StreamEvent.Start(String givenId, String givenModel) -> start(givenId, givenModel, out);
            case StreamEvent.TextDelta(String piece) -> text(Kind.MESSAGE, piece, out);
            case StreamEvent.RefusalDelta(String piece) -> text(Kind.REFUSAL, piece, out);
            case StreamEvent.ReasoningDelta(String piece) -> text(Kind.REASONING, piece, out);
            case StreamEvent.ToolCallStart(int index, String callId, String name, String signature) ->
                    callStart(index, callId, name, out);
            case StreamEvent.ToolCallDelta(int index, String piece) -> arguments(index, piece, out);
            case StreamEvent.ToolCallEnd(int index) -> callEnd(index, out);
            case StreamEvent.Stopped(Stop given, String stopText) -> stop = given;
            case StreamEvent.Used(Tokens used) -> tokens = used;
            case StreamEvent.End() -> end(out);
            case StreamEvent.ReasoningSigned signed -> {}
            case StreamEvent.HiddenReasoning hidden -> {}
        }
    }

    private void start(String givenId, String givenModel, EventOut out) {
        if (started) {
            return;
        }
        started = true;
        id = client.idOr(givenId, "resp_");
        model = client.modelOr(givenModel);
        for (String name : new String[] {"response.created", "response.in_progress"}) {
            Json response = ResponsesAnswers.head(id, model, "in_progress", Json.array(), client);
            event(name, Json.object().put("response", response), out);
        }
    }

    private void text(Kind kind, String piece, EventOut out) {
        if (open != kind) {
            close(out);
            open(kind, out);
        }
        text.append(piece);
        String name =
                switch (kind) {
                    case MESSAGE -> "response.output_text.delta";
                    case REFUSAL -> "response.refusal.delta";
                    case REASONING -> "response.reasoning_summary_text.delta";
                };
        event(name, place().put("delta", piece), out);
    }

    private void open(Kind kind, EventOut out) {
        start("", "", out);
        open = kind;
        openIndex = items++;
        text.setLength(0);
        Json item =
                kind == Kind.REASONING
                        ? ResponsesAnswers.reasoning(itemId(), "")
                        : ResponsesAnswers.message(itemId(), "in_progress", Json.array());
        event("response.output_item.added", Json.object().put("output_index", openIndex).put("item", item), out);
        String part = kind == Kind.REASONING ? "response.reasoning_summary_part.added" : "response.content_part.added";
        event(part, place().put("part", part("")), out);
    }

    private String itemId() {
        return (open == Kind.REASONING ? "rs_" : "msg_") + openIndex + "_" + id;
    }

    private Json.Obj place() {
        var place = Json.object().put("item_id", itemId()).put("output_index", openIndex);
        return place.put(open == Kind.REASONING ? "summary_index" : "content_index", 0);
    }

    private Json part(String whole) {
        return switch (open) {
            case MESSAGE -> ResponsesAnswers.text(whole);
            case REFUSAL -> Json.typed("refusal").put("refusal", whole);
            case REASONING -> Json.typed("summary_text").put("text", whole);
        };
    }

    private void close(EventOut out) {
        if (open == null) {
            return;
        }
        String whole = text.toString();
        switch (open) {
            case MESSAGE -> event("response.output_text.done", place().put("text", whole), out);
            case REFUSAL -> event("response.refusal.done", place().put("refusal", whole), out);
            case REASONING -> event("response.reasoning_summary_text.done", place().put("text", whole), out);
        }
        boolean reasoning = open == Kind.REASONING;
        event(
                reasoning ? "response.reasoning_summary_part.done" : "response.content_part.done",
                place().put("part", part(whole)),
                out);
        done(
                reasoning
                        ? ResponsesAnswers.reasoning(itemId(), whole)
                        : ResponsesAnswers.message(itemId(), "completed", Json.array().add(part(whole))),
                openIndex,
                out);
        open = null;
    }

    private void done(Json item, int index, EventOut out) {
        output.put(index, item);
        event("response.output_item.done", Json.object().put("output_index", index).put("item", item), out);
    }

    private void callStart(int index, String callId, String name, EventOut out) {
        close(out);
        start("", "", out);
        var call = new Call(items++, callId, name, new StringBuilder());
        calls.put(index, call);
        Json item = item(call, "in_progress");
        event("response.output_item.added", Json.object().put("output_index", call.index()).put("item", item), out);
    }

    private void arguments(int index, String piece, EventOut out) {
        Call call = calls.get(index);
        if (call != null && !piece.isEmpty()) {
            call.arguments().append(piece);
            event("response.function_call_arguments.delta", place(call).put("delta", piece), out);
        }
    }

    private void callEnd(int index, EventOut out) {
        Call call = calls.remove(index);
        if (call == null) {
            return;
        }
        if (call.arguments().isEmpty()) {
            call.arguments().append("{}");
        }
        event(
                "response.function_call_arguments.done",
                Namespaced.put(place(call), call.name()).put("arguments", call.arguments().toString()),
                out);
        done(item(call, "completed"), call.index(), out);
    }

    private Json.Obj place(Call call) {
        return Json.object().put("item_id", "fc_" + call.index() + "_" + id).put("output_index", call.index());
    }

    private Json item(Call call, String status) {
        return ResponsesAnswers.call(
                "fc_" + call.index() + "_" + id, status, call.id(), call.name(), call.arguments().toString());
    }

    private void end(EventOut out) {
        start("", "", out);
        close(out);
        for (int call : calls.keySet().toArray(Integer[]::new)) {
            callEnd(call, out);
        }
        var items = Json.array();
        output.values().forEach(items::add);
        Json.Obj response = ResponsesAnswers.response(id, model, stop, items, tokens, client);
        event("response." + response.get("status").text(), Json.object().put("response", response), out);
    }

    private void event(String name, Json.Obj fields, EventOut out) {
        var event = Json.typed(name).put("sequence_number", sequence++);
        fields.fields().forEach(event::put);
        out.event(name, event);
    }
}
