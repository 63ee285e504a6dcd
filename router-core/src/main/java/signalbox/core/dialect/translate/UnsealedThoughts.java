package signalbox.core.dialect.translate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import signalbox.core.dialect.neutral.Json;

/// Takes thoughts out of a Messages history that came from a provider without seals: Anthropic would refuse the whole
/// conversation for them, and so end it with the first call that goes there again. Pure.
public final class UnsealedThoughts {
    private UnsealedThoughts() {}

    /// The same body when there are none.
    public static byte[] removed(byte[] body) {
        if (!new String(body, StandardCharsets.ISO_8859_1).contains(AnthropicAnswers.UNSEALED)) {
            return body;
        }
        Json request;
        try {
            request = Json.read(body);
        } catch (IOException odd) {
            return body;
        }
        var messages = Json.array();
        for (Json message : request.get("messages").items()) {
            Json left = without(message);
            if (left.present()) {
                messages.add(left);
            }
        }
        return ((Json.Obj) request).put("messages", messages).bytes();
    }

    /// @return null when the message was nothing but such thoughts
    private static Json without(Json message) {
        if (!(message.get("content") instanceof Json.Arr(var blocks))) {
            return message;
        }
        var left = Json.array();
        blocks.stream()
                .filter(block -> !block.get("signature").text().equals(AnthropicAnswers.UNSEALED))
                .forEach(left::add);
        if (left.values().isEmpty() && !blocks.isEmpty()) {
            return Json.NULL;
        }
        return ((Json.Obj) message).put("content", left);
    }
}
