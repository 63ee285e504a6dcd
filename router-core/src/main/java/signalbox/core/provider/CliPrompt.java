package signalbox.core.provider;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import signalbox.core.dialect.neutral.Json;

/// Turns an Anthropic Messages request into the one line that the Claude program reads from its standard input. Nothing
/// of a request stands in its arguments, where any process of the machine can read it.
///
/// The program takes turns of the user only. So what the system says, and what was said before, are written into the
/// one turn, marked with tags; pictures stay where they were. Sampling numbers, stop texts and thinking cannot be set.
final class CliPrompt {
    private static final List<String> NOT_CARRIED = List.of("tools", "mcp_servers", "thread", "container");

    private final Json.Arr content = Json.array();
    private final StringBuilder text = new StringBuilder();

    private CliPrompt() {}

    /// A request that the program cannot be given; the message is for the client.
    static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;

        Unfit(String message) {
            super(message);
        }
    }

    /// What the program needs to know of a request.
    ///
    /// @param line for its standard input, with the line's end
    record Input(byte[] line, long maxTokens) {}

    static Input of(byte[] body) throws Unfit {
        Json request;
        try {
            request = Json.read(body);
        } catch (IOException e) {
            throw new Unfit("The request is not JSON.");
        }
        for (String field : NOT_CARRIED) {
            if (!request.get(field).items().isEmpty() || !request.get(field).members().isEmpty()) {
                throw new Unfit("The Claude program takes no `" + field + "`. Route such calls elsewhere.");
            }
        }
        if (request.get("output_config").has("format")) {
            throw new Unfit("The Claude program takes no answer format. Route such calls elsewhere.");
        }
        var prompt = new CliPrompt();
        prompt.write(request.get("system"), request.get("messages").items());
        var message = Json.object().put("role", "user").put("content", prompt.content);
        String line = Json.typed("user").put("message", message).compact() + "\n";
        return new Input(line.getBytes(StandardCharsets.UTF_8), request.get("max_tokens").whole(0));
    }

    private void write(Json system, List<Json> messages) throws Unfit {
        if (system.present()) {
            tagged("system", system);
        }
        if (messages.size() == 1) {
            blocks(messages.getFirst().get("content"));
        } else {
            for (Json message : messages) {
                tagged(message.get("role").text(), message.get("content"));
            }
            text.append("Write the assistant's next message, without tags.");
        }
        flush();
    }

    private void tagged(String role, Json blocks) throws Unfit {
        text.append('<').append(role).append(">\n");
        blocks(blocks);
        text.append("\n</").append(role).append(">\n");
    }

    private void blocks(Json blocks) throws Unfit {
        if (blocks.isText()) {
            text.append(blocks.text());
            return;
        }
        for (Json block : blocks.items()) {
            switch (block.get("type").text()) {
                case "text" -> text.append(block.get("text").text());
                case "image", "document" -> {
                    flush();
                    content.add(block);
                }
                case "thinking", "redacted_thinking" -> {
                    // thoughts are sealed for the account that thought them
                }
                case String other ->
                        throw new Unfit("The Claude program takes no " + other + " block. Route such calls elsewhere.");
            }
        }
    }

    private void flush() {
        if (!text.toString().isBlank()) {
            content.add(Json.typed("text").put("text", text.toString()));
        }
        text.setLength(0);
    }
}
