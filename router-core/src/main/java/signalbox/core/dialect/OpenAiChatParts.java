package signalbox.core.dialect;

import static signalbox.core.dialect.StrictJson.array;
import static signalbox.core.dialect.StrictJson.nextField;
import static signalbox.core.dialect.StrictJson.object;
import static signalbox.core.dialect.StrictJson.text;
import static signalbox.core.dialect.StrictJson.wrong;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import signalbox.core.policy.Ability;

/// The messages of a Chat Completions request: how many, and which parts are not text.
final class OpenAiChatParts {
    /// The dearest documented image of this wire: gpt-4o-mini, eight tiles, 2833 + 8 × 5667 tokens.
    static final long IMAGE_TOKENS = 48_169;

    private static final byte[] DATA_IMAGE = "data:image/".getBytes(StandardCharsets.US_ASCII);

    private OpenAiChatParts() {}

    /// Reads the array that the parser stands on.
    ///
    /// @return how many messages it holds
    static int messages(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        if (!array(json)) {
            throw wrong(json, "an array of at least one message");
        }
        int count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            count++;
            if (!object(json)) {
                throw wrong(json, "an object");
            }
            message(json, facts);
        }
        if (count == 0) {
            throw wrong(json, "an array of at least one message");
        }
        return count;
    }

    private static void message(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        for (String field = nextField(json); field != null; field = nextField(json)) {
            switch (field) {
                case "content" -> {
                    if (json.currentToken() == JsonToken.START_ARRAY) {
                        parts(json, facts);
                    } else if (json.currentToken() != JsonToken.VALUE_STRING
                            && json.currentToken() != JsonToken.VALUE_NULL) {
                        throw wrong(json, "a text, an array of parts, or null");
                    }
                }
                case "tool_calls" -> {
                    if (array(json)) {
                        facts.needs.add(Ability.TOOLS);
                        json.skipChildren();
                    }
                }
                case "audio" -> {
                    if (object(json)) {
                        // an earlier spoken answer, referred to by id
                        facts.needs.add(Ability.AUDIO);
                        facts.unboundedInput();
                        json.skipChildren();
                    }
                }
                default -> json.skipChildren();
            }
        }
    }

    private static void parts(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (!object(json)) {
                throw wrong(json, "an object");
            }
            part(json, facts);
        }
    }

    private static void part(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        String type = "";
        long embedded = 0;
        for (String field = nextField(json); field != null; field = nextField(json)) {
            switch (field) {
                case "type" -> type = text(json, 64);
                case "image_url" -> embedded = imageUrl(json, facts.body);
                default -> json.skipChildren();
            }
        }
        switch (type) {
            case "text", "refusal" -> {}
            case "image_url" -> facts.image(IMAGE_TOKENS, embedded);
            // any audio codec spends more bytes a second than providers count tokens, so its bytes bound it
            case "input_audio" -> facts.needs.add(Ability.AUDIO);
            case "file" -> {
                facts.needs.add(Ability.FILES);
                facts.unboundedInput();
            }
            // a kind of part that came later: whatever it is, its bytes need not bound it
            default -> facts.unboundedInput();
        }
    }

    /// @return bytes of the image when it is embedded, else 0
    private static long imageUrl(JsonParser json, byte[] body) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            return embeddedBytes(json, body);
        }
        long embedded = 0;
        for (String field = nextField(json); field != null; field = nextField(json)) {
            if (field.equals("url")) {
                embedded = embeddedBytes(json, body);
            } else {
                json.skipChildren();
            }
        }
        return embedded;
    }

    static long embeddedBytes(JsonParser json, byte[] body) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            json.skipChildren();
            return 0;
        }
        int from = (int) json.currentTokenLocation().getByteOffset() + 1;
        int prefixEnd = Math.min(body.length, from + DATA_IMAGE.length);
        if (!Arrays.equals(body, from, prefixEnd, DATA_IMAGE, 0, DATA_IMAGE.length)) {
            return 0;
        }
        // up to the closing quote, or to the first escape, after which the rest counts as text
        return ByteSearch.quoteOrBackslash(body, from, body.length) - from;
    }
}
