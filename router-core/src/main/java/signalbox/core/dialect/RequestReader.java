package signalbox.core.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import signalbox.core.dialect.ParsedRequest.Span;

/// Reads the top level of a request body, the same for every dialect: one object, every field once, nothing after it.
/// What a field means, the dialect's [Fields] knows.
final class RequestReader {
    /// Why a field is refused that bills beyond the output limit and the search count.
    static final String UNPRICED = "can cost money that no limit of this request bounds. Remove it.";

    /// Why a field is refused that lets the provider answer with a model of its own choice.
    static final String ANOTHER_MODEL =
            "would let the provider use another model than the one that was checked and priced. Remove it; "
                    + "fallbacks come from the route.";

    /// Fields that forwarding may replace; their places are noted.
    private static final Set<String> REPLACEABLE =
            Set.of(
                    "model",
                    "stream",
                    "stream_options",
                    "max_tokens",
                    "max_completion_tokens",
                    "max_output_tokens",
                    "generationConfig");

    private final Fields fields;
    private final Map<String, String> refused;
    private final Set<String> guarded = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    /// The fields of one dialect.
    interface Fields {
        /// Reads the value that the parser stands on, if the field means something to Signalbox.
        ///
        /// @return whether it did; the value of an unknown field is skipped, and it passes through untouched
        boolean read(String name, JsonParser json, RequestFacts facts) throws IOException, MalformedRequest;

        /// The field without which there is no request.
        default String required() {
            return "messages";
        }
    }

    /// @param known every name that `fields` reads
    /// @param refused fields that are never accepted unless null, with the sentence that says why and what to do
    RequestReader(Fields fields, Set<String> known, Map<String, String> refused) {
        this.fields = fields;
        this.refused = refused;
        guarded.addAll(known);
        guarded.addAll(refused.keySet());
    }

    ParsedRequest read(byte[] body) throws MalformedRequest {
        try (var json = StrictJson.open(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedRequest("invalid_json", "", "The body must be one JSON object.");
            }
            var facts = new RequestFacts(body);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                field(json, facts);
            }
            if (json.nextToken() != null) {
                throw new MalformedRequest(
                        "invalid_json", "", "Something follows the JSON object. Send only one document.");
            }
            return facts.request(fields.required());
        } catch (IOException found) {
            throw StrictJson.explain(found);
        }
    }

    private void field(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        String name = json.currentName();
        boolean replaceable = REPLACEABLE.contains(name) || Forwarding.DROPPABLE.contains(name);
        long start = replaceable ? json.currentTokenLocation().getByteOffset() : -1;
        json.nextToken();
        long valueStart = replaceable ? json.currentTokenLocation().getByteOffset() : -1;
        if (!fields.read(name, json, facts)) {
            unknown(name, json);
        }
        if (replaceable) {
            json.finishToken();
            long end = json.currentLocation().getByteOffset();
            facts.fields.put(name, new Span((int) start, (int) valueStart, (int) end));
        }
    }

    private void unknown(String name, JsonParser json) throws IOException, MalformedRequest {
        String why = refused.get(name);
        if (why != null && json.currentToken() != JsonToken.VALUE_NULL) {
            throw new MalformedRequest("unknown_cost_field", name, "`" + name + "` " + why);
        }
        // some servers match names without regard to case, so `Model` could overrule the `model` that was checked here
        if (why == null && guarded.contains(name)) {
            throw new MalformedRequest(
                    "misspelled_field",
                    name,
                    "`" + name + "` must be written as in the provider's reference, in the same case.");
        }
        json.skipChildren();
    }
}
