package signalbox.core.dialect.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

/// Reads a generateContent request into the neutral conversation. One instance per request.
final class GeminiReader {
    private final Json body;
    private final Json config;
    private final boolean stream;
    private final Notes notes;

    /// Calls that no result has answered yet: this format may leave ids out and go by name and order.
    private final List<Part.ToolCall> unanswered = new ArrayList<>();

    private int calls;

    GeminiReader(ParsedRequest request, Notes notes) throws MalformedRequest {
        this.body = Fields.document(request.body());
        this.config = body.get("generationConfig");
        this.stream = request.stream();
        this.notes = notes;
        if (request.choices() > 1) {
            throw Untranslatable.always(
                    "generationConfig.candidateCount",
                    "`candidateCount` above 1 cannot be sent to a provider of another wire format.");
        }
        if (body.has("cachedContent")) {
            throw Untranslatable.always(
                    "cachedContent", "What Google keeps in its cache cannot be sent to a provider of another format.");
        }
        if (body.has("safetySettings")) {
            notes.dropped("`safetySettings`", "other wire formats have no such field");
        }
    }

    Conversation read() throws MalformedRequest {
        return new Conversation(
                turns(),
                tools(),
                toolChoice(),
                true,
                format(),
                new Sampling(
                        config.get("temperature").number(),
                        config.get("topP").number(),
                        config.get("topK").number(),
                        config.get("presencePenalty").number(),
                        config.get("frequencyPenalty").number(),
                        config.get("seed").number()),
                reasoning(),
                Fields.texts(config.get("stopSequences")),
                "",
                stream);
    }

    private List<Turn> turns() throws MalformedRequest {
        var turns = new ArrayList<Turn>();
        var system = parts(body.get("systemInstruction"), "systemInstruction");
        if (!system.isEmpty()) {
            turns.add(new Turn(Role.SYSTEM, system));
        }
        int i = 0;
        for (Json content : body.get("contents").items()) {
            boolean model = content.get("role").text().equals("model");
            turns.add(new Turn(model ? Role.ASSISTANT : Role.USER, parts(content, "contents[" + i++ + "]")));
        }
        return turns;
    }

    private List<Part> parts(Json content, String param) throws MalformedRequest {
        var parts = new ArrayList<Part>();
        for (Json part : content.get("parts").items()) {
            parts.add(part(part, param + ".parts"));
        }
        return parts;
    }

    private Part part(Json part, String param) throws MalformedRequest {
        if (part.get("text").isText()) {
            String text = part.get("text").text();
            return part.get("thought").flag() ? new Part.Reasoning(text, "") : new Part.Text(text);
        }
        if (part.has("functionCall")) {
            return call(part);
        }
        if (part.has("functionResponse")) {
            return result(part.get("functionResponse"));
        }
        if (part.has("inlineData")) {
            Json data = part.get("inlineData");
            return media(
                    data.get("mimeType").text(),
                    new Media.Embedded(data.get("mimeType").text(), data.get("data").text()));
        }
        if (part.has("fileData")) {
            Json file = part.get("fileData");
            return media(file.get("mimeType").text(), new Media.At(file.get("fileUri").text()));
        }
        throw Untranslatable.always(param, "A part of this kind cannot be sent to a provider of another wire format.");
    }

    private static Part media(String type, Media media) {
        if (type.startsWith("audio/") && media instanceof Media.Embedded(String mediaType, String data)) {
            return new Part.Audio(type.substring("audio/".length()), data);
        }
        return type.startsWith("image/") ? new Part.Image(media, "") : new Part.File("", media);
    }

    private Part call(Json part) {
        Json function = part.get("functionCall");
        String id = function.get("id").text();
        var call =
                new Part.ToolCall(
                        id.isEmpty() ? "call_" + calls++ : id,
                        function.get("name").text(),
                        function.has("args") ? function.get("args").compact() : "{}",
                        part.get("thoughtSignature").text());
        unanswered.add(call);
        return call;
    }

    private Part result(Json result) {
        String id = result.get("id").text();
        String name = result.get("name").text();
        Part.ToolCall answered =
                unanswered.stream()
                        .filter(call -> id.isEmpty() ? call.name().equals(name) : call.id().equals(id))
                        .findFirst()
                        .orElse(new Part.ToolCall(id.isEmpty() ? name : id, name, "", ""));
        unanswered.remove(answered);
        Json response = result.get("response");
        boolean error = response.has("error") && response.members().size() == 1;
        Json only = response.get(error ? "error" : "output");
        String text = response.members().size() == 1 && only.isText() ? only.text() : response.compact();
        return new Part.ToolResult(answered.id(), name, List.of(new Part.Text(text)), error);
    }

    private List<Tool> tools() throws MalformedRequest {
        var tools = new ArrayList<Tool>();
        for (Json tool : body.get("tools").items()) {
            if (!tool.has("functionDeclarations")) {
                throw Untranslatable.always(
                        "tools", "A tool that Google runs cannot be sent to a provider of another wire format.");
            }
            for (Json function : tool.get("functionDeclarations").items()) {
                Json schema = function.get("parametersJsonSchema");
                if (!schema.present()) {
                    schema = GeminiSchemas.lowerCase(function.get("parameters"));
                }
                tools.add(
                        new Tool(
                                function.get("name").text(),
                                function.get("description").text(),
                                schema instanceof Json.Obj ? schema : null,
                                false,
                                ""));
            }
        }
        return tools;
    }

    private ToolChoice toolChoice() {
        Json choice = body.get("toolConfig").get("functionCallingConfig");
        List<String> allowed = Fields.texts(choice.get("allowedFunctionNames"));
        return switch (choice.get("mode").text()) {
            case "NONE" -> new ToolChoice(ToolChoice.Mode.NONE, List.of());
            case "ANY" -> new ToolChoice(ToolChoice.Mode.REQUIRED, allowed);
            case "AUTO", "VALIDATED" -> new ToolChoice(ToolChoice.Mode.AUTO, allowed);
            default -> ToolChoice.UNSET;
        };
    }

    private AnswerFormat format() {
        Json schema = config.get("responseJsonSchema");
        if (!schema.present()) {
            schema = GeminiSchemas.lowerCase(config.get("responseSchema"));
        }
        if (schema.present()) {
            return new AnswerFormat.Schema("answer", "", schema, false);
        }
        return config.get("responseMimeType").text().equals("application/json")
                ? new AnswerFormat.AnyJson()
                : new AnswerFormat.Free();
    }

    private ReasoningWish reasoning() {
        Json thinking = config.get("thinkingConfig");
        if (!thinking.present()) {
            return ReasoningWish.UNSET;
        }
        long budget = thinking.get("thinkingBudget").whole(-1);
        if (budget == 0) {
            return new ReasoningWish(ReasoningWish.Mode.OFF, "", -1, false);
        }
        String level = thinking.get("thinkingLevel").text().toLowerCase(Locale.ROOT);
        return new ReasoningWish(ReasoningWish.Mode.ON, level, budget, thinking.get("includeThoughts").flag());
    }
}
