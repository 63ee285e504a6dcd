package signalbox.core.dialect.translate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import signalbox.core.dialect.MalformedRequest;
import signalbox.core.dialect.neutral.Conversation;
import signalbox.core.dialect.neutral.Conversation.AnswerFormat;
import signalbox.core.dialect.neutral.Conversation.ReasoningWish;
import signalbox.core.dialect.neutral.Conversation.Role;
import signalbox.core.dialect.neutral.Conversation.Tool;
import signalbox.core.dialect.neutral.Conversation.ToolChoice;
import signalbox.core.dialect.neutral.Conversation.Turn;
import signalbox.core.dialect.neutral.Json;
import signalbox.core.dialect.neutral.Part;
import signalbox.core.dialect.neutral.Part.Media;
import signalbox.core.policy.Ability;

/// Writes the neutral conversation as a generateContent request; model and streaming stand in its address. One instance
/// per request.
final class GeminiWriter {
    private static final int MOST_STOPS = 5;

    private final Conversation conversation;
    private final Target target;
    private final Recall recall;
    private final Notes notes;
    private final boolean levels;
    private final Map<String, String> names = new LinkedHashMap<>();
    private final List<String> calls;
    private final Json.Obj body = Json.object();
    private final Json.Obj config = Json.object();

    GeminiWriter(Conversation conversation, Target target, Recall recall, Notes notes) {
        this.conversation = conversation;
        this.target = target;
        this.recall = recall;
        this.notes = notes;
        this.levels = target.traits().thinking() == ModelTraits.Thinking.EFFORT;
        Turns.calls(conversation).forEach(call -> names.put(call.id(), call.name()));
        calls = List.copyOf(names.keySet());
    }

    byte[] write() throws MalformedRequest {
        if (Turns.prefilled(conversation)) {
            throw Untranslatable.to(target, "messages", "An answer that the request has begun cannot be sent");
        }
        if (Turns.showsReasoning(conversation)) {
            notes.dropped("thoughts in the history", "their seal is not of this provider");
        }
        if (Turns.marksCache(conversation)) {
            notes.dropped("cache marks", "this format caches by itself");
        }
        Losses.imageDetails(conversation, notes);
        Losses.documentNames(conversation, notes);
        contents();
        tools();
        config();
        body.put("generationConfig", config);
        return body.bytes();
    }

    private void contents() throws MalformedRequest {
        Json.Arr system = parts(Turns.instructions(conversation));
        if (Turns.instructsLater(conversation)) {
            notes.changed("instructions from within the conversation were moved to its beginning");
        }
        var contents = Json.array();
        for (Turn turn : Turns.talk(conversation)) {
            boolean model = turn.role() == Role.ASSISTANT;
            Json.Arr parts = model ? model(turn.parts()) : parts(resultsFirst(turn.parts()));
            if (!parts.values().isEmpty()) {
                contents.add(Json.object().put("role", model ? "model" : "user").put("parts", parts));
            }
        }
        if (contents.values().isEmpty()) {
            contents.add(Json.object().put("role", "user").put("parts", system));
        } else if (!system.values().isEmpty()) {
            body.put("systemInstruction", Json.object().put("parts", system));
        }
        body.put("contents", contents);
    }

    /// Results in the order of their calls: without ids the order is all that tells calls of one tool apart.
    private List<Part> resultsFirst(List<Part> parts) {
        var ordered = new ArrayList<>(parts.stream().filter(Part.ToolResult.class::isInstance).toList());
        ordered.sort(Comparator.comparingInt(part -> calls.indexOf(((Part.ToolResult) part).callId())));
        parts.stream().filter(part -> !(part instanceof Part.ToolResult)).forEach(ordered::add);
        return ordered;
    }

    /// The first call of a step carries the seal on the thoughts behind it.
    private Json.Arr model(List<Part> parts) throws MalformedRequest {
        var written = Json.array();
        boolean first = true;
        for (Part part : parts) {
            if (part instanceof Part.ToolCall call) {
                Json.Obj json = call(call);
                String seal = Seals.of(call, first, target, recall, notes);
                if (!seal.isEmpty()) {
                    json.put("thoughtSignature", seal);
                }
                first = false;
                written.add(json);
            } else {
                add(written, part);
            }
        }
        return written;
    }

    private static Json.Obj call(Part.ToolCall call) {
        var function = Json.object().put("name", call.name()).put("args", Fields.arguments(call.arguments()));
        return Json.object().put("functionCall", function);
    }

    private Json.Arr parts(List<Part> parts) throws MalformedRequest {
        var written = Json.array();
        for (Part part : parts) {
            add(written, part);
        }
        return written;
    }

    private void add(Json.Arr parts, Part part) throws MalformedRequest {
        switch (part) {
            case Part.Text(String text) -> text(text, parts);
            case Part.Refusal(String text) -> text(text, parts);
            case Part.Image(Media media, String detail) -> parts.add(media(media, "image/png"));
            case Part.File(String name, Media.Plain(String text)) ->
                    text(name.isEmpty() ? text : name + "\n" + text, parts);
            case Part.File(String name, Media media) -> parts.add(media(media, "application/pdf"));
            case Part.Audio(String format, String data) ->
                    parts.add(media(new Media.Embedded("audio/" + format, data), ""));
            case Part.ToolResult result -> result(result, parts);
            default -> {}
        }
    }

    private static void text(String text, Json.Arr parts) {
        if (!text.isEmpty()) {
            parts.add(Json.object().put("text", text));
        }
    }

    private Json media(Media media, String assumed) throws MalformedRequest {
        return switch (media) {
            case Media.Embedded(String type, String data) ->
                    Json.object().put("inlineData", Json.object().put("mimeType", type).put("data", data));
            case Media.At(String url) ->
                    Json.object()
                            .put("fileData", Json.object().put("mimeType", type(url, assumed)).put("fileUri", url));
            case Media.Plain plain -> throw Untranslatable.to(target, "messages", "An image as text cannot be sent");
        };
    }

    /// The format wants a type beside an address; its ending is all there is to go by.
    private static String type(String url, String assumed) {
        String path = url.replaceAll("[?#].*", "").toLowerCase(Locale.ROOT);
        return path.endsWith(".jpg") || path.endsWith(".jpeg")
                ? "image/jpeg"
                : path.endsWith(".webp") ? "image/webp" : path.endsWith(".gif") ? "image/gif" : assumed;
    }

    private void result(Part.ToolResult result, Json.Arr parts) throws MalformedRequest {
        String text = String.join("\n", Fields.plain(result.content()));
        String name = names.getOrDefault(result.callId(), result.name());
        if (name.isEmpty()) {
            throw Fields.wrong("messages", "a conversation in which every tool result answers a call");
        }
        var response = Json.object().put(result.error() ? "error" : "output", text);
        parts.add(Json.object().put("functionResponse", Json.object().put("name", name).put("response", response)));
        for (Part part : result.content()) {
            if (!(part instanceof Part.Text || part instanceof Part.CacheMark)) {
                notes.changed("what a tool gave back beside text follows its result");
                add(parts, part);
            }
        }
    }

    private void tools() {
        ToolChoice choice = conversation.toolChoice();
        var functions = Json.array();
        for (Tool tool : conversation.tools()) {
            if (choice.forced() || choice.allowed().isEmpty() || choice.allowed().contains(tool.name())) {
                functions.add(function(tool));
            }
        }
        if (functions.values().size() < conversation.tools().size()) {
            notes.changed("only the allowed tools are sent, as this format cannot forbid some of them");
        }
        if (functions.values().isEmpty()) {
            return;
        }
        body.put("tools", Json.array().add(Json.object().put("functionDeclarations", functions)));
        if (choice.mode() != ToolChoice.Mode.UNSET) {
            var calling = Json.object().put("mode", choice.forced() ? "ANY" : choice.mode().name());
            if (choice.forced() && !choice.allowed().isEmpty()) {
                var allowed = Json.array();
                choice.allowed().forEach(name -> allowed.add(Json.text(name)));
                calling.put("allowedFunctionNames", allowed);
            }
            body.put("toolConfig", Json.object().put("functionCallingConfig", calling));
        }
        if (!conversation.parallelTools()) {
            notes.dropped("the wish for one tool call at a time", "this format has no such field");
        }
    }

    private Json function(Tool tool) {
        Losses.strict(tool, notes, "this format has no such field");
        var function = Json.object().put("name", tool.name()).put("description", tool.description());
        return Schemas.takesAny(tool.schema()) ? function.put("parametersJsonSchema", tool.schema()) : function;
    }

    private void config() throws MalformedRequest {
        var sampling = conversation.sampling();
        config.put("maxOutputTokens", target.outputLimit());
        config.number("temperature", sampling.temperature()).number("topP", sampling.topP());
        config.number("topK", sampling.topK()).number("seed", sampling.seed());
        config.number("presencePenalty", sampling.presencePenalty());
        config.number("frequencyPenalty", sampling.frequencyPenalty());
        if (!conversation.stops().isEmpty()) {
            var stops = Json.array();
            conversation.stops().stream().limit(MOST_STOPS).forEach(stop -> stops.add(Json.text(stop)));
            config.put("stopSequences", stops);
            if (conversation.stops().size() > MOST_STOPS) {
                notes.dropped("stop texts beyond the fifth", "this format takes five");
            }
        }
        format();
        thinking(conversation.reasoning());
        if (!conversation.endUser().isEmpty()) {
            notes.dropped("the end user's id", "this format has no such field");
        }
    }

    private void format() throws MalformedRequest {
        if (conversation.format() instanceof AnswerFormat.Free) {
            return;
        }
        if (!conversation.tools().isEmpty() && !levels) {
            throw Untranslatable.to(target, "response_format", "JSON answers together with tools cannot be sent");
        }
        config.put("responseMimeType", "application/json");
        if (conversation.format() instanceof AnswerFormat.Schema format) {
            config.put("responseJsonSchema", format.schema());
            Losses.description(format, notes);
        }
    }

    private void thinking(ReasoningWish wish) {
        boolean off = wish.mode() == ReasoningWish.Mode.OFF;
        if (off && target.model().contains("2.5-flash") && target.can(Ability.REASONING)) {
            config.put("thinkingConfig", Json.object().put("thinkingBudget", 0));
            return;
        }
        if (!Losses.reasons(wish, target, notes)) {
            return;
        }
        var thinking = Json.object();
        if (levels) {
            // of the words every model of these generations knows only two
            thinking.put("thinkingLevel", Efforts.word(wish).equals("low") ? "low" : "high");
        } else {
            thinking.put("thinkingBudget", Math.min(Efforts.tokens(wish), target.outputLimit() * 3L / 4));
        }
        config.put("thinkingConfig", thinking.put("includeThoughts", wish.shown()));
    }
}
