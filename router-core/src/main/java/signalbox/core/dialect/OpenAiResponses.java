package signalbox.core.dialect;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import signalbox.core.policy.Wire;

/// OpenAI Responses. Errors have Chat's envelope.
final class OpenAiResponses implements Dialect {
    private static final String LIMIT = "max_output_tokens";

    private final OpenAiChat chat;

    OpenAiResponses(OpenAiChat chat) {
        this.chat = chat;
    }

    @Override
    public Wire wire() {
        return Wire.OPENAI_RESPONSES;
    }

    @Override
    public ParsedRequest parse(byte[] body) throws MalformedRequest {
        return ResponsesRequest.READER.read(body);
    }

    /// The last event has the usage, so there is nothing to ask for.
    @Override
    public byte[] forward(ParsedRequest request, Forwarding change) {
        var body = new ForwardedBody(request);
        body.model(change.model());
        body.outputLimit(LIMIT, change.outputLimit());
        return body.bytes();
    }

    @Override
    public AnswerTap tap(boolean stream, boolean hideUsage) {
        return stream ? new StreamTap(this, new ResponsesScan()) : new PlainTap(new ResponsesScan());
    }

    @Override
    public byte[] error(DialectError error) {
        return chat.error(error);
    }

    /// An `error` event has its fields beside its type; the library throws on those that have an `error` object.
    @Override
    public byte[] streamError(DialectError error) {
        byte[] event =
                JsonText.bytes(json -> {
                    json.writeStartObject();
                    json.writeStringField("type", "error");
                    json.writeNumberField("sequence_number", 0);
                    json.writeStringField("code", error.code());
                    json.writeStringField("message", error.message());
                    json.writeStringField("param", error.param().isEmpty() ? null : error.param());
                    json.writeObjectFieldStart("error");
                    chat.fields(json, error);
                    json.writeEndObject();
                    json.writeEndObject();
                });
        var out = new ByteArrayOutputStream(512);
        out.writeBytes("event: error\ndata: ".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(event);
        out.writeBytes("\n\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }
}
