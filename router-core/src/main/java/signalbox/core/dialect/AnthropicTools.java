package signalbox.core.dialect;

import static signalbox.core.dialect.StrictJson.array;
import static signalbox.core.dialect.StrictJson.nextField;
import static signalbox.core.dialect.StrictJson.object;
import static signalbox.core.dialect.StrictJson.text;
import static signalbox.core.dialect.StrictJson.wholeNumber;
import static signalbox.core.dialect.StrictJson.wrong;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/// The tools of a Messages request: the client's own, and those of the provider that can be priced.
final class AnthropicTools {
    /// The system prompt that tools add; documented values stay below 900.
    private static final long PROMPT_TOKENS = 1024;

    /// The hidden definition of a tool that the provider knows by type; documented values stay below 1,300.
    private static final long BUILT_IN_TOKENS = 4096;

    private AnthropicTools() {}

    static void read(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        if (!array(json)) {
            return;
        }
        for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
            if (!object(json)) {
                throw wrong(json, "an object");
            }
            if (i == 0) {
                facts.tool(PROMPT_TOKENS);
            }
            tool(json, facts);
        }
    }

    private static void tool(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        String type = "";
        int uses = -1;
        for (String field = nextField(json); field != null; field = nextField(json)) {
            switch (field) {
                case "type" -> type = text(json, 64);
                case "max_uses" -> uses = wholeNumber(json, 1, 1000);
                default -> json.skipChildren();
            }
        }
        price(type, uses, StrictJson.path(json), facts);
    }

    private static void price(String type, int uses, String name, RequestFacts facts) throws MalformedRequest {
        if (type.isEmpty() || type.equals("custom")) {
            facts.tool(RequestFacts.TOOL_TOKENS);
        } else if (type.startsWith("web_search_")) {
            facts.tool(BUILT_IN_TOKENS);
            facts.unboundedInput();
            facts.searchCalls += searches(uses, name);
        } else if (type.startsWith("web_fetch_")) {
            facts.tool(BUILT_IN_TOKENS);
            facts.unboundedInput();
        } else if (runsAtTheClient(type)) {
            facts.tool(BUILT_IN_TOKENS);
        } else {
            throw new MalformedRequest(
                    "unknown_cost_field",
                    name + ".type",
                    "`"
                            + name
                            + ".type` names a tool that the provider runs and bills, and that cannot be priced in "
                            + "advance. Remove the tool.");
        }
    }

    private static int searches(int uses, String name) throws MalformedRequest {
        if (uses < 0) {
            throw new MalformedRequest(
                    "unknown_cost_field",
                    name + ".max_uses",
                    "`"
                            + name
                            + ".max_uses` is missing. Set it to the most searches this call may make, so that its "
                            + "cost has a limit.");
        }
        return uses;
    }

    private static boolean runsAtTheClient(String type) {
        return type.startsWith("bash_")
                || type.startsWith("text_editor_")
                || type.startsWith("computer_")
                || type.startsWith("memory_")
                || type.startsWith("tool_search_tool_");
    }
}
