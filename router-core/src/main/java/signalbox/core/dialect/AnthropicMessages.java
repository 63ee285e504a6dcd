package signalbox.core.dialect;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import signalbox.core.policy.Wire;

/// Anthropic Messages.
final class AnthropicMessages implements Dialect {
    static final byte[] STOP =
            "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n".getBytes(StandardCharsets.US_ASCII);

    @Override
    public Wire wire() {
        return Wire.ANTHROPIC;
    }

    @Override
    public ParsedRequest parse(byte[] body) throws MalformedRequest {
        return AnthropicRequest.READER.read(body);
    }

    @Override
    public byte[] forward(ParsedRequest request, Forwarding change) {
        var body = new ForwardedBody(request);
        body.model(change.model());
        body.outputLimit(change.limitField(), change.outputLimit());
        return body.bytes();
    }

    /// Usage is part of events that clients need, so there is never one to hide.
    @Override
    public AnswerTap tap(boolean stream, boolean hideUsage) {
        return stream ? new StreamTap(this, STOP, false) : new PlainTap();
    }

    /// The searchable code stands where the API itself puts its finer codes, in `details.error_code`.
    @Override
    public byte[] error(DialectError error) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("error_code", error.code());
        if (!error.param().isEmpty()) {
            details.put("param", error.param());
        }
        details.putAll(error.details());
        Object requestId = details.remove("request_id");
        return JsonText.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("type", "error");
            json.writeObjectFieldStart("error");
            json.writeStringField("type", type(error.type()));
            json.writeStringField("message", error.message());
            json.writeObjectFieldStart("details");
            JsonText.fields(json, details);
            json.writeEndObject();
            json.writeEndObject();
            if (requestId != null) {
                json.writeStringField("request_id", requestId.toString());
            }
            json.writeEndObject();
        });
    }

    @Override
    public byte[] streamError(DialectError error) {
        var out = new ByteArrayOutputStream(512);
        out.writeBytes("event: error\ndata: ".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(error(error));
        out.writeBytes("\n\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static String type(DialectError.Type type) {
        return switch (type) {
            case INVALID_REQUEST -> "invalid_request_error";
            case AUTHENTICATION -> "authentication_error";
            case PERMISSION -> "permission_error";
            case NOT_FOUND -> "not_found_error";
            case TOO_LARGE -> "request_too_large";
            case RATE_LIMIT -> "rate_limit_error";
            case OVERLOADED -> "overloaded_error";
            case SERVER -> "api_error";
        };
    }
}
