package signalbox.core.dialect;

import static signalbox.core.dialect.StrictJson.array;
import static signalbox.core.dialect.StrictJson.nextField;
import static signalbox.core.dialect.StrictJson.object;
import static signalbox.core.dialect.StrictJson.text;
import static signalbox.core.dialect.StrictJson.wrong;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import signalbox.core.policy.Ability;

/// The messages of a Messages request: how many, and which blocks are not text, also inside of tool results.
final class AnthropicParts {
    /// The largest documented image: 2576 pixels a side at 28 pixels a patch.
    private static final long IMAGE_TOKENS = 92 * 92;

    private AnthropicParts() {}

    /// Where an image or a document comes from.
    ///
    /// @param type `base64`, `url`, `file`, `text`, `content`, or empty
    /// @param dataBytes length of its `data` as it stands in the body
    private record Source(String type, long dataBytes) {
        static final Source NONE = new Source("", 0);
    }

    /// Reads the array that the parser stands on.
    ///
    /// @return how many messages it holds
    static int messages(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        if (!array(json)) {
            throw wrong(json, "an array of at least one message");
        }
        int count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            count++;
            if (!object(json)) {
                throw wrong(json, "an object");
            }
            for (String field = nextField(json); field != null; field = nextField(json)) {
                if (field.equals("content")) {
                    content(json, facts);
                } else {
                    json.skipChildren();
                }
            }
        }
        if (count == 0) {
            throw wrong(json, "an array of at least one message");
        }
        return count;
    }

    /// A text, an array of blocks, or (in results of the provider's own tools) one block.
    private static void content(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        switch (json.currentToken()) {
            case START_OBJECT -> block(json, facts);
            case START_ARRAY -> {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    if (!object(json)) {
                        throw wrong(json, "an object");
                    }
                    block(json, facts);
                }
            }
            case VALUE_STRING, VALUE_NULL -> {}
            default -> throw wrong(json, "a text or an array of content blocks");
        }
    }

    private static void block(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        String type = "";
        var source = Source.NONE;
        for (String field = nextField(json); field != null; field = nextField(json)) {
            switch (field) {
                case "type" -> type = text(json, 64);
                case "content" -> content(json, facts);
                case "source" -> source = source(json, facts);
                default -> json.skipChildren();
            }
        }
        count(type, source, facts);
    }

    private static void count(String type, Source source, RequestFacts facts) {
        switch (type) {
            case "image" -> facts.image(IMAGE_TOKENS, source.type.equals("base64") ? source.dataBytes : 0);
            case "document" -> {
                facts.needs.add(Ability.FILES);
                if (!source.type.equals("text") && !source.type.equals("content")) {
                    facts.unboundedInput();
                }
            }
            case "tool_use", "tool_result" -> facts.needs.add(Ability.TOOLS);
            case "text",
                    "thinking",
                    "redacted_thinking",
                    "server_tool_use",
                    "search_result",
                    "web_search_tool_result",
                    "web_search_result",
                    "web_search_tool_result_error",
                    "web_fetch_tool_result",
                    "web_fetch_result",
                    "web_fetch_tool_result_error",
                    "tool_reference" -> {}
            // files by reference, and kinds of blocks that came later: their bytes need not bound them
            default -> facts.unboundedInput();
        }
    }

    private static Source source(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            // a search result names its origin in a text
            json.skipChildren();
            return Source.NONE;
        }
        String type = "";
        long dataBytes = 0;
        for (String field = nextField(json); field != null; field = nextField(json)) {
            switch (field) {
                case "type" -> type = text(json, 64);
                case "content" -> content(json, facts);
                case "data" -> dataBytes = textBytes(json, facts.body);
                default -> json.skipChildren();
            }
        }
        return new Source(type, dataBytes);
    }

    static long textBytes(JsonParser json, byte[] body) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            json.skipChildren();
            return 0;
        }
        int from = (int) json.currentTokenLocation().getByteOffset() + 1;
        // up to the closing quote, or to the first escape, after which the rest counts as text
        return ByteSearch.quoteOrBackslash(body, from, body.length) - from;
    }
}
