package signalbox.core.dialect;

import static signalbox.core.dialect.StrictJson.flag;
import static signalbox.core.dialect.StrictJson.nextField;
import static signalbox.core.dialect.StrictJson.object;
import static signalbox.core.dialect.StrictJson.text;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/// The `provider` field by which OpenRouter's clients, in either dialect, say who may serve a call.
final class RoutingWishes {
    private RoutingWishes() {}

    /// Only wishes that tighten are accepted: the others choose who serves the call, and that is the route's to decide.
    static void read(JsonParser json) throws IOException, MalformedRequest {
        if (!object(json)) {
            return;
        }
        for (String field = nextField(json); field != null; field = nextField(json)) {
            String path = "provider." + field;
            boolean tightens =
                    switch (field) {
                        case "data_collection" -> text(json, 64).equals("deny");
                        case "zdr", "require_parameters" -> flag(json);
                        case "ignore" -> true;
                        default -> false;
                    };
            if (!tightens && json.currentToken() != JsonToken.VALUE_NULL) {
                throw new MalformedRequest(
                        "routing_field",
                        path,
                        "`"
                                + path
                                + "` would choose who serves this call, which the route decides. Remove it;"
                                + " `data_collection: deny`, `zdr: true`, `require_parameters: true` and `ignore` may"
                                + " stay.");
            }
            json.skipChildren();
        }
    }
}
