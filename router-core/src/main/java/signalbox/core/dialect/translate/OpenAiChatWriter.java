package signalbox.core.dialect.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import signalbox.core.dialect.MalformedRequest;
import signalbox.core.dialect.neutral.Conversation;
import signalbox.core.dialect.neutral.Conversation.AnswerFormat;
import signalbox.core.dialect.neutral.Conversation.ReasoningWish;
import signalbox.core.dialect.neutral.Conversation.Role;
import signalbox.core.dialect.neutral.Conversation.ToolChoice;
import signalbox.core.dialect.neutral.Conversation.Turn;
import signalbox.core.dialect.neutral.Json;
import signalbox.core.dialect.neutral.Part;
import signalbox.core.policy.Ability;

/// Writes the neutral conversation as a Chat Completions request. One instance per request.
final class OpenAiChatWriter {
    private static final int MOST_STOPS = 4;
    private static final int LONGEST_USER = 64;

    private final Conversation conversation;
    private final Target target;
    private final Recall recall;
    private final Notes notes;
    private final Json.Obj body = Json.object();

    OpenAiChatWriter(Conversation conversation, Target target, Recall recall, Notes notes) {
        this.conversation = conversation;
        this.target = target;
        this.recall = recall;
        this.notes = notes;
    }

    byte[] write() throws MalformedRequest {
        if (Turns.prefilled(conversation)) {
            throw Untranslatable.to(
                    target, "messages", "An answer that the request has begun cannot be continued; it cannot be sent");
        }
        if (Turns.showsReasoning(conversation)) {
            notes.dropped("thoughts in the history", "this format does not take them back");
        }
        if (Turns.marksCache(conversation)) {
            notes.dropped("cache marks", "this format caches by itself");
        }
        body.put("model", target.model());
        body.put("messages", messages());
        if (conversation.stream()) {
            body.put("stream", true);
            if (target.quirks().streamOptions()) {
                body.put("stream_options", Json.object().put("include_usage", true));
            }
        }
        body.put(target.limitField(), target.outputLimit());
        tools();
        format();
        sampling();
        stops();
        reasoning();
        endUser();
        return body.bytes();
    }

    private Json messages() throws MalformedRequest {
        var messages = Json.array();
        boolean json = conversation.format() instanceof AnswerFormat.AnyJson && !Turns.saysJson(conversation);
        for (Turn turn : Turns.answersJoined(conversation)) {
            if (turn.role() == Role.ASSISTANT) {
                assistant(turn.parts(), messages);
            } else if (turn.role() == Role.USER) {
                user(turn.parts(), messages);
            } else {
                String role = turn.role() == Role.DEVELOPER && target.quirks().developerRole() ? "developer" : "system";
                message(role, String.join("\n\n", Fields.plain(turn.parts())), messages);
            }
        }
        if (json) {
            notes.changed("an instruction to answer in JSON was added, which this format demands");
            message("system", "Answer with one JSON object.", messages);
        }
        return messages;
    }

    private static void message(String role, String text, Json.Arr messages) {
        if (!text.isEmpty()) {
            messages.add(Json.object().put("role", role).put("content", text));
        }
    }

    private void assistant(List<Part> parts, Json.Arr messages) {
        var message = Json.object().put("role", "assistant");
        String text = String.join("", Fields.plain(parts));
        message.put("content", text.isEmpty() ? Json.NULL : Json.text(text));
        var calls = Json.array();
        Turns.calls(parts).forEach(call -> calls.add(call(call, calls.values().isEmpty())));
        if (!calls.values().isEmpty()) {
            message.put("tool_calls", calls);
        }
        String refusal = OpenAiChatAnswers.refusal(parts);
        if (!refusal.isEmpty()) {
            message.put("refusal", refusal);
        }
        if (!text.isEmpty() || message.has("tool_calls") || message.has("refusal")) {
            messages.add(message);
        }
    }

    private Json call(Part.ToolCall call, boolean first) {
        var written = Json.object().put("id", call.id()).put("type", "function");
        String arguments = call.arguments().isBlank() ? "{}" : call.arguments();
        written.put("function", Json.object().put("name", call.name()).put("arguments", arguments));
        boolean sealed = target.quirks().thoughtSignatures();
        boolean given = sealed && !call.signature().isEmpty();
        String seal = given ? call.signature() : sealed ? Seals.of(call, first, target, recall, notes) : "";
        if (!seal.isEmpty()) {
            var google = Json.object().put("thought_signature", seal);
            written.put("extra_content", Json.object().put("google", google));
        }
        return written;
    }

    /// Results come first, each a message of its own; what they hold beside text follows as the user's.
    private void user(List<Part> parts, Json.Arr messages) throws MalformedRequest {
        var rest = new ArrayList<Part>();
        for (Part part : parts) {
            if (part instanceof Part.ToolResult result) {
                var content = new ArrayList<>(result.content());
                var shown = content.stream().filter(piece -> !(piece instanceof Part.Text)).toList();
                content.removeAll(shown);
                String text = String.join("\n", Fields.plain(content));
                var message = Json.object().put("role", "tool").put("tool_call_id", result.callId());
                messages.add(message.put("content", (result.error() ? "Error: " : "") + text));
                if (!shown.isEmpty()) {
                    notes.changed("what a tool gave back beside text follows as a message of the user");
                    rest.addAll(shown);
                }
            }
        }
        parts.stream().filter(part -> !(part instanceof Part.ToolResult)).forEach(rest::add);
        content(rest, messages);
    }

    private void content(List<Part> parts, Json.Arr messages) throws MalformedRequest {
        var content = Json.array();
        for (Part part : parts) {
            Json written = part(part);
            if (written.present()) {
                content.add(written);
            }
        }
        if (content.values().isEmpty()) {
            return;
        }
        boolean onlyText = content.values().stream().allMatch(part -> part.get("type").text().equals("text"));
        String text = content.values().stream().map(part -> part.get("text").text()).collect(Collectors.joining("\n"));
        messages.add(Json.object().put("role", "user").put("content", onlyText ? Json.text(text) : content));
    }

    private Json part(Part part) throws MalformedRequest {
        return switch (part) {
            case Part.Text(String text) -> text.isEmpty() ? Json.NULL : Json.typed("text").put("text", text);
            case Part.Image(Part.Media media, String detail) -> image(media, detail);
            case Part.Audio(String format, String data) ->
                    Json.typed("input_audio").put("input_audio", Json.object().put("data", data).put("format", format));
            case Part.File(String name, Part.Media media) -> file(name, media);
            default -> Json.NULL;
        };
    }

    private static Json image(Part.Media media, String detail) {
        String url =
                switch (media) {
                    case Part.Media.At(String at) -> at;
                    case Part.Media.Embedded embedded -> Fields.dataUrl(embedded);
                    case Part.Media.Plain(String text) -> text;
                };
        var image = Json.object().put("url", url);
        if (!detail.isEmpty()) {
            image.put("detail", detail);
        }
        return Json.typed("image_url").put("image_url", image);
    }

    private Json file(String name, Part.Media media) throws MalformedRequest {
        return switch (media) {
            case Part.Media.Plain(String text) ->
                    Json.typed("text").put("text", name.isEmpty() ? text : name + "\n" + text);
            case Part.Media.Embedded embedded ->
                    Json.typed("file")
                            .put(
                                    "file",
                                    Json.object()
                                            .put("filename", name.isEmpty() ? "document.pdf" : name)
                                            .put("file_data", Fields.dataUrl(embedded)));
            case Part.Media.At at ->
                    throw Untranslatable.to(target, "messages", "A document by its address cannot be sent");
        };
    }

    private void tools() {
        if (conversation.tools().isEmpty()) {
            return;
        }
        var tools = Json.array();
        for (var tool : conversation.tools()) {
            var function = Json.object().put("name", tool.name());
            if (!tool.description().isEmpty()) {
                function.put("description", tool.description());
            }
            Json schema = Schemas.arguments(tool.schema());
            function.put("parameters", schema);
            if (tool.strict() && Schemas.openAiStrict(schema)) {
                function.put("strict", true);
            } else {
                Losses.strict(tool, notes, "its schema has optional fields");
            }
            tools.add(Json.typed("function").put("function", function));
        }
        body.put("tools", tools);
        toolChoice(conversation.toolChoice());
        if (!conversation.parallelTools()) {
            body.put("parallel_tool_calls", false);
        }
    }

    private void toolChoice(ToolChoice choice) {
        boolean one = choice.forced() && choice.allowed().size() == 1;
        if (one) {
            var function = Json.object().put("name", choice.allowed().getFirst());
            body.put("tool_choice", Json.typed("function").put("function", function));
        } else if (!choice.allowed().isEmpty()) {
            var tools = Json.array();
            choice.allowed()
                    .forEach(
                            name -> tools.add(Json.typed("function").put("function", Json.object().put("name", name))));
            var allowed = Json.object().put("mode", choice.forced() ? "required" : "auto").put("tools", tools);
            body.put("tool_choice", Json.typed("allowed_tools").put("allowed_tools", allowed));
        } else if (choice.mode() != ToolChoice.Mode.UNSET) {
            body.put("tool_choice", choice.mode().name().toLowerCase(Locale.ROOT));
        }
    }

    private void format() {
        switch (conversation.format()) {
            case AnswerFormat.Free() -> {}
            case AnswerFormat.AnyJson() -> body.put("response_format", Json.typed("json_object"));
            case AnswerFormat.Schema schema ->
                    body.put(
                            "response_format",
                            Json.typed("json_schema").put("json_schema", schema(Json.object(), schema, notes)));
        }
    }

    /// The schema of an answer with its name, in both of OpenAI's formats.
    static Json.Obj schema(Json.Obj into, AnswerFormat.Schema format, Notes notes) {
        String name = format.name();
        into.put("name", name.isEmpty() ? "answer" : ToolAliases.fit(name, ToolAliases.SHORT));
        if (!format.description().isEmpty()) {
            into.put("description", format.description());
        }
        return into.put("schema", format.schema()).put("strict", Losses.strict(format, notes));
    }

    private void sampling() {
        var sampling = conversation.sampling();
        if (!sampling.topK().isEmpty()) {
            notes.dropped("`top_k`", "this format has no such field");
        }
        if (target.traits().sampling() == ModelTraits.Sampling.NONE) {
            Samples.left(sampling, notes, "a reasoning model refuses it");
            return;
        }
        body.number("temperature", sampling.temperature()).number("top_p", sampling.topP());
        if (!refuses("seed")) {
            body.number("seed", sampling.seed());
        } else if (!sampling.seed().isEmpty()) {
            notes.dropped("`seed`", target.vendor() + " refuses it");
        }
        if (refuses("presence_penalty")) {
            if (!(sampling.presencePenalty() + sampling.frequencyPenalty()).isEmpty()) {
                notes.dropped("penalties", target.vendor() + " refuses them");
            }
        } else {
            body.number("presence_penalty", sampling.presencePenalty());
            body.number("frequency_penalty", sampling.frequencyPenalty());
        }
    }

    private void stops() {
        var stops = conversation.stops();
        if (stops.isEmpty()) {
            return;
        }
        if (refuses("stop")) {
            notes.dropped("stop texts", target.vendor() + " refuses them");
            return;
        }
        if (stops.size() > MOST_STOPS) {
            notes.dropped("stop texts beyond the fourth", "this format takes four");
        }
        var texts = Json.array();
        stops.stream().limit(MOST_STOPS).forEach(stop -> texts.add(Json.text(stop)));
        body.put("stop", texts);
    }

    private void reasoning() {
        var wish = conversation.reasoning();
        boolean off = wish.mode() == ReasoningWish.Mode.OFF;
        if (target.quirks().thinkingSwitch() && target.can(Ability.REASONING)) {
            if (off || wish.on() || !wish.effort().isEmpty()) {
                body.put("thinking", Json.typed(wish.on() ? "enabled" : "disabled"));
            }
        } else if (Losses.reasons(wish, target, notes)) {
            body.put("reasoning_effort", Efforts.word(wish));
        }
    }

    private boolean refuses(String field) {
        return target.quirks().refuses().contains(field);
    }

    private void endUser() {
        String user = conversation.endUser();
        if (user.isEmpty()) {
            return;
        }
        if (user.length() > LONGEST_USER) {
            notes.dropped("the end user's id", "this format takes " + LONGEST_USER + " characters");
        } else {
            String field = target.quirks().endUserField();
            if (refuses(field)) {
                notes.dropped("the end user's id", target.vendor() + " refuses it");
            } else {
                body.put(field, user);
            }
        }
    }
}
