package signalbox.core.dialect;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import signalbox.core.policy.Wire;

/// Gemini generateContent. Model and streaming stand in the address ([Address]), not in the body.
final class Gemini implements Dialect {
    @Override
    public Wire wire() {
        return Wire.GEMINI;
    }

    @Override
    public ParsedRequest parse(byte[] body) throws MalformedRequest {
        return GeminiRequest.READER.read(GeminiSpelling.canonical(body));
    }

    @Override
    public byte[] forward(ParsedRequest request, Forwarding change) {
        var body = new ForwardedBody(request);
        body.generationLimit(change.outputLimit());
        return body.bytes();
    }

    @Override
    public AnswerTap tap(boolean stream, boolean hideUsage) {
        return stream ? new StreamTap(this, new GeminiScan()) : new PlainTap(new GeminiScan());
    }

    /// Google's library takes whatever follows the last event for a broken one.
    @Override
    public boolean comments() {
        return false;
    }

    /// The searchable code stands where Google puts its own, in an `ErrorInfo`, whose metadata are texts.
    @Override
    public byte[] error(DialectError error) {
        Map<String, String> metadata = new TreeMap<>();
        error.details().forEach((name, value) -> metadata.put(name, text(value)));
        if (!error.param().isEmpty()) {
            metadata.put("param", error.param());
        }
        return JsonText.bytes(json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("error");
            json.writeNumberField("code", error.status());
            json.writeStringField("message", error.message());
            json.writeStringField("status", status(error.type()));
            json.writeArrayFieldStart("details");
            json.writeStartObject();
            json.writeStringField("@type", "type.googleapis.com/google.rpc.ErrorInfo");
            json.writeStringField("reason", error.code());
            json.writeStringField("domain", "signalbox");
            json.writeObjectFieldStart("metadata");
            for (var entry : metadata.entrySet()) {
                json.writeStringField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    private static String text(Object value) {
        return value instanceof List<?> list
                ? String.join(",", list.stream().map(String::valueOf).toList())
                : "" + value;
    }

    @Override
    public byte[] streamError(DialectError error) {
        var out = new ByteArrayOutputStream(512);
        out.writeBytes("data: ".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(error(error));
        out.writeBytes("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static String status(DialectError.Type type) {
        return switch (type) {
            case INVALID_REQUEST, TOO_LARGE -> "INVALID_ARGUMENT";
            case AUTHENTICATION -> "UNAUTHENTICATED";
            case PERMISSION -> "PERMISSION_DENIED";
            case NOT_FOUND -> "NOT_FOUND";
            case RATE_LIMIT -> "RESOURCE_EXHAUSTED";
            case OVERLOADED -> "UNAVAILABLE";
            case SERVER -> "INTERNAL";
        };
    }
}
