package signalbox.core.dialect.translate;

import java.util.HashSet;
import java.util.Set;
import signalbox.core.dialect.neutral.Answer.Stop;
import signalbox.core.dialect.neutral.Answer.Tokens;
import signalbox.core.dialect.neutral.Json;
import signalbox.core.dialect.neutral.StreamEvent;

/// Writes the chunks of a Chat Completions stream.
final class OpenAiChatEventWriter implements Codec.EventWriter {
    private static final byte[] DONE = EventOut.ascii("data: [DONE]\n\n");

    private final Client client;
    private final Set<Integer> bare = new HashSet<>();
    private String id = "";
    private String model = "";
    private boolean started;
    private boolean calls;
    private Stop stop;
    private Tokens tokens = Tokens.NONE;

    OpenAiChatEventWriter(Client client) {
        this.client = client;
    }

    @Override
    public void write(StreamEvent event, EventOut out) {
        switch (event) {
            case StreamEvent.Start(String givenId, String givenModel) -> start(givenId, givenModel, out);
            case StreamEvent.TextDelta(String text) -> delta("content", text, out);
            case StreamEvent.RefusalDelta(String text) -> delta("refusal", text, out);
            case StreamEvent.ReasoningDelta(String text) -> delta("reasoning_content", text, out);
            case StreamEvent.ToolCallStart(int index, String callId, String name, String signature) -> {
                calls = true;
                bare.add(index);
                call(OpenAiChatAnswers.call(callId, name, ""), index, out);
            }
            case StreamEvent.ToolCallDelta(int index, String arguments) -> arguments(index, arguments, out);
            case StreamEvent.ToolCallEnd(int index) -> noArguments(index, out);
            case StreamEvent.Stopped(Stop given, String text) -> stop = given;
            case StreamEvent.Used(Tokens used) -> tokens = used;
            case StreamEvent.End() -> end(out);
            case StreamEvent.ReasoningSigned signed -> {}
            case StreamEvent.HiddenReasoning hidden -> {}
        }
    }

    private void start(String givenId, String givenModel, EventOut out) {
        if (!started) {
            started = true;
            id = client.idOr(givenId, "chatcmpl-");
            model = client.modelOr(givenModel);
            chunk(Json.object().put("role", "assistant").put("content", ""), null, out);
        }
    }

    private void delta(String field, String text, EventOut out) {
        chunk(Json.object().put(field, text), null, out);
    }

    private void arguments(int index, String piece, EventOut out) {
        if (!piece.isEmpty()) {
            bare.remove(index);
            call(Json.object().put("function", Json.object().put("arguments", piece)), index, out);
        }
    }

    /// Clients parse what they have joined, and nothing at all is no JSON.
    private void noArguments(int index, EventOut out) {
        if (bare.remove(index)) {
            call(Json.object().put("function", Json.object().put("arguments", "{}")), index, out);
        }
    }

    private void call(Json.Obj call, int index, EventOut out) {
        var indexed = Json.object().put("index", index);
        call.fields().forEach(indexed::put);
        chunk(Json.object().put("tool_calls", Json.array().add(indexed)), null, out);
    }

    private void end(EventOut out) {
        start("", "", out);
        for (int index : Set.copyOf(bare)) {
            noArguments(index, out);
        }
        Stop given = stop == null ? Stop.END : stop;
        chunk(Json.object(), OpenAiChatAnswers.reason(given.given(calls)), out);
        if (client.usageAsked()) {
            out.data(head().put("choices", Json.array()).put("usage", OpenAiChatAnswers.usage(tokens)));
        }
        out.raw(DONE);
    }

    private Json.Obj head() {
        return OpenAiChatAnswers.head(id, model, "chat.completion.chunk", client);
    }

    private void chunk(Json delta, String reason, EventOut out) {
        var choice = Json.object().put("index", 0).put("delta", delta).put("logprobs", Json.NULL);
        choice.put("finish_reason", Json.text(reason));
        var chunk = head().put("choices", Json.array().add(choice));
        if (client.usageAsked()) {
            chunk.put("usage", Json.NULL);
        }
        out.data(chunk);
    }
}
