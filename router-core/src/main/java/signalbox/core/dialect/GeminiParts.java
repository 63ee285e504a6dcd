package signalbox.core.dialect;

import static signalbox.core.dialect.StrictJson.array;
import static signalbox.core.dialect.StrictJson.nextField;
import static signalbox.core.dialect.StrictJson.object;
import static signalbox.core.dialect.StrictJson.text;
import static signalbox.core.dialect.StrictJson.wrong;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Locale;
import signalbox.core.policy.Ability;

/// The contents of a Gemini request: how many, and which parts are not text.
final class GeminiParts {
    /// Images are cut into tiles of 258 tokens, of which the largest picture taken has far fewer than this many.
    private static final long IMAGE_TOKENS = 258 * 64;

    private GeminiParts() {}

    /// Reads the contents that the parser stands on: an array, or one of them.
    ///
    /// @return how many there are
    static int contents(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            content(json, facts);
            return 1;
        }
        if (!array(json)) {
            throw wrong(json, "an array of contents");
        }
        int count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            count++;
            if (!object(json)) {
                throw wrong(json, "an object");
            }
            content(json, facts);
        }
        if (count == 0) {
            throw wrong(json, "an array of at least one content");
        }
        return count;
    }

    static void content(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        for (String field = nextField(json); field != null; field = nextField(json)) {
            if (field.equals("parts")) {
                parts(json, facts);
            } else {
                json.skipChildren();
            }
        }
    }

    private static void parts(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            part(json, facts);
            return;
        }
        if (!array(json)) {
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (!object(json)) {
                throw wrong(json, "an object");
            }
            part(json, facts);
        }
    }

    private static void part(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        for (String field = nextField(json); field != null; field = nextField(json)) {
            switch (field) {
                case "inlineData" -> inline(json, facts);
                case "functionCall" -> {
                    facts.needs.add(Ability.TOOLS);
                    json.skipChildren();
                }
                case "functionResponse" -> result(json, facts);
                case "text",
                        "thought",
                        "thoughtSignature",
                        "executableCode",
                        "codeExecutionResult",
                        "videoMetadata",
                        "partMetadata",
                        "mediaResolution" ->
                        json.skipChildren();
                // files by reference, and kinds of parts that came later: their bytes need not bound them
                default -> {
                    facts.needs.add(Ability.FILES);
                    facts.unboundedInput();
                    json.skipChildren();
                }
            }
        }
    }

    /// A result may hold parts of its own.
    private static void result(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        facts.needs.add(Ability.TOOLS);
        if (!object(json)) {
            return;
        }
        for (String field = nextField(json); field != null; field = nextField(json)) {
            if (field.equals("parts")) {
                parts(json, facts);
            } else {
                json.skipChildren();
            }
        }
    }

    private static void inline(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        if (!object(json)) {
            return;
        }
        String type = "";
        long bytes = 0;
        for (String field = nextField(json); field != null; field = nextField(json)) {
            switch (field) {
                case "mimeType" -> type = text(json, 256).toLowerCase(Locale.ROOT);
                case "data" -> bytes = AnthropicParts.textBytes(json, facts.body);
                default -> json.skipChildren();
            }
        }
        if (type.startsWith("image/")) {
            facts.image(IMAGE_TOKENS, bytes);
        } else if (type.startsWith("audio/")) {
            // any audio codec spends more bytes a second than providers count tokens, so its bytes bound it
            facts.needs.add(Ability.AUDIO);
        } else {
            facts.needs.add(Ability.FILES);
            facts.unboundedInput();
        }
    }
}
