package signalbox.core.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// One line of the control protocol: a flat JSON object of strings. Pure.
final class ControlMessage {
    private static final JsonFactory JSON = new JsonFactory();

    /// The longest line either side accepts.
    static final int MOST_BYTES = 8 << 20;

    private ControlMessage() {}

    static String write(Map<String, String> fields) throws IOException {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (var field : fields.entrySet()) {
                json.writeStringField(field.getKey(), field.getValue());
            }
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }

    /// @throws IOException when the line is no such object
    static Map<String, String> read(String line) throws IOException {
        var fields = new LinkedHashMap<String, String>();
        try (JsonParser json = JSON.createParser(line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a control message");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                if (json.nextToken() != JsonToken.VALUE_STRING) {
                    throw new IOException("not a control message");
                }
                fields.put(name, json.getText());
            }
            if (json.nextToken() != null) {
                throw new IOException("not a control message");
            }
        }
        return fields;
    }

    /// Reads up to and without the next line feed.
    static String line(InputStream in) throws IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        int next;
        while ((next = in.read()) >= 0 && next != '\n') {
            if (bytes.size() >= MOST_BYTES) {
                throw new IOException("the control message is too long");
            }
            bytes.write(next);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
