package signalbox.core.dialect;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/// Writes small JSON documents.
final class JsonText {

    private JsonText() {}

    interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    static byte[] bytes(Content content) {
        var out = new ByteArrayOutputStream(512);
        try (var json = Jackson.FACTORY.createGenerator(out)) {
            content.write(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    /// Fields of the kinds that [DialectError] allows.
    static void fields(JsonGenerator json, Map<String, Object> fields) throws IOException {
        for (var entry : fields.entrySet()) {
            json.writeFieldName(entry.getKey());
            value(json, entry.getValue());
        }
    }

    private static void value(JsonGenerator json, Object value) throws IOException {
        switch (value) {
            case Boolean flag -> json.writeBoolean(flag);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Iterable<?> list -> {
                json.writeStartArray();
                for (Object element : list) {
                    value(json, element);
                }
                json.writeEndArray();
            }
            case null -> json.writeNull();
            default -> json.writeString(value.toString());
        }
    }
}
