package signalbox.core.dialect.translate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import signalbox.core.dialect.neutral.Json;
import signalbox.core.dialect.neutral.StreamEvent;

/// Reads the chunks of a Chat Completions stream.
final class OpenAiChatEvents implements Codec.EventReader {
    private static final String DONE = "[DONE]";

    private final Map<Long, Call> calls = new HashMap<>();
    private boolean started;
    private String id = "";
    private int count;

    /// A tool call under way. Servers that send calls whole may number all of them 0, so a new id is a new call.
    private record Call(int index, String id) {}

    @Override
    public void read(byte[] data, Consumer<StreamEvent> out) throws IOException {
        if (data.length <= DONE.length() + 2 && new String(data, StandardCharsets.UTF_8).strip().equals(DONE)) {
            out.accept(new StreamEvent.End());
            return;
        }
        Json chunk = Json.read(data);
        if (chunk.has("error")) {
            return;
        }
        if (!started) {
            started = true;
            id = chunk.get("id").text();
            out.accept(new StreamEvent.Start(id, chunk.get("model").text()));
        }
        for (Json choice : chunk.get("choices").items()) {
            choice(choice, out);
        }
        Json usage = chunk.has("usage") ? chunk.get("usage") : chunk.get("x_groq").get("usage");
        if (usage.present()) {
            out.accept(new StreamEvent.Used(OpenAiChatAnswers.tokens(usage)));
        }
    }

    private void choice(Json choice, Consumer<StreamEvent> out) {
        Json delta = choice.get("delta");
        String thought = OpenAiChatAnswers.thought(delta);
        if (!thought.isEmpty()) {
            out.accept(new StreamEvent.ReasoningDelta(thought));
        }
        String text = OpenAiChatAnswers.text(delta.get("content"));
        if (!text.isEmpty()) {
            out.accept(new StreamEvent.TextDelta(text));
        }
        String refusal = delta.get("refusal").text();
        if (!refusal.isEmpty()) {
            out.accept(new StreamEvent.RefusalDelta(refusal));
        }
        for (Json call : delta.get("tool_calls").items()) {
            call(call, out);
        }
        String reason = choice.get("finish_reason").text();
        if (!reason.isEmpty()) {
            out.accept(new StreamEvent.Stopped(OpenAiChatAnswers.stop(reason), ""));
        }
    }

    private void call(Json delta, Consumer<StreamEvent> out) {
        long place = delta.get("index").whole(0);
        String givenId = delta.get("id").text();
        Json function = delta.get("function");
        Call call = calls.get(place);
        boolean another = call != null && !givenId.isEmpty() && !givenId.equals(call.id());
        if (call == null || another && function.has("name")) {
            call = new Call(count, OpenAiChatAnswers.callId(delta, id, count));
            count++;
            calls.put(place, call);
            out.accept(
                    new StreamEvent.ToolCallStart(
                            call.index(), call.id(), function.get("name").text(), OpenAiChatAnswers.signature(delta)));
        }
        String arguments = OpenAiChatAnswers.arguments(function);
        if (!arguments.isEmpty()) {
            out.accept(new StreamEvent.ToolCallDelta(call.index(), arguments));
        }
    }
}
