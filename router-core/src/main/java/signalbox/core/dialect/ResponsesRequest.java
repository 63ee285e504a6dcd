package signalbox.core.dialect;

import static signalbox.core.dialect.RequestReader.ANOTHER_MODEL;
import static signalbox.core.dialect.RequestReader.UNPRICED;
import static signalbox.core.dialect.StrictJson.flag;
import static signalbox.core.dialect.StrictJson.nextField;
import static signalbox.core.dialect.StrictJson.object;
import static signalbox.core.dialect.StrictJson.text;
import static signalbox.core.dialect.StrictJson.wholeNumber;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import signalbox.core.policy.Ability;

/// The fields of a Responses request that decide what it needs and what it can cost. What the provider would keep
/// between calls (`previous_response_id`, `conversation`, `background`, a stored `prompt`) is refused: the next call
/// may go to another provider, and what is kept there was not looked at here. `store` passes as sent.
final class ResponsesRequest implements RequestReader.Fields {
    private static final Set<String> KNOWN =
            Set.of(
                    "model",
                    "input",
                    "stream",
                    "max_tokens",
                    "max_completion_tokens",
                    "max_output_tokens",
                    "max_tool_calls",
                    "tools",
                    "text",
                    "reasoning",
                    "service_tier",
                    "user",
                    "safety_identifier",
                    "previous_response_id",
                    "conversation",
                    "background",
                    "prompt",
                    "provider");

    private static final Map<String, String> REFUSED =
            Map.of(
                    "context_management", UNPRICED,
                    "plugins", UNPRICED,
                    "models", ANOTHER_MODEL,
                    "route", ANOTHER_MODEL,
                    "preset", ANOTHER_MODEL);

    static final RequestReader READER = new RequestReader(new ResponsesRequest(), KNOWN, REFUSED);

    private ResponsesRequest() {}

    @Override
    public String required() {
        return "input";
    }

    @Override
    public boolean read(String name, JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        switch (name) {
            case "model" -> facts.model = text(json, 256);
            case "input" -> facts.messages = ResponsesItems.read(json, facts);
            case "stream" -> facts.stream = flag(json);
            case "max_tokens", "max_completion_tokens", "max_output_tokens" ->
                    facts.limit(name, wholeNumber(json, 1, Integer.MAX_VALUE));
            case "max_tool_calls" -> facts.toolCalls(wholeNumber(json, 1, 1000));
            case "tools" -> ResponsesTools.read(json, facts);
            case "service_tier" -> facts.serviceTier = text(json, 64);
            case "safety_identifier" -> facts.endUser = text(json, 1024);
            case "user" -> facts.endUser = facts.endUser.isEmpty() ? text(json, 1024) : facts.endUser;
            default -> {
                return needs(name, json, facts);
            }
        }
        return true;
    }

    private static boolean needs(String name, JsonParser json, RequestFacts facts)
            throws IOException, MalformedRequest {
        switch (name) {
            case "text" -> format(json, facts);
            case "reasoning" -> reasoning(json, facts);
            case "previous_response_id" -> unkept(json, name, "Send all items of the conversation in `input`.");
            case "conversation" -> unkept(json, name, "Send all items of the conversation in `input`.");
            case "prompt" -> unkept(json, name, "Send its text in `instructions` and `input`.");
            case "background" -> {
                if (flag(json)) {
                    throw stateful(name, "Wait for the answer, or stream it.");
                }
            }
            case "provider" -> RoutingWishes.read(json);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void unkept(JsonParser json, String name, String instead) throws IOException, MalformedRequest {
        if (json.currentToken() != JsonToken.VALUE_NULL) {
            throw stateful(name, instead);
        }
    }

    private static MalformedRequest stateful(String name, String instead) {
        return new MalformedRequest(
                "stateful_unsupported",
                name,
                "Nothing is kept between calls here, since the next one may go to another provider: leave out `"
                        + name
                        + "`. "
                        + instead);
    }

    private static void format(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        if (!object(json)) {
            return;
        }
        for (String field = nextField(json); field != null; field = nextField(json)) {
            if (!field.equals("format") || !object(json)) {
                json.skipChildren();
                continue;
            }
            for (String inner = nextField(json); inner != null; inner = nextField(json)) {
                if (inner.equals("type") && text(json, 64).equals("json_schema")) {
                    facts.needs.add(Ability.JSON_SCHEMA);
                }
                json.skipChildren();
            }
        }
    }

    private static void reasoning(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        if (!object(json)) {
            return;
        }
        for (String field = nextField(json); field != null; field = nextField(json)) {
            if (field.equals("effort")) {
                String effort = text(json, 64);
                if (!effort.isEmpty() && !effort.equals("none")) {
                    facts.needs.add(Ability.REASONING);
                }
            } else {
                json.skipChildren();
            }
        }
    }
}
