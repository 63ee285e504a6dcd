package signalbox.core.dialect;

import static signalbox.core.dialect.StrictJson.nextField;
import static signalbox.core.dialect.StrictJson.object;
import static signalbox.core.dialect.StrictJson.text;
import static signalbox.core.dialect.StrictJson.wrong;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import signalbox.core.policy.Ability;

/// The input of a Responses request: how many items, and which parts are not text, also inside of tool results.
final class ResponsesItems {
    private ResponsesItems() {}

    /// Reads the text or the array that the parser stands on.
    ///
    /// @return how many items it holds
    static int read(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return 1;
        }
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw wrong(json, "a text or an array of items");
        }
        int count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            count++;
            if (!object(json)) {
                throw wrong(json, "an object");
            }
            item(json, facts);
        }
        return count;
    }

    private static void item(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        String type = "message";
        for (String field = nextField(json); field != null; field = nextField(json)) {
            switch (field) {
                case "type" -> type = text(json, 64);
                case "content", "output" -> content(json, facts);
                default -> json.skipChildren();
            }
        }
        switch (type) {
            case "message", "reasoning" -> {}
            case "function_call",
                    "function_call_output",
                    "custom_tool_call",
                    "custom_tool_call_output",
                    "local_shell_call",
                    "local_shell_call_output",
                    "shell_call",
                    "shell_call_output",
                    "apply_patch_call",
                    "apply_patch_call_output" ->
                    facts.needs.add(Ability.TOOLS);
            // what the provider keeps, and kinds of items that came later: their bytes need not bound them
            default -> facts.unboundedInput();
        }
    }

    private static void content(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            part(json, facts);
            return;
        }
        if (json.currentToken() != JsonToken.START_ARRAY) {
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == JsonToken.START_OBJECT) {
                part(json, facts);
            } else {
                json.skipChildren();
            }
        }
    }

    private static void part(JsonParser json, RequestFacts facts) throws IOException, MalformedRequest {
        String type = "";
        long embedded = 0;
        for (String field = nextField(json); field != null; field = nextField(json)) {
            switch (field) {
                case "type" -> type = text(json, 64);
                case "image_url" -> embedded = OpenAiChatParts.embeddedBytes(json, facts.body);
                default -> json.skipChildren();
            }
        }
        switch (type) {
            case "input_text", "output_text", "text", "summary_text", "reasoning_text", "refusal" -> {}
            case "input_image", "computer_screenshot" -> facts.image(OpenAiChatParts.IMAGE_TOKENS, embedded);
            case "input_audio" -> facts.needs.add(Ability.AUDIO);
            case "input_file" -> {
                facts.needs.add(Ability.FILES);
                facts.unboundedInput();
            }
            // shell results have parts without a type, which are text
            case "" -> {}
            default -> facts.unboundedInput();
        }
    }
}
