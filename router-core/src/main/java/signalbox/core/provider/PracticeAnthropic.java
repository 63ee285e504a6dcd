package signalbox.core.provider;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/// Anthropic Messages, written as the real one is (wire.md §3, §4). There is only one choice.
record PracticeAnthropic() implements PracticeWire {
    @Override
    public byte[] plain(Reply reply) {
        return PracticeWire.json(json -> {
            head(json, reply);
            json.writeStartObject();
            json.writeStringField("type", "text");
            json.writeStringField("text", String.join("", tokens(reply)));
            json.writeEndObject();
            json.writeEndArray();
            json.writeStringField("stop_reason", stop(reply));
            json.writeNullField("stop_sequence");
            if (reply.usageFactor() > 0) {
                usage(json, reply, reply.outputTokens());
            }
            json.writeEndObject();
        });
    }

    @Override
    public void stream(Reply reply, Consumer<Event> out) {
        out.accept(
                event(
                        false,
                        "message_start",
                        json -> {
                            json.writeFieldName("message");
                            head(json, reply);
                            json.writeEndArray();
                            json.writeNullField("stop_reason");
                            json.writeNullField("stop_sequence");
                            if (reply.usageFactor() > 0) {
                                usage(json, reply, 1);
                            }
                            json.writeEndObject();
                        }));
        out.accept(
                event(
                        false,
                        "content_block_start",
                        json -> {
                            json.writeNumberField("index", 0);
                            json.writeObjectFieldStart("content_block");
                            json.writeStringField("type", "text");
                            json.writeStringField("text", "");
                            json.writeEndObject();
                        }));
        out.accept(event(false, "ping", json -> {}));
        for (var token : tokens(reply)) {
            out.accept(
                    event(
                            true,
                            "content_block_delta",
                            json -> {
                                json.writeNumberField("index", 0);
                                json.writeObjectFieldStart("delta");
                                json.writeStringField("type", "text_delta");
                                json.writeStringField("text", token);
                                json.writeEndObject();
                            }));
        }
        tail(reply, out);
    }

    private static void tail(Reply reply, Consumer<Event> out) {
        out.accept(event(false, "content_block_stop", json -> json.writeNumberField("index", 0)));
        out.accept(
                event(
                        false,
                        "message_delta",
                        json -> {
                            json.writeObjectFieldStart("delta");
                            json.writeStringField("stop_reason", stop(reply));
                            json.writeNullField("stop_sequence");
                            json.writeEndObject();
                            if (reply.usageFactor() > 0) {
                                json.writeObjectFieldStart("usage");
                                json.writeNumberField("output_tokens", reply.outputTokens());
                                json.writeEndObject();
                            }
                        }));
        if (reply.end()) {
            out.accept(event(false, "message_stop", json -> {}));
        }
    }

    @Override
    public byte[] error(Error error) {
        return PracticeWire.json(json -> {
            json.writeStartObject();
            json.writeStringField("type", "error");
            json.writeObjectFieldStart("error");
            json.writeStringField("type", error.type());
            json.writeStringField("message", error.message());
            json.writeEndObject();
            json.writeStringField("request_id", "req_practice");
            json.writeEndObject();
        });
    }

    private static Event event(boolean token, String name, PracticeWire.Writer fields) {
        return new Event(
                token,
                PracticeWire.event(
                        name,
                        PracticeWire.json(json -> {
                            json.writeStartObject();
                            json.writeStringField("type", name);
                            fields.write(json);
                            json.writeEndObject();
                        })));
    }

    /// Up to the open list of content blocks.
    private static void head(JsonGenerator json, Reply reply) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", reply.id("msg_practice_"));
        json.writeStringField("type", "message");
        json.writeStringField("role", "assistant");
        json.writeStringField("model", reply.request().model());
        json.writeArrayFieldStart("content");
    }

    private static void usage(JsonGenerator json, Reply reply, int output) throws IOException {
        json.writeObjectFieldStart("usage");
        json.writeNumberField("input_tokens", reply.inputTokens());
        json.writeNumberField("cache_creation_input_tokens", 0);
        json.writeNumberField("cache_read_input_tokens", 0);
        json.writeNumberField("output_tokens", output);
        json.writeEndObject();
    }

    private static List<String> tokens(Reply reply) {
        return reply.choices().getFirst();
    }

    private static String stop(Reply reply) {
        return reply.cut().getFirst() ? "max_tokens" : "end_turn";
    }
}
