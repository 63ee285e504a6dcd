package signalbox.core;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import signalbox.core.ClientSink.Header;
import signalbox.core.dialect.Dialect;
import signalbox.core.dialect.Operation;
import signalbox.core.policy.Wire;

/// How many tokens a request has, where no provider of its route can say: an estimate, rather too high than too low for
/// ordinary text, and marked as one. Clients ask to see whether a conversation still fits; the upper bound that holds
/// are made of would tell them to shorten it at a quarter. Pure.
final class LocalCount {
    static final Header MARK = new Header("x-signalbox-estimated", "true");

    private static final long BYTES_PER_TOKEN = 3;
    private static final JsonFactory JSON = new JsonFactory();

    private LocalCount() {}

    static boolean wanted(CallContext call) {
        return call.request().address().operation() == Operation.COUNT;
    }

    static List<Header> headers(AnswerHeaders.Figures figures) {
        var headers = new ArrayList<>(AnswerHeaders.of("application/json", figures));
        headers.add(MARK);
        return headers;
    }

    static byte[] body(CallContext call) {
        long bound = Math.min(call.dialect().inputBound(call.parsed()), Dialect.UNBOUNDED_INPUT);
        long tokens = Math.ceilDiv(bound, BYTES_PER_TOKEN);
        var out = new ByteArrayOutputStream(64);
        try (var json = JSON.createGenerator(out)) {
            json.writeStartObject();
            if (call.dialect().wire() == Wire.OPENAI_RESPONSES) {
                json.writeStringField("object", "response.input_tokens");
            }
            json.writeNumberField(call.dialect().wire() == Wire.GEMINI ? "totalTokens" : "input_tokens", tokens);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }
}
