package signalbox.core.dialect;

import static signalbox.core.dialect.RequestReader.ANOTHER_MODEL;
import static signalbox.core.dialect.StrictJson.array;
import static signalbox.core.dialect.StrictJson.nextField;
import static signalbox.core.dialect.StrictJson.object;
import static signalbox.core.dialect.StrictJson.text;
import static signalbox.core.dialect.StrictJson.wholeNumber;
import static signalbox.core.dialect.StrictJson.wrong;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import signalbox.core.dialect.ParsedRequest.Span;
import signalbox.core.policy.Ability;

/// The fields of a generateContent request that decide what it needs and what it can cost.
final class GeminiRequest implements RequestReader.Fields {
    static final String CONFIG = "generationConfig";
    static final String LIMIT = CONFIG + ".maxOutputTokens";

    private static final Set<String> KNOWN =
            Set.of("contents", "systemInstruction", "tools", CONFIG, "cachedContent", "serviceTier");

    /// The address names the model; what the body said besides would have to be trusted to mean the same.
    private static final Map<String, String> REFUSED = Map.of("model", ANOTHER_MODEL);

    static final RequestReader READER = new RequestReader(new GeminiRequest(), KNOWN, REFUSED);

    private GeminiRequest() {}

    @Override
    public String required() {
        return "contents";
    }

    @Override
    public boolean read(String name, JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        switch (name) {
            case "contents" -> facts.messages = GeminiParts.contents(json, facts);
            case "systemInstruction" -> GeminiParts.content(json, facts);
            case "tools" -> tools(json, facts);
            case CONFIG -> config(json, facts);
            case "serviceTier" -> facts.serviceTier = text(json, 64);
            case "cachedContent" -> {
                if (!text(json, 1024).isEmpty()) {
                    facts.unboundedInput();
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void tools(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        if (!array(json)) {
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (!object(json)) {
                throw wrong(json, "an object");
            }
            for (String field = nextField(json); field != null; field = nextField(json)) {
                if (field.equals("functionDeclarations") && array(json)) {
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        json.skipChildren();
                        facts.tool(RequestFacts.TOOL_TOKENS);
                    }
                } else if (json.currentToken() != JsonToken.VALUE_NULL) {
                    throw new MalformedRequest(
                            "unknown_cost_field",
                            StrictJson.path(json),
                            "`"
                                    + StrictJson.path(json)
                                    + "` is a tool that Google runs and bills, and that cannot be priced in advance."
                                    + " Only `functionDeclarations` are accepted here.");
                }
            }
        }
    }

    private static void config(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        if (!object(json)) {
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            int start = (int) json.currentTokenLocation().getByteOffset();
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "maxOutputTokens" -> limit(json, start, facts);
                case "candidateCount" -> facts.choices = Math.max(1, wholeNumber(json, 1, 128));
                case "responseSchema", "responseJsonSchema" -> schema(json, facts);
                case "thinkingConfig" -> thinking(json, facts);
                case "responseModalities" -> modalities(json);
                default -> json.skipChildren();
            }
        }
    }

    private static void limit(JsonParser json, int start, RequestFacts facts) throws IOException, MalformedRequest {
        int valueStart = (int) json.currentTokenLocation().getByteOffset();
        facts.limit(LIMIT, wholeNumber(json, 1, Integer.MAX_VALUE));
        json.finishToken();
        facts.fields.put(LIMIT, new Span(start, valueStart, (int) json.currentLocation().getByteOffset()));
    }

    private static void schema(JsonParser json, RequestFacts facts) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_NULL) {
            facts.needs.add(Ability.JSON_SCHEMA);
            json.skipChildren();
        }
    }

    private static void thinking(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        if (!object(json)) {
            return;
        }
        boolean on = true;
        for (String field = nextField(json); field != null; field = nextField(json)) {
            if (field.equals("thinkingBudget")) {
                on = wholeNumber(json, -1, Integer.MAX_VALUE) != 0;
            } else {
                json.skipChildren();
            }
        }
        if (on) {
            facts.needs.add(Ability.REASONING);
        }
    }

    private static void modalities(JsonParser json) throws IOException, MalformedRequest {
        if (!array(json)) {
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (!text(json, 64).equalsIgnoreCase("TEXT")) {
                throw new MalformedRequest(
                        "unknown_cost_field",
                        CONFIG + ".responseModalities",
                        "`responseModalities` may name `TEXT`; other outputs cannot be priced in advance.");
            }
        }
    }
}
