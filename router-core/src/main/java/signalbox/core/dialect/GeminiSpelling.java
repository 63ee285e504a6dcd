package signalbox.core.dialect;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Set;
import signalbox.core.dialect.neutral.Json;

/// Google's servers take every field in two spellings, `maxOutputTokens` and `max_output_tokens`. One of them would go
/// unseen here, so bodies are brought into the first, and a field that stands in both is found to stand twice. Names
/// within a client's own objects (arguments, results, schemas) are left alone. Pure.
final class GeminiSpelling {
    private static final Set<String> OWN =
            Set.of(
                    "args",
                    "response",
                    "parameters",
                    "parametersJsonSchema",
                    "responseSchema",
                    "responseJsonSchema",
                    "labels");

    private GeminiSpelling() {}

    /// The body itself when there is nothing to change, or when it is no JSON, which the strict reader will say.
    static byte[] canonical(byte[] body) {
        try {
            return misspelled(body) ? rewritten(body) : body;
        } catch (IOException broken) {
            return body;
        }
    }

    private static boolean misspelled(byte[] body) throws IOException {
        try (var json = Jackson.FACTORY.createParser(body)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    if (!name.equals(camel(name))) {
                        return true;
                    }
                    skipOwn(json, name);
                }
            }
        }
        return false;
    }

    private static void skipOwn(JsonParser json, String name) throws IOException {
        if (OWN.contains(name)) {
            json.nextToken();
            json.skipChildren();
        }
    }

    private static byte[] rewritten(byte[] body) throws IOException {
        var out = new ByteArrayOutputStream(body.length);
        try (var json = Jackson.FACTORY.createParser(body);
                var written = Jackson.FACTORY.createGenerator(out)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    field(json, written);
                } else {
                    copy(json, written);
                }
            }
        }
        return out.toByteArray();
    }

    private static void field(JsonParser json, JsonGenerator written) throws IOException {
        String name = camel(json.currentName());
        written.writeFieldName(Json.wellFormed(name));
        if (OWN.contains(name)) {
            json.nextToken();
            int depth = 0;
            do {
                copy(json, written);
                depth += json.currentToken().isStructStart() ? 1 : json.currentToken().isStructEnd() ? -1 : 0;
            } while (depth > 0 && json.nextToken() != null);
        }
    }

    /// Numbers as they were written, whatever their size; half a character, which no generator writes, as the
    /// replacement character: a body left as it was for it would keep its other spelling too.
    private static void copy(JsonParser json, JsonGenerator written) throws IOException {
        switch (json.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> written.writeNumber(json.getText());
            case VALUE_STRING -> written.writeString(Json.wellFormed(json.getText()));
            case FIELD_NAME -> written.writeFieldName(Json.wellFormed(json.currentName()));
            default -> written.copyCurrentEvent(json);
        }
    }

    private static String camel(String name) {
        if (name.indexOf('_') <= 0) {
            return name;
        }
        var camel = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean joins = c == '_' && i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1));
            if (joins) {
                camel.append(Character.toUpperCase(name.charAt(++i)));
            } else {
                camel.append(c);
            }
        }
        return camel.toString();
    }
}
