package signalbox.core.dialect.translate;

import java.io.IOException;
import java.util.function.Consumer;
import signalbox.core.dialect.neutral.Answer.Stop;
import signalbox.core.dialect.neutral.Json;
import signalbox.core.dialect.neutral.Part;
import signalbox.core.dialect.neutral.StreamEvent;

/// Reads the events of a streamGenerateContent stream, each a response with what is new. Its end is that it closes.
final class GeminiEvents implements Codec.EventReader {
    private boolean started;
    private String id = "";
    private int calls;

    @Override
    public void read(byte[] data, Consumer<StreamEvent> out) throws IOException {
        Json event = Json.read(data);
        if (event.has("error")) {
            return;
        }
        if (!started) {
            started = true;
            id = event.get("responseId").text();
            out.accept(new StreamEvent.Start(id, event.get("modelVersion").text()));
        }
        Json candidate = GeminiAnswers.candidate(event);
        for (Json part : candidate.get("content").get("parts").items()) {
            part(part, out);
        }
        if (event.has("usageMetadata")) {
            out.accept(new StreamEvent.Used(GeminiAnswers.tokens(event.get("usageMetadata"))));
        }
        String reason = candidate.get("finishReason").text();
        if (GeminiAnswers.blocked(event)) {
            out.accept(new StreamEvent.Stopped(Stop.REFUSED, ""));
        } else if (!reason.isEmpty()) {
            out.accept(new StreamEvent.Stopped(GeminiAnswers.stop(reason), ""));
        }
    }

    private void part(Json part, Consumer<StreamEvent> out) {
        if (part.has("functionCall")) {
            int index = calls++;
            Part.ToolCall call = GeminiAnswers.call(part, id, index);
            out.accept(new StreamEvent.ToolCallStart(index, call.id(), call.name(), call.signature()));
            out.accept(new StreamEvent.ToolCallDelta(index, call.arguments()));
            out.accept(new StreamEvent.ToolCallEnd(index));
            return;
        }
        String text = part.get("text").text();
        if (!text.isEmpty()) {
            boolean thought = part.get("thought").flag();
            out.accept(thought ? new StreamEvent.ReasoningDelta(text) : new StreamEvent.TextDelta(text));
        }
    }

    @Override
    public void end(Consumer<StreamEvent> out) {
        out.accept(new StreamEvent.End());
    }
}
