package signalbox.core.dialect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;

/// Strict reading of request JSON: what two parsers could read differently is refused (guarantees.md 2.5): duplicate
/// keys, trailing content, any encoding but plain UTF-8, numbers that do not fit, text where a number belongs.
final class StrictJson {
    private static final int DEEPEST = 64;
    private static final JsonFactory FACTORY =
            Jackson.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEEPEST)
                                    .maxNumberLength(32)
                                    .maxNameLength(128)
                                    .maxStringLength(16 << 20)
                                    .maxTokenCount(200_000)
                                    .build())
                    .build();

    private StrictJson() {}

    /// A parser over `body`, which has been found to be plain UTF-8.
    static JsonParser open(byte[] body) throws IOException, MalformedRequest {
        requireUtf8(body);
        return FACTORY.createParser(body);
    }

    private static void requireUtf8(byte[] body) throws MalformedRequest {
        if (body.length >= 3 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF) {
            throw new MalformedRequest(
                    "invalid_encoding", "", "The body begins with a byte order mark. Send plain UTF-8 without one.");
        }
        // a zero byte is never part of JSON in UTF-8, and always near the start of UTF-16 and UTF-32
        for (int i = 0; i < Math.min(4, body.length); i++) {
            if (body[i] == 0) {
                throw new MalformedRequest(
                        "invalid_encoding", "", "The body is not UTF-8; UTF-16 and UTF-32 are not accepted.");
            }
        }
        int malformed = Utf8.firstMalformed(body);
        if (malformed >= 0) {
            throw new MalformedRequest(
                    "invalid_encoding", "", "The body is not valid UTF-8 at byte " + malformed + ". Send UTF-8.");
        }
    }

    /// Says in a sentence what the parser found.
    static MalformedRequest explain(IOException found) {
        String message = String.valueOf(found.getMessage());
        if (found instanceof StreamConstraintsException) {
            return new MalformedRequest(
                    "too_complex",
                    "",
                    "The JSON goes beyond a limit: 64 levels, 200000 values, 128 characters a name, 32 a number, "
                            + "16 MiB a text. Send a smaller body.");
        }
        if (message.startsWith("Duplicate ")) {
            return new MalformedRequest(
                    "duplicate_key", "", "A field stands twice in one object" + at(found) + ". Send each field once.");
        }
        return new MalformedRequest(
                "invalid_json", "", "The body is not one valid JSON document" + at(found) + ". Send strict JSON.");
    }

    private static String at(IOException found) {
        if (found instanceof JsonProcessingException json && json.getLocation() != null) {
            return " (near byte " + Math.max(0, json.getLocation().getByteOffset()) + ")";
        }
        return "";
    }

    /// A whole number in range, or -1 for null.
    static int wholeNumber(JsonParser json, int least, int most) throws IOException, MalformedRequest {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return -1;
        }
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT
                && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            long value = json.getLongValue();
            if (value >= least && value <= most) {
                return (int) value;
            }
        }
        throw wrong(json, "a whole number from " + least + " to " + most);
    }

    /// True or false; null counts as false.
    static boolean flag(JsonParser json) throws MalformedRequest {
        return switch (json.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE, VALUE_NULL -> false;
            default -> throw wrong(json, "true or false");
        };
    }

    /// A text of at most `most` characters; null counts as empty.
    static String text(JsonParser json, int most) throws IOException, MalformedRequest {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return "";
        }
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            String text = json.getText();
            if (text.length() <= most) {
                return text;
            }
        }
        throw wrong(json, "a text of at most " + most + " characters");
    }

    /// Whether the value is an object to be read; false for null.
    static boolean object(JsonParser json) throws MalformedRequest {
        return opens(json, JsonToken.START_OBJECT, "an object");
    }

    /// Whether the value is an array to be read; false for null.
    static boolean array(JsonParser json) throws MalformedRequest {
        return opens(json, JsonToken.START_ARRAY, "an array");
    }

    private static boolean opens(JsonParser json, JsonToken start, String expected) throws MalformedRequest {
        if (json.currentToken() == start) {
            return true;
        }
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return false;
        }
        throw wrong(json, expected);
    }

    /// Moves to the next field of the current object and on to its value; null at the object's end.
    static String nextField(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.FIELD_NAME) {
            return null;
        }
        String name = json.currentName();
        json.nextToken();
        return name;
    }

    /// The value that the parser stands on is not what its field takes.
    static MalformedRequest wrong(JsonParser json, String expected) {
        String path = path(json);
        return new MalformedRequest("invalid_value", path, "`" + path + "` must be " + expected + ".");
    }

    /// Where the parser's value stands, such as `tools[0].max_uses`. Worked out only for an error: paths carried along
    /// would cost more than the parsing.
    static String path(JsonParser json) {
        var context = json.getParsingContext();
        if (json.currentToken() == JsonToken.START_OBJECT || json.currentToken() == JsonToken.START_ARRAY) {
            context = context.getParent();
        }
        var path = new StringBuilder();
        for (; context != null && !context.inRoot(); context = context.getParent()) {
            path.insert(0, context.inArray() ? "[" + context.getCurrentIndex() + "]" : "." + context.getCurrentName());
        }
        return path.isEmpty() ? "" : path.substring(1);
    }
}
