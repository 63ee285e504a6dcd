package signalbox.core.past;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.Writer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Takes out of a JSON object what the readers of this room ask for, and skips the rest unread, however long it is.
final class JsonRow {
    /// The most characters of a field that is asked for.
    static final int LONGEST = 1 << 16;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(LONGEST)
                                    .maxNumberLength(100)
                                    .maxNestingDepth(500)
                                    .build())
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .build();

    private static final Set<String> WANTED =
            Set.of(
                    ("type timestamp sessionId uuid requestId isApiErrorMessage costUSD message.id message.model"
                                    + " message.usage payload.type payload.id payload.model payload.model_provider"
                                    + " payload.forked_from_id payload.parent_thread_id"
                                    + " payload.source.subagent.thread_spawn.parent_thread_id"
                                    + " payload.info.last_token_usage payload.info.total_token_usage"
                                    + " request_id startTime start_time spend custom_llm_provider model cache_hit"
                                    + " prompt_tokens completion_tokens metadata metadata.usage_object"
                                    + " generation_id created_at cost_total byok_usage_inference tokens_prompt"
                                    + " tokens_completion tokens_reasoning tokens_cached model_permaslug"
                                    + " request_created_at response_model request_model provider cost"
                                    + " prompt_cache_read_tokens prompt_cache_write_tokens response_id"
                                    + " id provided_model_name providedModelName usage_details usageDetails"
                                    + " total_cost totalCost"
                                    + " time tool input_tokens output_tokens cache_read_tokens cache_write_tokens"
                                    + " cache_write_1h_tokens reasoning_tokens web_searches cost_usd")
                            .split(" "));

    private static final Set<String> FOLDERS = folders();

    private JsonRow() {}

    private static Set<String> folders() {
        var folders = new HashSet<String>();
        for (String path : WANTED) {
            for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
                folders.add(path.substring(0, dot));
            }
        }
        return folders;
    }

    static JsonParser parser(Reader text) throws IOException {
        return JSON.createParser(text).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
    }

    /// The object that the parser stands at the start of; ends at its end.
    static Map<String, String> read(JsonParser json) throws IOException {
        var row = new HashMap<String, String>();
        object(json, "", row);
        return row;
    }

    /// Every number, word and truth value at the top of an object that is text.
    static Map<String, String> scalars(String text) throws BadRowException {
        var row = new HashMap<String, String>();
        try (JsonParser json = parser(new StringReader(text))) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    if (json.nextToken().isScalarValue()) {
                        row.put(name, json.currentToken() == JsonToken.VALUE_NULL ? "" : json.getText());
                    } else if (name.equals("usage_object")) {
                        row.put(name, text(json));
                    } else {
                        json.skipChildren();
                    }
                }
                return row;
            }
        } catch (IOException e) {
            // said below
        }
        throw new BadRowException("a part of it is no JSON object");
    }

    private static void object(JsonParser json, String folder, Map<String, String> row) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String path = folder + json.currentName();
            JsonToken value = json.nextToken();
            if (value == JsonToken.START_OBJECT && FOLDERS.contains(path)) {
                object(json, path + ".", row);
            } else if (!WANTED.contains(path)) {
                json.skipChildren();
            } else if (value.isScalarValue()) {
                row.put(path, value == JsonToken.VALUE_NULL ? "" : json.getText());
            } else {
                row.put(path, text(json));
            }
        }
        if (json.currentToken() != JsonToken.END_OBJECT) {
            throw new CutException("cut off");
        }
    }

    private static String text(JsonParser json) throws IOException {
        var text = new Bounded();
        try (JsonGenerator copy = JSON.createGenerator(text)) {
            copy.copyCurrentStructure(json);
        }
        return text.text.toString();
    }

    /// Holds no more than [#LONGEST] characters.
    private static final class Bounded extends Writer {
        private final StringBuilder text = new StringBuilder();

        @Override
        public void write(char[] from, int at, int count) throws IOException {
            if (text.length() + count > LONGEST) {
                throw new CutException("too long");
            }
            text.append(from, at, count);
        }

        @Override
        public void flush() {
            // nothing is kept back
        }

        @Override
        public void close() {
            // nothing to close
        }
    }
}
