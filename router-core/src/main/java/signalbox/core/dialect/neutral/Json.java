package signalbox.core.dialect.neutral;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A JSON value as a small tree, in the order it was written, numbers as their text. Asking a value for what it is not
/// gives nothing (an empty text, list or object) instead of failing, as bodies of providers may lack anything. A tree
/// is changed only by whoever builds it, with [Obj#put] and [Arr#add], and never after it was handed on.
public sealed interface Json {
    Json NULL = new Null();

    /// Depth to which documents are read; deeper ones are refused.
    int DEEPEST = 128;

    record Null() implements Json {}

    record Text(String value) implements Json {}

    /// @param raw as written
    record Num(String raw) implements Json {}

    record Bool(boolean value) implements Json {}

    record Arr(List<Json> values) implements Json {
        public Arr add(Json value) {
            values.add(value);
            return this;
        }
    }

    record Obj(Map<String, Json> fields) implements Json {
        public Obj put(String name, Json value) {
            fields.put(name, value);
            return this;
        }

        public Obj put(String name, String text) {
            return put(name, new Text(text));
        }

        public Obj put(String name, long number) {
            return put(name, new Num(Long.toString(number)));
        }

        public Obj put(String name, boolean flag) {
            return put(name, new Bool(flag));
        }

        /// Puts a number given as text, unless it is empty.
        public Obj number(String name, String raw) {
            return raw.isEmpty() ? this : put(name, new Num(raw));
        }
    }

    static Obj object() {
        return new Obj(new LinkedHashMap<>());
    }

    /// An object that begins with its `type`.
    static Obj typed(String type) {
        return object().put("type", type);
    }

    static Arr array() {
        return new Arr(new ArrayList<>());
    }

    static Json text(String value) {
        return value == null ? NULL : new Text(value);
    }

    /// The value of a field; null when there is none, or this is no object.
    default Json get(String name) {
        return this instanceof Obj(var fields) ? fields.getOrDefault(name, NULL) : NULL;
    }

    /// Whether this is anything but null.
    default boolean present() {
        return !(this instanceof Null);
    }

    default boolean has(String name) {
        return get(name).present();
    }

    /// The text, or an empty one.
    default String text() {
        return this instanceof Text(String value) ? value : "";
    }

    default boolean isText() {
        return this instanceof Text;
    }

    /// A number as written, or an empty text.
    default String number() {
        return this instanceof Num(String raw) ? raw : "";
    }

    /// A whole number, or `otherwise`.
    default long whole(long otherwise) {
        try {
            return this instanceof Num(String raw) ? Long.parseLong(raw) : otherwise;
        } catch (NumberFormatException notWhole) {
            return otherwise;
        }
    }

    default boolean flag() {
        return this instanceof Bool(boolean value) && value;
    }

    /// The elements of an array, or none.
    default List<Json> items() {
        return this instanceof Arr(var values) ? values : List.of();
    }

    /// The fields of an object, or none.
    default Map<String, Json> members() {
        return this instanceof Obj(var fields) ? fields : Map.of();
    }

    default byte[] bytes() {
        var out = new ByteArrayOutputStream(512);
        try (var json = Reading.FACTORY.createGenerator(out)) {
            Reading.write(this, json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    default String compact() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /// The text with a replacement character for each half of a character, which JSON can escape and UTF-8 cannot
    /// write.
    static String wellFormed(String text) {
        int at = 0;
        while (at < text.length() && !Character.isSurrogate(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return text;
        }
        return text.codePoints()
                .map(c -> c <= Character.MAX_VALUE && Character.isSurrogate((char) c) ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /// Reads one whole document.
    ///
    /// @throws IOException when it is not one
    static Json read(byte[] document) throws IOException {
        return read(document, 0, document.length);
    }

    static Json read(byte[] document, int from, int to) throws IOException {
        try (var json = Reading.FACTORY.createParser(document, from, to - from)) {
            if (json.nextToken() == null) {
                throw new IOException("there is no JSON document");
            }
            Json value = Reading.value(json);
            if (json.nextToken() != null) {
                throw new IOException("something follows the JSON document");
            }
            return value;
        }
    }

    static Json read(String document) throws IOException {
        return read(document.getBytes(StandardCharsets.UTF_8));
    }

    /// Between tree and bytes.
    final class Reading {
        private static final JsonFactory FACTORY =
                JsonFactory.builder()
                        .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                        .streamReadConstraints(
                                StreamReadConstraints.builder()
                                        .maxNestingDepth(DEEPEST)
                                        .maxNumberLength(64)
                                        .maxStringLength(32 << 20)
                                        .build())
                        .build();

        private Reading() {}

        private static Json value(JsonParser json) throws IOException {
            return switch (json.currentToken()) {
                case START_OBJECT -> {
                    var object = object();
                    while (json.nextToken() == JsonToken.FIELD_NAME) {
                        String name = json.currentName();
                        json.nextToken();
                        object.put(name, value(json));
                    }
                    yield object;
                }
                case START_ARRAY -> {
                    var array = array();
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        array.add(value(json));
                    }
                    yield array;
                }
                case VALUE_STRING -> new Text(json.getText());
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Num(json.getText());
                case VALUE_TRUE -> new Bool(true);
                case VALUE_FALSE -> new Bool(false);
                case VALUE_NULL -> NULL;
                default -> throw new IOException("a JSON value was expected");
            };
        }

        private static void write(Json value, JsonGenerator json) throws IOException {
            switch (value) {
                case Obj(var fields) -> {
                    json.writeStartObject();
                    for (var field : fields.entrySet()) {
                        json.writeFieldName(wellFormed(field.getKey()));
                        write(field.getValue(), json);
                    }
                    json.writeEndObject();
                }
                case Arr(var values) -> {
                    json.writeStartArray();
                    for (Json element : values) {
                        write(element, json);
                    }
                    json.writeEndArray();
                }
                case Text(String text) -> json.writeString(wellFormed(text));
                case Num(String raw) -> json.writeNumber(raw);
                case Bool(boolean flag) -> json.writeBoolean(flag);
                case Null() -> json.writeNull();
            }
        }
    }
}
