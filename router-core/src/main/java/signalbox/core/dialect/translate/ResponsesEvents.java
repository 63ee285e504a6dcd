package signalbox.core.dialect.translate;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import signalbox.core.dialect.neutral.Json;
import signalbox.core.dialect.neutral.StreamEvent;

/// Reads the events of a Responses stream.
final class ResponsesEvents implements Codec.EventReader {
    private final Map<Long, Integer> calls = new HashMap<>();
    private final Set<Integer> begun = new HashSet<>();
    private boolean started;

    @Override
    public void read(byte[] data, Consumer<StreamEvent> out) throws IOException {
        Json event = Json.read(data);
        long item = event.get("output_index").whole(-1);
        switch (event.get("type").text()) {
            case "response.created", "response.in_progress" -> start(event.get("response"), out);
            case "response.output_text.delta" -> out.accept(new StreamEvent.TextDelta(event.get("delta").text()));
            case "response.refusal.delta" -> out.accept(new StreamEvent.RefusalDelta(event.get("delta").text()));
            case "response.reasoning_summary_text.delta", "response.reasoning_text.delta" ->
                    out.accept(new StreamEvent.ReasoningDelta(event.get("delta").text()));
            case "response.output_item.added" -> added(event.get("item"), item, out);
            case "response.function_call_arguments.delta" -> arguments(item, event.get("delta").text(), out);
            case "response.output_item.done" -> done(event.get("item"), item, out);
            case "response.completed", "response.incomplete", "response.failed" -> finished(event.get("response"), out);
            default -> {} // what repeats the deltas, and events that came later
        }
    }

    private void start(Json response, Consumer<StreamEvent> out) {
        if (!started) {
            started = true;
            out.accept(new StreamEvent.Start(response.get("id").text(), response.get("model").text()));
        }
    }

    private void added(Json item, long index, Consumer<StreamEvent> out) {
        if (item.get("type").text().equals("function_call")) {
            int call = calls.size();
            calls.put(index, call);
            out.accept(new StreamEvent.ToolCallStart(call, item.get("call_id").text(), item.get("name").text(), ""));
        }
    }

    private void arguments(long item, String piece, Consumer<StreamEvent> out) {
        Integer call = calls.get(item);
        if (call != null && !piece.isEmpty()) {
            begun.add(call);
            out.accept(new StreamEvent.ToolCallDelta(call, piece));
        }
    }

    /// Servers that send no deltas say all of it here.
    private void done(Json item, long index, Consumer<StreamEvent> out) {
        if (!item.get("type").text().equals("function_call")) {
            return;
        }
        if (!calls.containsKey(index)) {
            added(item, index, out);
        }
        int call = calls.get(index);
        if (!begun.contains(call)) {
            arguments(index, item.get("arguments").text(), out);
        }
        out.accept(new StreamEvent.ToolCallEnd(call));
    }

    private void finished(Json response, Consumer<StreamEvent> out) {
        start(response, out);
        if (response.has("usage")) {
            out.accept(new StreamEvent.Used(ResponsesAnswers.tokens(response.get("usage"))));
        }
        out.accept(new StreamEvent.Stopped(ResponsesAnswers.stop(response), ""));
        out.accept(new StreamEvent.End());
    }
}
