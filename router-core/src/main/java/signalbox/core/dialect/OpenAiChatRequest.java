package signalbox.core.dialect;

import static signalbox.core.dialect.RequestReader.ANOTHER_MODEL;
import static signalbox.core.dialect.RequestReader.UNPRICED;
import static signalbox.core.dialect.StrictJson.array;
import static signalbox.core.dialect.StrictJson.flag;
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

/// The fields of a Chat Completions request that decide what it needs and what it can cost.
final class OpenAiChatRequest implements RequestReader.Fields {
    static final String INCLUDE_USAGE = "stream_options.include_usage";

    private static final Set<String> KNOWN =
            Set.of(
                    "model",
                    "messages",
                    "stream",
                    "stream_options",
                    "max_tokens",
                    "max_completion_tokens",
                    "max_output_tokens",
                    "n",
                    "tools",
                    "functions",
                    "response_format",
                    "reasoning_effort",
                    "reasoning",
                    "thinking",
                    "modalities",
                    "audio",
                    "web_search_options",
                    "service_tier",
                    "user",
                    "safety_identifier",
                    "provider");

    private static final Map<String, String> REFUSED =
            Map.ofEntries(
                    Map.entry("best_of", UNPRICED),
                    Map.entry("compound_custom", UNPRICED),
                    Map.entry("prediction", UNPRICED),
                    Map.entry("plugins", UNPRICED),
                    Map.entry("search_parameters", UNPRICED),
                    Map.entry("enable_search", UNPRICED),
                    Map.entry("models", ANOTHER_MODEL),
                    Map.entry("route", ANOTHER_MODEL),
                    Map.entry("preset", ANOTHER_MODEL));

    static final RequestReader READER = new RequestReader(new OpenAiChatRequest(), KNOWN, REFUSED);

    private OpenAiChatRequest() {}

    @Override
    public boolean read(String name, JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        switch (name) {
            case "model" -> facts.model = text(json, 256);
            case "messages" -> facts.messages = OpenAiChatParts.messages(json, facts);
            case "stream" -> facts.stream = flag(json);
            case "stream_options" -> streamOptions(json, facts);
            case "max_tokens", "max_completion_tokens", "max_output_tokens" ->
                    facts.limit(name, wholeNumber(json, 1, Integer.MAX_VALUE));
            case "n" -> facts.choices = Math.max(1, wholeNumber(json, 1, 128));
            case "service_tier" -> facts.serviceTier = text(json, 64);
            case "safety_identifier" -> facts.endUser = text(json, 1024);
            case "user" -> user(text(json, 1024), facts);
            default -> {
                return needs(name, json, facts);
            }
        }
        return true;
    }

    private static boolean needs(String name, JsonParser json, RequestFacts facts)
            throws IOException, MalformedRequest {
        switch (name) {
            case "tools" -> tools(json, facts);
            case "functions" -> functions(json, facts);
            case "response_format" -> responseFormat(json, facts);
            case "reasoning_effort" -> effort(text(json, 64), facts);
            case "reasoning", "thinking" -> reasoning(json, facts);
            case "modalities" -> modalities(json, facts);
            case "audio" -> audio(json, facts);
            case "web_search_options" -> webSearch(json, facts);
            case "provider" -> RoutingWishes.read(json);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void user(String user, RequestFacts facts) {
        if (facts.endUser.isEmpty()) {
            facts.endUser = user;
        }
    }

    private static void streamOptions(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        if (!object(json)) {
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            int start = (int) json.currentTokenLocation().getByteOffset();
            String field = json.currentName();
            json.nextToken();
            if (field.equals("include_usage")) {
                facts.usageAsked = flag(json);
                int valueStart = (int) json.currentTokenLocation().getByteOffset();
                int end = (int) json.currentLocation().getByteOffset();
                facts.fields.put(INCLUDE_USAGE, new Span(start, valueStart, end));
            } else {
                json.skipChildren();
            }
        }
    }

    private static void tools(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        if (!array(json)) {
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (!object(json)) {
                throw wrong(json, "an object");
            }
            String type = "";
            for (String field = nextField(json); field != null; field = nextField(json)) {
                if (field.equals("type")) {
                    type = text(json, 64);
                } else {
                    json.skipChildren();
                }
            }
            if (!type.equals("function") && !type.equals("custom")) {
                String tool = StrictJson.path(json);
                throw new MalformedRequest(
                        "unknown_cost_field",
                        tool + ".type",
                        "`"
                                + tool
                                + ".type` must be `function` or `custom`; tools that the provider runs and bills "
                                + "are not accepted here.");
            }
            facts.tool(RequestFacts.TOOL_TOKENS);
        }
    }

    private static void functions(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        if (!array(json)) {
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            json.skipChildren();
            facts.tool(RequestFacts.TOOL_TOKENS);
        }
    }

    private static void responseFormat(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        if (!object(json)) {
            return;
        }
        for (String field = nextField(json); field != null; field = nextField(json)) {
            if (field.equals("type") && text(json, 64).equals("json_schema")) {
                facts.needs.add(Ability.JSON_SCHEMA);
            }
            json.skipChildren();
        }
    }

    private static void effort(String effort, RequestFacts facts) {
        if (!effort.isEmpty() && !effort.equals("none")) {
            facts.needs.add(Ability.REASONING);
        }
    }

    /// OpenRouter's `reasoning` and the `thinking` of Z.AI and others.
    private static void reasoning(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        if (!object(json)) {
            return;
        }
        boolean on = true;
        for (String field = nextField(json); field != null; field = nextField(json)) {
            switch (field) {
                case "type" -> on &= !text(json, 64).equals("disabled");
                case "enabled" -> on &= json.currentToken() == JsonToken.VALUE_NULL || flag(json);
                case "effort" -> on &= !text(json, 64).equals("none");
                case "max_tokens", "budget_tokens" -> facts.reasoningBudget(wholeNumber(json, 0, Integer.MAX_VALUE));
                default -> json.skipChildren();
            }
        }
        if (on) {
            facts.needs.add(Ability.REASONING);
        }
    }

    private static void modalities(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        if (!array(json)) {
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            String modality = text(json, 64);
            switch (modality) {
                case "text" -> {}
                case "audio" -> facts.needs.add(Ability.AUDIO);
                default ->
                        throw new MalformedRequest(
                                "unknown_cost_field",
                                "modalities",
                                "`modalities` may name `text` and `audio`; other outputs cannot be priced in advance.");
            }
        }
    }

    private static void audio(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        if (object(json)) {
            json.skipChildren();
            facts.needs.add(Ability.AUDIO);
        }
    }

    /// Search models search once per choice, and read what they find as input.
    private static void webSearch(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        if (object(json)) {
            json.skipChildren();
            facts.searchCalls = 1;
            facts.unboundedInput();
        }
    }
}
