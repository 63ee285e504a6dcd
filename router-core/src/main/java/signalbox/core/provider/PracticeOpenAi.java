package signalbox.core.provider;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.function.Consumer;

/// OpenAI Chat Completions, written as the real one is (wire.md §3, §4).
record PracticeOpenAi() implements PracticeWire {
    @Override
    public byte[] plain(Reply reply) {
        return PracticeWire.json(json -> {
            head(json, reply, "chat.completion");
            for (int i = 0; i < reply.choices().size(); i++) {
                json.writeStartObject();
                json.writeNumberField("index", i);
                json.writeObjectFieldStart("message");
                json.writeStringField("role", "assistant");
                json.writeStringField("content", String.join("", reply.choices().get(i)));
                json.writeNullField("refusal");
                json.writeEndObject();
                json.writeNullField("logprobs");
                json.writeStringField("finish_reason", finish(reply, i));
                json.writeEndObject();
            }
            json.writeEndArray();
            if (reply.usageFactor() > 0) {
                usage(json, reply);
            }
            json.writeEndObject();
        });
    }

    @Override
    public void stream(Reply reply, Consumer<Event> out) {
        for (int i = 0; i < reply.choices().size(); i++) {
            int index = i;
            out.accept(new Event(false, chunk(reply, json -> delta(json, index, "role", "assistant", null))));
            for (var token : reply.choices().get(i)) {
                out.accept(new Event(true, chunk(reply, json -> delta(json, index, "content", token, null))));
            }
            var finish = finish(reply, i);
            out.accept(new Event(false, chunk(reply, json -> delta(json, index, "", "", finish))));
        }
        if (reply.request().includeUsage() && reply.usageFactor() > 0) {
            out.accept(
                    new Event(
                            false,
                            PracticeWire.event(
                                    "",
                                    PracticeWire.json(json -> {
                                        head(json, reply, "chat.completion.chunk");
                                        json.writeEndArray();
                                        usage(json, reply);
                                        json.writeEndObject();
                                    }))));
        }
        if (reply.end()) {
            out.accept(new Event(false, PracticeWire.ascii("data: [DONE]\n\n")));
        }
    }

    @Override
    public byte[] error(Error error) {
        return PracticeWire.json(json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("error");
            json.writeStringField("message", error.message());
            json.writeStringField("type", error.type());
            json.writeNullField("param");
            json.writeStringField("code", error.code());
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    private static byte[] chunk(Reply reply, PracticeWire.Writer choice) {
        return PracticeWire.event(
                "",
                PracticeWire.json(json -> {
                    head(json, reply, "chat.completion.chunk");
                    choice.write(json);
                    json.writeEndArray();
                    if (reply.request().includeUsage()) {
                        json.writeNullField("usage");
                    }
                    json.writeEndObject();
                }));
    }

    private static void delta(JsonGenerator json, int index, String field, String text, String finish)
            throws IOException {
        json.writeStartObject();
        json.writeNumberField("index", index);
        json.writeObjectFieldStart("delta");
        if (!field.isEmpty()) {
            json.writeStringField(field, text);
        }
        if (field.equals("role")) {
            json.writeStringField("content", "");
        }
        json.writeEndObject();
        json.writeNullField("logprobs");
        json.writeStringField("finish_reason", finish);
        json.writeEndObject();
    }

    /// Up to the open list of choices.
    private static void head(JsonGenerator json, Reply reply, String object) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", reply.id("chatcmpl-practice-"));
        json.writeStringField("object", object);
        json.writeNumberField("created", reply.created());
        json.writeStringField("model", reply.request().model());
        json.writeArrayFieldStart("choices");
    }

    private static void usage(JsonGenerator json, Reply reply) throws IOException {
        json.writeObjectFieldStart("usage");
        json.writeNumberField("prompt_tokens", reply.inputTokens());
        json.writeNumberField("completion_tokens", reply.outputTokens());
        json.writeNumberField("total_tokens", reply.inputTokens() + reply.outputTokens());
        json.writeObjectFieldStart("prompt_tokens_details");
        json.writeNumberField("cached_tokens", 0);
        json.writeEndObject();
        json.writeObjectFieldStart("completion_tokens_details");
        json.writeNumberField("reasoning_tokens", 0);
        json.writeEndObject();
        json.writeEndObject();
    }

    private static String finish(Reply reply, int choice) {
        return reply.cut().get(choice) ? "length" : "stop";
    }
}
