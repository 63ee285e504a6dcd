package signalbox.core.dialect.translate;

import java.util.List;
import java.util.Locale;
import signalbox.core.dialect.MalformedRequest;
import signalbox.core.dialect.neutral.Conversation;
import signalbox.core.dialect.neutral.Conversation.AnswerFormat;
import signalbox.core.dialect.neutral.Conversation.Role;
import signalbox.core.dialect.neutral.Conversation.ToolChoice;
import signalbox.core.dialect.neutral.Conversation.Turn;
import signalbox.core.dialect.neutral.Json;
import signalbox.core.dialect.neutral.Part;
import signalbox.core.dialect.neutral.Part.Media;

/// Writes the neutral conversation as a Responses request that leaves nothing at the provider. One instance per
/// request.
final class ResponsesWriter {
    /// The least that the API takes.
    private static final int LEAST_OUTPUT = 16;

    private static final int LONGEST_USER = 64;

    private final Conversation conversation;
    private final Target target;
    private final Notes notes;
    private final Json.Obj body = Json.object();

    ResponsesWriter(Conversation conversation, Target target, Notes notes) {
        this.conversation = conversation;
        this.target = target;
        this.notes = notes;
    }

    byte[] write() throws MalformedRequest {
        if (Turns.prefilled(conversation)) {
            throw Untranslatable.to(target, "messages", "An answer that the request has begun cannot be sent");
        }
        if (target.outputLimit() < LEAST_OUTPUT) {
            throw Untranslatable.to(
                    target, "max_tokens", "An output limit below " + LEAST_OUTPUT + " tokens cannot be sent");
        }
        if (Turns.showsReasoning(conversation)) {
            notes.dropped("thoughts in the history", "their seal is not of this provider");
        }
        if (Turns.marksCache(conversation)) {
            notes.dropped("cache marks", "this format caches by itself");
        }
        body.put("model", target.model()).put("input", input()).put("max_output_tokens", target.outputLimit());
        body.put("store", false);
        if (conversation.stream()) {
            body.put("stream", true);
        }
        tools();
        format();
        sampling();
        reasoning();
        endUser();
        return body.bytes();
    }

    /// Summaries of thoughts are not asked for: OpenAI refuses that to accounts it has not verified.
    private void reasoning() {
        var wish = conversation.reasoning();
        if (Losses.reasons(wish, target, notes)) {
            body.put("reasoning", Json.object().put("effort", Efforts.word(wish)));
            if (wish.shown()) {
                notes.dropped("the wish to see thoughts", "not every account may ask for them in this format");
            }
        }
    }

    private void endUser() {
        String user = conversation.endUser();
        if (user.length() > LONGEST_USER) {
            notes.dropped("the end user's id", "this format takes " + LONGEST_USER + " characters");
        } else if (!user.isEmpty()) {
            body.put("safety_identifier", user);
        }
    }

    private Json input() throws MalformedRequest {
        var input = Json.array();
        for (Turn turn : conversation.turns()) {
            items(turn, input);
        }
        if (conversation.format() instanceof AnswerFormat.AnyJson && !Turns.saysJson(conversation)) {
            notes.changed("an instruction to answer in JSON was added, which this format demands");
            var text = Json.typed("input_text").put("text", "Answer with one JSON object.");
            message(Role.SYSTEM, Json.array().add(text), input);
        }
        return input;
    }

    private void items(Turn turn, Json.Arr input) throws MalformedRequest {
        var content = Json.array();
        boolean assistant = turn.role() == Role.ASSISTANT;
        for (Part part : turn.parts()) {
            switch (part) {
                case Part.ToolCall call -> {
                    message(turn.role(), content, input);
                    content = Json.array();
                    input.add(
                            Json.typed("function_call")
                                    .put("call_id", call.id())
                                    .put("name", call.name())
                                    .put("arguments", call.arguments().isBlank() ? "{}" : call.arguments()));
                }
                case Part.ToolResult result -> input.add(result(result));
                default -> {
                    Json written = part(part, assistant);
                    if (written.present()) {
                        content.add(written);
                    }
                }
            }
        }
        message(turn.role(), content, input);
    }

    private static void message(Role role, Json.Arr content, Json.Arr input) {
        if (!content.values().isEmpty()) {
            String name = role.name().toLowerCase(Locale.ROOT);
            input.add(Json.typed("message").put("role", name).put("content", content));
        }
    }

    private Json result(Part.ToolResult result) throws MalformedRequest {
        var output = Json.typed("function_call_output").put("call_id", result.callId());
        var said = result.content().stream().filter(part -> !(part instanceof Part.CacheMark)).toList();
        List<String> texts = Fields.plain(said);
        if (texts.size() == said.size()) {
            return output.put("output", (result.error() ? "Error: " : "") + String.join("\n", texts));
        }
        var content = Json.array();
        if (result.error()) {
            content.add(part(new Part.Text("Error:"), false));
        }
        for (Part part : said) {
            Json written = part(part, false);
            if (written.present()) {
                content.add(written);
            }
        }
        return output.put("output", content);
    }

    private Json part(Part part, boolean assistant) throws MalformedRequest {
        return switch (part) {
            case Part.Text(String text) ->
                    text.isEmpty() ? Json.NULL : Json.typed(assistant ? "output_text" : "input_text").put("text", text);
            case Part.Refusal(String text) -> Json.typed("refusal").put("refusal", text);
            case Part.Image(Media.At(String url), String detail) -> image(url, detail);
            case Part.Image(Media.Embedded embedded, String detail) -> image(Fields.dataUrl(embedded), detail);
            case Part.File(String name, Media.Embedded embedded) ->
                    Json.typed("input_file")
                            .put("filename", name.isEmpty() ? "document.pdf" : name)
                            .put("file_data", Fields.dataUrl(embedded));
            case Part.File(String name, Media.At(String url)) -> {
                var file = Json.typed("input_file").put("file_url", url);
                yield name.isEmpty() ? file : file.put("filename", name);
            }
            case Part.File(String name, Media.Plain(String text)) ->
                    Json.typed("input_text").put("text", name.isEmpty() ? text : name + "\n" + text);
            case Part.Audio audio -> throw Untranslatable.to(target, "messages", "Audio cannot be sent");
            default -> Json.NULL;
        };
    }

    private static Json image(String url, String detail) {
        var image = Json.typed("input_image").put("image_url", url);
        return detail.isEmpty() ? image : image.put("detail", detail);
    }

    private void tools() {
        if (conversation.tools().isEmpty()) {
            return;
        }
        var tools = Json.array();
        for (var tool : conversation.tools()) {
            Json schema = Schemas.arguments(tool.schema());
            var written = Json.typed("function").put("name", tool.name());
            if (!tool.description().isEmpty()) {
                written.put("description", tool.description());
            }
            // strict is what this format does unless told otherwise
            boolean fits = Schemas.openAiStrict(schema);
            if (!fits) {
                Losses.strict(tool, notes, "its schema has optional fields");
            }
            tools.add(written.put("parameters", schema).put("strict", tool.strict() && fits));
        }
        body.put("tools", tools);
        toolChoice(conversation.toolChoice());
        if (!conversation.parallelTools()) {
            body.put("parallel_tool_calls", false);
        }
    }

    private void toolChoice(ToolChoice choice) {
        if (choice.forced() && choice.allowed().size() == 1) {
            body.put("tool_choice", Json.typed("function").put("name", choice.allowed().getFirst()));
        } else if (!choice.allowed().isEmpty()) {
            var names = Json.array();
            choice.allowed().forEach(name -> names.add(Json.typed("function").put("name", name)));
            var allowed = Json.typed("allowed_tools").put("mode", choice.forced() ? "required" : "auto");
            body.put("tool_choice", allowed.put("tools", names));
        } else if (choice.mode() != ToolChoice.Mode.UNSET) {
            body.put("tool_choice", choice.mode().name().toLowerCase(Locale.ROOT));
        }
    }

    private void format() {
        switch (conversation.format()) {
            case AnswerFormat.Free() -> {}
            case AnswerFormat.AnyJson() -> body.put("text", Json.object().put("format", Json.typed("json_object")));
            case AnswerFormat.Schema schema -> {
                var format = OpenAiChatWriter.schema(Json.typed("json_schema"), schema, notes);
                body.put("text", Json.object().put("format", format));
            }
        }
    }

    private void sampling() {
        var sampling = conversation.sampling();
        if (!conversation.stops().isEmpty()) {
            notes.dropped("stop texts", "this format has none");
        }
        Samples.left("`top_k`", sampling.topK(), notes, "this format has no such field");
        Samples.extras(sampling, notes, "this format has no such field");
        if (target.traits().sampling() == ModelTraits.Sampling.NONE) {
            Samples.left("`temperature`", sampling.temperature(), notes, "a reasoning model refuses it");
            Samples.left("`top_p`", sampling.topP(), notes, "a reasoning model refuses it");
        } else {
            body.number("temperature", sampling.temperature()).number("top_p", sampling.topP());
        }
    }
}
