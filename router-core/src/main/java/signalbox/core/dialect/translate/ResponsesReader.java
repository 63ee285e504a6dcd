package signalbox.core.dialect.translate;

import java.util.ArrayList;
import java.util.List;
import signalbox.core.dialect.MalformedRequest;
import signalbox.core.dialect.ParsedRequest;
import signalbox.core.dialect.neutral.Conversation;
import signalbox.core.dialect.neutral.Conversation.AnswerFormat;
import signalbox.core.dialect.neutral.Conversation.ReasoningWish;
import signalbox.core.dialect.neutral.Conversation.Role;
import signalbox.core.dialect.neutral.Conversation.Sampling;
import signalbox.core.dialect.neutral.Conversation.Tool;
import signalbox.core.dialect.neutral.Conversation.ToolChoice;
import signalbox.core.dialect.neutral.Conversation.Turn;
import signalbox.core.dialect.neutral.Json;
import signalbox.core.dialect.neutral.Part;
import signalbox.core.dialect.neutral.Part.Media;

/// Reads a Responses request into the neutral conversation. One instance per request.
final class ResponsesReader {
    private final Json body;
    private final boolean stream;
    private final Notes notes;

    ResponsesReader(ParsedRequest request, Notes notes) throws MalformedRequest {
        this.body = Fields.document(request.body());
        this.stream = request.stream();
        this.notes = notes;
        for (String name : List.of("previous_response_id", "conversation", "prompt")) {
            if (body.has(name)) {
                throw Untranslatable.always(
                        name,
                        "`" + name + "` refers to what one provider keeps; another has to be sent the whole history.");
            }
        }
        for (String name : List.of("include", "truncation", "prompt_cache_key", "client_metadata", "top_logprobs")) {
            if (body.has(name)) {
                notes.dropped("`" + name + "`", "other wire formats have no such field");
            }
        }
    }

    Conversation read() throws MalformedRequest {
        return new Conversation(
                turns(),
                tools(),
                toolChoice(),
                !body.get("parallel_tool_calls").equals(new Json.Bool(false)),
                format(),
                new Sampling(body.get("temperature").number(), body.get("top_p").number(), "", "", "", ""),
                reasoning(),
                List.of(),
                body.has("safety_identifier") ? body.get("safety_identifier").text() : body.get("user").text(),
                stream);
    }

    private List<Turn> turns() throws MalformedRequest {
        var turns = new ArrayList<Turn>();
        if (!body.get("instructions").text().isEmpty()) {
            turns.add(new Turn(Role.SYSTEM, List.of(new Part.Text(body.get("instructions").text()))));
        }
        Json input = body.get("input");
        if (input.isText()) {
            turns.add(new Turn(Role.USER, List.of(new Part.Text(input.text()))));
        }
        int i = 0;
        for (Json item : input.items()) {
            item(item, "input[" + i++ + "]", turns);
        }
        return turns;
    }

    private void item(Json item, String param, List<Turn> turns) throws MalformedRequest {
        String type = item.get("type").text();
        switch (type.isEmpty() ? "message" : type) {
            case "message" -> turns.add(new Turn(role(item, param), content(item.get("content"), param)));
            case "function_call" ->
                    turns.add(
                            new Turn(
                                    Role.ASSISTANT,
                                    List.of(
                                            new Part.ToolCall(
                                                    item.get("call_id").text(),
                                                    Namespaced.name(item.get("namespace").text(), item),
                                                    item.get("arguments").text(),
                                                    ""))));
            case "function_call_output" ->
                    turns.add(
                            new Turn(
                                    Role.USER,
                                    List.of(
                                            new Part.ToolResult(
                                                    item.get("call_id").text(),
                                                    "",
                                                    content(item.get("output"), param),
                                                    false))));
            case "reasoning" -> {
                var summary = new StringBuilder();
                item.get("summary").items().forEach(piece -> summary.append(piece.get("text").text()));
                turns.add(new Turn(Role.ASSISTANT, List.of(new Part.Reasoning(summary.toString(), ""))));
            }
            default ->
                    throw Untranslatable.always(
                            param + ".type",
                            "An item of type `" + type + "` cannot be sent to a provider of another wire format.");
        }
    }

    private static Role role(Json item, String param) throws MalformedRequest {
        return switch (item.get("role").text()) {
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            case "system" -> Role.SYSTEM;
            case "developer" -> Role.DEVELOPER;
            default -> throw Fields.wrong(param + ".role", "`system`, `developer`, `user` or `assistant`");
        };
    }

    private static List<Part> content(Json content, String param) throws MalformedRequest {
        var parts = new ArrayList<Part>();
        if (content.isText()) {
            parts.add(new Part.Text(content.text()));
        }
        for (Json part : content.items()) {
            parts.add(
                    switch (part.get("type").text()) {
                        case "input_text", "output_text", "text" -> new Part.Text(part.get("text").text());
                        case "refusal" -> new Part.Refusal(part.get("refusal").text());
                        case "input_image" -> image(part, param);
                        case "input_file" -> file(part, param);
                        default ->
                                throw Untranslatable.always(
                                        param + ".content",
                                        "A part of type `"
                                                + part.get("type").text()
                                                + "` cannot be sent to a provider of another wire format.");
                    });
        }
        return parts;
    }

    private static Part image(Json part, String param) throws MalformedRequest {
        if (part.has("file_id")) {
            throw Untranslatable.always(param, "An image that one provider stores cannot be sent to another.");
        }
        return new Part.Image(
                Fields.media(part.get("image_url").text(), param + ".image_url"), part.get("detail").text());
    }

    private static Part file(Json part, String param) throws MalformedRequest {
        String data = part.get("file_data").text();
        if (!part.get("file_url").text().isEmpty()) {
            return new Part.File(part.get("filename").text(), new Media.At(part.get("file_url").text()));
        }
        if (data.isEmpty()) {
            throw Untranslatable.always(param, "A file that one provider stores cannot be sent to another.");
        }
        Media media =
                data.startsWith("data:")
                        ? Fields.media(data, param + ".file_data")
                        : new Media.Embedded("application/pdf", data);
        return new Part.File(part.get("filename").text(), media);
    }

    private List<Tool> tools() throws MalformedRequest {
        var tools = new ArrayList<Tool>();
        int i = 0;
        for (Json tool : body.get("tools").items()) {
            String param = "tools[" + i++ + "]";
            if (tool.get("type").text().equals("namespace")) {
                namespace(tool, param, tools);
            } else {
                tools.add(tool(tool, "", param));
            }
        }
        return tools;
    }

    /// The first of its tools says what the namespace is for, as nothing else can.
    private void namespace(Json namespace, String param, List<Tool> tools) throws MalformedRequest {
        String about = namespace.get("description").text();
        int i = 0;
        for (Json one : namespace.get("tools").items()) {
            Tool tool = tool(one, namespace.get("name").text(), param + ".tools[" + i++ + "]");
            String description = about.isEmpty() ? tool.description() : about + "\n\n" + tool.description();
            tools.add(new Tool(tool.name(), description, tool.schema(), tool.strict(), ""));
            about = "";
        }
        if (i > 0) {
            notes.changed("the tools of a namespace go under its name and theirs joined");
        }
    }

    private static Tool tool(Json tool, String namespace, String param) throws MalformedRequest {
        if (!tool.get("type").text().equals("function")) {
            throw Untranslatable.always(
                    param + ".type",
                    "A tool of type `"
                            + tool.get("type").text()
                            + "` cannot be sent to a provider of another wire format.");
        }
        Json schema = tool.get("parameters");
        return new Tool(
                Namespaced.name(namespace, tool),
                tool.get("description").text(),
                schema instanceof Json.Obj ? schema : null,
                tool.get("strict").flag(),
                "");
    }

    private ToolChoice toolChoice() {
        Json choice = body.get("tool_choice");
        if (choice.isText()) {
            return new ToolChoice(OpenAiChatReader.mode(choice.text()), List.of());
        }
        if (!choice.present()) {
            return ToolChoice.UNSET;
        }
        if (choice.get("type").text().equals("allowed_tools")) {
            var names =
                    choice.get("tools").items().stream()
                            .map(tool -> Namespaced.name(tool.get("namespace").text(), tool))
                            .toList();
            return new ToolChoice(OpenAiChatReader.mode(choice.get("mode").text()), names);
        }
        return new ToolChoice(
                ToolChoice.Mode.REQUIRED, List.of(Namespaced.name(choice.get("namespace").text(), choice)));
    }

    private AnswerFormat format() {
        Json format = body.get("text").get("format");
        return switch (format.get("type").text()) {
            case "json_object" -> new AnswerFormat.AnyJson();
            case "json_schema" -> OpenAiChatReader.schema(format);
            default -> new AnswerFormat.Free();
        };
    }

    private ReasoningWish reasoning() {
        String effort = body.get("reasoning").get("effort").text();
        if (effort.isEmpty()) {
            return ReasoningWish.UNSET;
        }
        return effort.equals("none")
                ? new ReasoningWish(ReasoningWish.Mode.OFF, "", -1, false)
                : new ReasoningWish(ReasoningWish.Mode.ON, effort, -1, body.get("reasoning").has("summary"));
    }
}
