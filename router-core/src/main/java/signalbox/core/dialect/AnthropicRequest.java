package signalbox.core.dialect;

import static signalbox.core.dialect.RequestReader.ANOTHER_MODEL;
import static signalbox.core.dialect.RequestReader.UNPRICED;
import static signalbox.core.dialect.StrictJson.array;
import static signalbox.core.dialect.StrictJson.flag;
import static signalbox.core.dialect.StrictJson.nextField;
import static signalbox.core.dialect.StrictJson.object;
import static signalbox.core.dialect.StrictJson.text;
import static signalbox.core.dialect.StrictJson.wholeNumber;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import signalbox.core.policy.Ability;

/// The fields of a Messages request that decide what it needs and what it can cost.
final class AnthropicRequest implements RequestReader.Fields {
    private static final Set<String> KNOWN =
            Set.of(
                    "model",
                    "messages",
                    "stream",
                    "max_tokens",
                    "max_completion_tokens",
                    "max_output_tokens",
                    "tools",
                    "thinking",
                    "output_config",
                    "output_format",
                    "service_tier",
                    "metadata",
                    "context_management",
                    "thread",
                    "speed",
                    "inference_geo",
                    "provider");

    private static final Map<String, String> REFUSED =
            Map.of(
                    "mcp_servers", UNPRICED,
                    "container", UNPRICED,
                    "plugins", UNPRICED,
                    "fallbacks", ANOTHER_MODEL,
                    "models", ANOTHER_MODEL,
                    "route", ANOTHER_MODEL,
                    "preset", ANOTHER_MODEL);

    static final RequestReader READER = new RequestReader(new AnthropicRequest(), KNOWN, REFUSED);

    private AnthropicRequest() {}

    @Override
    public boolean read(String name, JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        switch (name) {
            case "model" -> facts.model = text(json, 256);
            case "messages" -> facts.messages = AnthropicParts.messages(json, facts);
            case "stream" -> facts.stream = flag(json);
            case "max_tokens", "max_completion_tokens", "max_output_tokens" ->
                    facts.limit(name, wholeNumber(json, 1, Integer.MAX_VALUE));
            case "tools" -> AnthropicTools.read(json, facts);
            case "service_tier" -> facts.serviceTier = text(json, 64);
            case "metadata" -> metadata(json, facts);
            default -> {
                return needs(name, json, facts);
            }
        }
        return true;
    }

    private static boolean needs(String name, JsonParser json, RequestFacts facts)
            throws IOException, MalformedRequest {
        switch (name) {
            case "thinking" -> thinking(json, facts);
            case "output_config" -> outputConfig(json, facts);
            case "output_format" -> outputFormat(json, facts);
            case "context_management" -> contextManagement(json);
            case "speed" -> only(json, name, "standard", "fast answers are billed at a multiple");
            case "inference_geo" -> only(json, name, "global", "a chosen region is billed at a surcharge");
            case "thread" -> thread(json);
            case "provider" -> RoutingWishes.read(json);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void metadata(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        if (!object(json)) {
            return;
        }
        for (String field = nextField(json); field != null; field = nextField(json)) {
            if (field.equals("user_id")) {
                facts.endUser = text(json, 4096);
            } else {
                json.skipChildren();
            }
        }
    }

    private static void thinking(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        if (!object(json)) {
            return;
        }
        boolean on = true;
        for (String field = nextField(json); field != null; field = nextField(json)) {
            switch (field) {
                case "type" -> on = !text(json, 64).equals("disabled");
                case "budget_tokens" -> facts.reasoningBudget(wholeNumber(json, 1, Integer.MAX_VALUE));
                default -> json.skipChildren();
            }
        }
        if (on) {
            facts.needs.add(Ability.REASONING);
        }
    }

    private static void outputConfig(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        if (!object(json)) {
            return;
        }
        for (String field = nextField(json); field != null; field = nextField(json)) {
            switch (field) {
                case "effort" -> {
                    if (!text(json, 64).isEmpty()) {
                        facts.needs.add(Ability.REASONING);
                    }
                }
                case "format" -> outputFormat(json, facts);
                default -> json.skipChildren();
            }
        }
    }

    private static void outputFormat(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        if (object(json)) {
            facts.needs.add(Ability.JSON_SCHEMA);
            json.skipChildren();
        }
    }

    /// Clearing old turns only saves; compacting them is one more billed run of the model, outside of `max_tokens`.
    private static void contextManagement(JsonParser json) throws IOException, MalformedRequest {
        if (!object(json)) {
            return;
        }
        for (String field = nextField(json); field != null; field = nextField(json)) {
            if (!field.equals("edits") || !array(json)) {
                json.skipChildren();
                continue;
            }
            while (json.nextToken() != JsonToken.END_ARRAY) {
                edit(json);
            }
        }
    }

    private static void edit(JsonParser json) throws IOException, MalformedRequest {
        if (!object(json)) {
            return;
        }
        String type = "";
        for (String field = nextField(json); field != null; field = nextField(json)) {
            if (field.equals("type")) {
                type = text(json, 64);
            } else {
                json.skipChildren();
            }
        }
        if (!type.startsWith("clear_")) {
            throw new MalformedRequest(
                    "unknown_cost_field",
                    "context_management",
                    "`context_management` may only clear; other edits run the model again beyond `max_tokens`.");
        }
    }

    private static void only(JsonParser json, String name, String accepted, String because)
            throws IOException, MalformedRequest {
        String value = text(json, 64);
        if (!value.isEmpty() && !value.equals(accepted)) {
            throw new MalformedRequest(
                    "unknown_cost_field", name, "`" + name + "` may only be `" + accepted + "`; " + because + ".");
        }
    }

    /// A conversation kept by one provider cannot move to another. Clients understand this refusal and go on with the
    /// full history in every request; any other one stops them (wire.md, trap 10).
    private static void thread(JsonParser json) throws MalformedRequest {
        if (object(json)) {
            throw new MalformedRequest(
                    "thread_unsupported_request",
                    "thread",
                    "Conversations are not kept on this server. Send the full message history, without `thread`.",
                    Map.of("unsupported", List.of("thread")));
        }
    }
}
