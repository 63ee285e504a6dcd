package signalbox.core.dialect;

import static signalbox.core.dialect.RequestReader.ANOTHER_MODEL;
import static signalbox.core.dialect.StrictJson.array;
import static signalbox.core.dialect.StrictJson.nextField;
import static signalbox.core.dialect.StrictJson.object;
import static signalbox.core.dialect.StrictJson.text;
import static signalbox.core.dialect.StrictJson.wrong;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import signalbox.core.dialect.ParsedRequest.Span;
import signalbox.core.policy.Ability;
import signalbox.core.policy.Wire;

/// Texts to vectors, in OpenAI's form or one of Gemini's two. Answers are plain, and no form is translated into
/// another: vectors of different models are not comparable anyway.
final class Embeddings implements Dialect {
    private static final RequestReader OPENAI =
            new RequestReader(new OpenAi(), Set.of("model", "input", "user"), Map.of("models", ANOTHER_MODEL));
    private static final RequestReader GEMINI = new RequestReader(new One(), Set.of("model", "content"), Map.of());
    private static final RequestReader BATCH = new RequestReader(new Batch(), Set.of("model", "requests"), Map.of());

    private final Dialect base;
    private final boolean batch;

    Embeddings(Dialect base, Operation operation) {
        this.base = base;
        this.batch = operation == Operation.EMBED_BATCH;
    }

    @Override
    public Wire wire() {
        return base.wire();
    }

    @Override
    public ParsedRequest parse(byte[] body) throws MalformedRequest {
        return base.wire() == Wire.GEMINI
                ? (batch ? BATCH : GEMINI).read(GeminiSpelling.canonical(body))
                : OPENAI.read(body);
    }

    @Override
    public byte[] forward(ParsedRequest request, Forwarding change) {
        var body = new ForwardedBody(request);
        if (base.wire() == Wire.GEMINI) {
            body.models("models/" + change.model());
        } else {
            body.model(change.model());
        }
        return body.bytes();
    }

    @Override
    public AnswerTap tap(boolean stream, boolean hideUsage) {
        return base.tap(false, false);
    }

    @Override
    public byte[] error(DialectError error) {
        return base.error(error);
    }

    @Override
    public byte[] streamError(DialectError error) {
        return base.streamError(error);
    }

    /// There is no output; one token of it keeps the limit a limit.
    private static void embeds(RequestFacts facts, int texts) throws MalformedRequest {
        facts.messages = texts;
        facts.needs.add(Ability.EMBEDDINGS);
        facts.limit("output", 1);
    }

    private static void model(JsonParser json, RequestFacts facts, String name) throws IOException, MalformedRequest {
        int start = (int) json.currentTokenLocation().getByteOffset();
        text(json, 256);
        json.finishToken();
        facts.fields.put(name, new Span(start, start, (int) json.currentLocation().getByteOffset()));
    }

    private static final class OpenAi implements RequestReader.Fields {
        @Override
        public String required() {
            return "input";
        }

        @Override
        public boolean read(String name, JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
            switch (name) {
                case "model" -> facts.model = text(json, 256);
                case "user" -> facts.endUser = text(json, 1024);
                case "input" -> embeds(facts, inputs(json));
                default -> {
                    return false;
                }
            }
            return true;
        }

        /// A text, tokens, or an array of either.
        private static int inputs(JsonParser json) throws IOException, MalformedRequest {
            if (json.currentToken() == JsonToken.VALUE_STRING) {
                return 1;
            }
            if (!array(json)) {
                throw wrong(json, "a text or an array");
            }
            int count = 0;
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (json.currentToken() == JsonToken.START_OBJECT) {
                    throw wrong(json, "a text or tokens");
                }
                json.skipChildren();
                count++;
            }
            return count;
        }
    }

    private static final class One implements RequestReader.Fields {
        @Override
        public String required() {
            return "content";
        }

        @Override
        public boolean read(String name, JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
            switch (name) {
                case "model" -> model(json, facts, "content.model");
                case "content" -> {
                    GeminiParts.content(json, facts);
                    embeds(facts, 1);
                }
                default -> {
                    return false;
                }
            }
            return true;
        }
    }

    private static final class Batch implements RequestReader.Fields {
        @Override
        public String required() {
            return "requests";
        }

        @Override
        public boolean read(String name, JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
            if (!name.equals("requests") || !array(json)) {
                return false;
            }
            int count = 0;
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (!object(json)) {
                    throw wrong(json, "an object");
                }
                request(json, facts, count++);
            }
            embeds(facts, count);
            return true;
        }

        private static void request(JsonParser json, RequestFacts facts, int at) throws IOException, MalformedRequest {
            for (String field = nextField(json); field != null; field = nextField(json)) {
                switch (field) {
                    case "model" -> model(json, facts, at + ".model");
                    case "content" -> GeminiParts.content(json, facts);
                    default -> json.skipChildren();
                }
            }
        }
    }
}
