package signalbox.core;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;

/// The one sentence of a short answer or error that a person wants to see. Pure.
final class AnswerText {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> FIELDS = Set.of("content", "text", "message");

    private AnswerText() {}

    /// The first text of an answer in any dialect; the answer itself when it has none.
    static String of(String body) {
        try (JsonParser json = JSON.createParser(body)) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.VALUE_STRING && FIELDS.contains(json.currentName())) {
                    return json.getText();
                }
            }
        } catch (IOException notJson) {
            return body;
        }
        return body;
    }
}
