package signalbox.core.dialect;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import signalbox.core.policy.Wire;

/// OpenAI Chat Completions, also as spoken by OpenRouter, Cerebras, xAI, Z.AI, Ollama, vLLM and others.
final class OpenAiChat implements Dialect {
    static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

    @Override
    public Wire wire() {
        return Wire.OPENAI_CHAT;
    }

    @Override
    public ParsedRequest parse(byte[] body) throws MalformedRequest {
        return OpenAiChatRequest.READER.read(body);
    }

    @Override
    public byte[] forward(ParsedRequest request, Forwarding change) {
        var body = new ForwardedBody(request);
        body.model(change.model());
        body.outputLimit(change.limitField(), change.outputLimit());
        if (change.askForUsage() && request.stream() && !request.usageAsked()) {
            body.includeUsage();
        }
        body.drop(change.dropped());
        return body.bytes();
    }

    @Override
    public AnswerTap tap(boolean stream, boolean hideUsage) {
        return stream ? new StreamTap(this, DONE, hideUsage) : new PlainTap();
    }

    @Override
    public byte[] error(DialectError error) {
        return JsonText.bytes(json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("error");
            fields(json, error);
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    void fields(JsonGenerator json, DialectError error) throws IOException {
        json.writeStringField("message", error.message());
        json.writeStringField("type", type(error.type()));
        json.writeStringField("param", error.param().isEmpty() ? null : error.param());
        json.writeStringField("code", error.code());
        JsonText.fields(json, error.details());
    }

    @Override
    public byte[] streamError(DialectError error) {
        var out = new ByteArrayOutputStream(512);
        out.writeBytes("data: ".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(error(error));
        out.writeBytes("\n\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static String type(DialectError.Type type) {
        return switch (type) {
            case INVALID_REQUEST, TOO_LARGE -> "invalid_request_error";
            case AUTHENTICATION -> "authentication_error";
            case PERMISSION -> "permission_error";
            case NOT_FOUND -> "not_found_error";
            case RATE_LIMIT -> "rate_limit_error";
            case OVERLOADED -> "overloaded_error";
            case SERVER -> "server_error";
        };
    }
}
