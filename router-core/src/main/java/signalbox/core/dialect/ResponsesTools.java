package signalbox.core.dialect;

import static signalbox.core.dialect.StrictJson.array;
import static signalbox.core.dialect.StrictJson.nextField;
import static signalbox.core.dialect.StrictJson.object;
import static signalbox.core.dialect.StrictJson.text;
import static signalbox.core.dialect.StrictJson.wrong;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;

/// The tools of a Responses request: the client's own, and those of the provider that can be priced.
final class ResponsesTools {
    /// The hidden definition of a tool that the provider knows by type; none is documented, so far above others'.
    private static final long BUILT_IN_TOKENS = 4096;

    /// Known to the provider by type, but run by the client.
    private static final Set<String> CLIENTS =
            Set.of("local_shell", "apply_patch", "computer", "computer_use_preview", "computer-preview");

    private ResponsesTools() {}

    static void read(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        if (!array(json)) {
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (!object(json)) {
                throw wrong(json, "an object");
            }
            tool(json, facts);
        }
    }

    private static void tool(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        String type = "";
        for (String field = nextField(json); field != null; field = nextField(json)) {
            switch (field) {
                case "type" -> type = text(json, 64);
                // a namespace holds tools
                case "tools" -> read(json, facts);
                default -> json.skipChildren();
            }
        }
        if (type.equals("function") || type.equals("custom") || type.equals("namespace")) {
            facts.tool(RequestFacts.TOOL_TOKENS);
        } else if (CLIENTS.contains(type)) {
            facts.tool(BUILT_IN_TOKENS);
        } else if (type.startsWith("web_search")) {
            facts.tool(BUILT_IN_TOKENS);
            facts.unboundedInput();
            facts.searches(StrictJson.path(json));
        } else {
            throw new MalformedRequest(
                    "unknown_cost_field",
                    StrictJson.path(json) + ".type",
                    "`"
                            + StrictJson.path(json)
                            + ".type` names a tool that the provider runs and bills, and that cannot be priced in"
                            + " advance. Remove the tool.");
        }
    }
}
