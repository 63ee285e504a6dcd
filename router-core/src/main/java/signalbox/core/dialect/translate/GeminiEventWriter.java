package signalbox.core.dialect.translate;

import java.util.LinkedHashMap;
import java.util.Map;
import signalbox.core.dialect.neutral.Answer.Stop;
import signalbox.core.dialect.neutral.Answer.Tokens;
import signalbox.core.dialect.neutral.Json;
import signalbox.core.dialect.neutral.StreamEvent;

/// Writes the events of a streamGenerateContent stream. A tool call is one piece in this format, so it waits until it
/// is complete.
final class GeminiEventWriter implements Codec.EventWriter {
    private static final byte[] DATA = EventOut.ascii("data: ");
    private static final byte[] LINES = EventOut.ascii("\r\n\r\n");

    private final Client client;
    private final Map<Integer, Call> calls = new LinkedHashMap<>();
    private String id = "";
    private String model = "";
    private boolean refused;
    private Stop stop = Stop.END;
    private Tokens tokens = Tokens.NONE;

    private record Call(String id, String name, StringBuilder arguments) {}

    GeminiEventWriter(Client client) {
        this.client = client;
    }

    @Override
    public void write(StreamEvent event, EventOut out) {
        switch (event) {
            case StreamEvent.Start(String givenId, String givenModel) -> {
                id = givenId;
                model = givenModel;
            }
            case StreamEvent.TextDelta(String text) -> part(Json.object().put("text", text), out);
            case StreamEvent.RefusalDelta(String text) -> {
                refused = true;
                part(Json.object().put("text", text), out);
            }
            case StreamEvent.ReasoningDelta(String text) -> part(GeminiAnswers.thought(text), out);
            case StreamEvent.ToolCallStart(int index, String callId, String name, String signature) ->
                    calls.put(index, new Call(callId, name, new StringBuilder()));
            case StreamEvent.ToolCallDelta(int index, String arguments) ->
                    calls.computeIfPresent(
                            index,
                            (at, call) -> {
                                call.arguments().append(arguments);
                                return call;
                            });
            case StreamEvent.ToolCallEnd(int index) -> call(calls.remove(index), out);
            case StreamEvent.Stopped(Stop given, String text) -> stop = given;
            case StreamEvent.Used(Tokens used) -> tokens = used;
            case StreamEvent.End() -> end(out);
            case StreamEvent.ReasoningSigned signed -> {}
            case StreamEvent.HiddenReasoning hidden -> {}
        }
    }

    private void call(Call call, EventOut out) {
        if (call != null) {
            part(GeminiAnswers.call(call.id(), call.name(), call.arguments().toString()), out);
        }
    }

    private void part(Json part, EventOut out) {
        response(GeminiAnswers.candidate(Json.array().add(part), ""), out);
    }

    private void end(EventOut out) {
        calls.values().forEach(call -> call(call, out));
        String reason = GeminiAnswers.reason(refused ? Stop.REFUSED : stop);
        response(GeminiAnswers.candidate(Json.array().add(Json.object().put("text", "")), reason), out);
    }

    private void response(Json candidate, EventOut out) {
        out.raw(DATA);
        out.raw(GeminiAnswers.response(candidate, tokens, id, model, client).bytes());
        out.raw(LINES);
    }
}
