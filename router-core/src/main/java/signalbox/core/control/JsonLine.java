package signalbox.core.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;

/// Answers as one JSON object on a line of its own. The stream stays open.
final class JsonLine {
    private static final JsonFactory JSON = new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    private JsonLine() {}

    /// The fields of an object.
    interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    static void write(OutputStream out, Body body) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            body.write(json);
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }
}
