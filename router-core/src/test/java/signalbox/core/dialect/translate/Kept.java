package signalbox.core.dialect.translate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import signalbox.core.dialect.neutral.Conversation;
import signalbox.core.dialect.neutral.Conversation.AnswerFormat;
import signalbox.core.dialect.neutral.Conversation.ReasoningWish;
import signalbox.core.dialect.neutral.Conversation.Tool;
import signalbox.core.dialect.neutral.Conversation.ToolChoice;
import signalbox.core.dialect.neutral.Conversation.Turn;
import signalbox.core.dialect.neutral.Json;
import signalbox.core.dialect.neutral.Part;
import signalbox.core.policy.Ability;
import signalbox.core.policy.Wire;

/// Compares a conversation with what is left of it behind another wire format, by the rules that package-info
/// documents: what differs must be one of those, or be noted.
final class Kept {
    private final Conversation before;
    private final Conversation after;
    private final Wire wire;
    private final boolean canReason;
    private final boolean keepsSchemas;
    private final String notes;
    private final List<String> losses = new ArrayList<>();

    private Kept(Conversation before, Conversation after, Target target, List<String> notes) {
        this.before = before;
        this.after = after;
        this.wire = target.wire();
        this.canReason = target.can(Ability.REASONING);
        this.keepsSchemas = target.can(Ability.JSON_SCHEMA);
        this.notes = String.join("\n", notes);
    }

    /// What was lost without a word; empty when all is well.
    static List<String> losses(Conversation before, Conversation after, Target target, List<String> notes) {
        var kept = new Kept(before, after, target, notes);
        kept.instructions();
        kept.talk();
        kept.history();
        kept.tools();
        kept.format();
        kept.sampling();
        kept.reasoning();
        kept.same("stops", before.stops(), after.stops(), "stop text");
        kept.same("end user", before.endUser(), after.endUser(), "the end user's id");
        return kept.losses;
    }

    private void same(String what, Object one, Object other, String noted) {
        if (!one.equals(other) && (noted.isEmpty() || !notes.contains(noted))) {
            losses.add(what + ": <" + one + "> became <" + other + ">");
        }
    }

    private boolean openAi() {
        return wire == Wire.OPENAI_CHAT || wire == Wire.OPENAI_RESPONSES;
    }

    private void instructions() {
        same("instructions", squeezed(instructing(before)), squeezed(instructing(after)), "");
        verbatim(instructing(before), instructing(after));
        if (openAi()) {
            same("order", order(before), order(after), "");
        } else if (Turns.instructsLater(before)) {
            same("order", "noted", "", "instructions from within the conversation were moved");
        }
    }

    /// JSON mode adds an instruction of ours, which is noted and always the last.
    private Stream<String> instructing(Conversation conversation) {
        boolean ours = notes.contains("instruction") && notes.contains("JSON");
        return Fields.plain(Turns.instructions(conversation)).stream()
                .filter(text -> !ours || !text.startsWith("Answer with one"));
    }

    private List<String> order(Conversation conversation) {
        var order = new ArrayList<String>();
        boolean ours = notes.contains("JSON");
        for (Turn turn : conversation.turns()) {
            String kind = turn.role().instructs() ? "instructs" : turn.role().name();
            String text = String.join("", Fields.plain(turn.parts()));
            boolean empty = text.isEmpty() && turn.parts().stream().allMatch(this::leftOut);
            boolean added = ours && turn.role().instructs() && text.startsWith("Answer with one");
            if (!empty && !added && (order.isEmpty() || !order.getLast().equals(kind))) {
                order.add(kind);
            }
        }
        return order;
    }

    private boolean leftOut(Part part) {
        return part instanceof Part.Text
                || part instanceof Part.Reasoning
                || part instanceof Part.HiddenReasoning
                || part instanceof Part.CacheMark;
    }

    private void talk() {
        same("said", squeezed(said(before)), squeezed(said(after)), "");
        verbatim(said(before), said(after));
        same("calls", calls(before), calls(after), "");
        same("results", results(before, true), results(after, false), "");
        same("images", images(before, true), images(after, true), "`detail`");
        same("image addresses", images(before, false), images(after, false), "");
        same("documents", files(before), files(after), "name of a document");
        same("audio", parts(before, Part.Audio.class), parts(after, Part.Audio.class), "");
    }

    private static String squeezed(Stream<String> texts) {
        return texts.collect(Collectors.joining())
                .codePoints()
                .filter(c -> !Character.isWhitespace(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private void verbatim(Stream<String> one, Stream<String> other) {
        String all = other.collect(Collectors.joining("\n"));
        one.filter(text -> !text.isBlank() && !all.contains(text)).forEach(text -> losses.add("text: <" + text + ">"));
    }

    private static Stream<Part> deep(Conversation conversation) {
        return conversation.turns().stream()
                .flatMap(turn -> turn.parts().stream())
                .flatMap(part ->
                        part instanceof Part.ToolResult result
                                ? Stream.concat(Stream.of(result), result.content().stream())
                                : Stream.of(part));
    }

    private static <T> List<T> parts(Conversation conversation, Class<T> type) {
        return deep(conversation).filter(type::isInstance).map(type::cast).toList();
    }

    /// Texts of the talk in order, with who said them; refusals are texts where there is no other place for them.
    private Stream<String> said(Conversation conversation) {
        return openAi()
                ? Stream.concat(said(conversation, false, true), said(conversation, true, false))
                : said(conversation, true, true);
    }

    private static Stream<String> said(Conversation conversation, boolean refusals, boolean texts) {
        return Turns.talk(conversation).stream()
                .flatMap(turn ->
                        turn.parts().stream()
                                .map(part ->
                                        switch (part) {
                                            case Part.Refusal(String text) -> refusals ? text : "";
                                            case Part it when !texts -> "";
                                            case Part.Text(String text) -> text;
                                            case Part.File(String name, Part.Media.Plain(String text)) ->
                                                    name.isEmpty() ? text : name + "\n" + text;
                                            default -> "";
                                        })
                                .filter(text -> !text.isBlank()));
    }

    /// Calls by their place, as Gemini's format has no ids for them.
    private List<String> calls(Conversation conversation) {
        return Turns.calls(conversation)
                .map(call ->
                        (wire == Wire.GEMINI ? "" : call.id()) + " " + call.name() + " " + canonical(call.arguments()))
                .toList();
    }

    private String canonical(String arguments) {
        if (wire == Wire.ANTHROPIC || wire == Wire.GEMINI) {
            return Fields.arguments(arguments).compact();
        }
        try {
            return arguments.isBlank() ? "{}" : Json.read(arguments).compact();
        } catch (IOException broken) {
            return arguments;
        }
    }

    private Map<Integer, String> results(Conversation conversation, boolean given) {
        var places = new HashMap<String, Integer>();
        Turns.calls(conversation).forEach(call -> places.put(call.id(), places.size()));
        var results = new TreeMap<Integer, String>();
        for (Part.ToolResult result : parts(conversation, Part.ToolResult.class)) {
            String error = !result.error() ? "" : openAi() && given ? "Error:" : "ERROR ";
            results.merge(
                    places.getOrDefault(result.callId(), -1),
                    error + squeezed(Fields.plain(result.content()).stream()),
                    (one, other) -> one + "\n" + other);
        }
        return results;
    }

    private static List<String> images(Conversation conversation, boolean detail) {
        return parts(conversation, Part.Image.class).stream()
                .map(image -> image.media() + (detail ? image.detail() : ""))
                .sorted()
                .toList();
    }

    private static List<String> files(Conversation conversation) {
        return parts(conversation, Part.File.class).stream()
                .filter(file -> !(file.media() instanceof Part.Media.Plain))
                .map(file -> file.name().replace("document.pdf", "") + file.media())
                .sorted()
                .toList();
    }

    private void history() {
        if (Turns.showsReasoning(before)) {
            same("thoughts in the history", "noted", "", "thought");
        }
        long marks = marks(before);
        if (marks > 0 && (wire != Wire.ANTHROPIC || marks(after) == 0) && !notes.contains("only the allowed tools")) {
            same("cache marks", "noted", "", "cache mark");
        }
    }

    private static long marks(Conversation conversation) {
        return conversation.tools().stream().filter(tool -> !tool.cache().isEmpty()).count()
                + parts(conversation, Part.CacheMark.class).size();
    }

    private void tools() {
        if (before.tools().isEmpty()) {
            boolean again = notes.contains("declared again");
            same("tools", List.of(), again ? List.of() : after.tools(), "");
            return;
        }
        same("callable tools", callable(before), callable(after), "bounds on numbers");
        same("tool names", callable(before).keySet(), callable(after).keySet(), "");
        same("declared tools", names(before), names(after), "only the allowed tools");
        same("strict tools", strict(before), strict(after), "`strict` of");
        same("tool choice", mode(before), mode(after), "");
        if (mode(before) != ToolChoice.Mode.NONE) {
            same("parallel calls", before.parallelTools(), after.parallelTools(), "one tool call at a time");
        }
    }

    private Map<String, String> callable(Conversation conversation) {
        var allowed = conversation.toolChoice().allowed();
        return conversation.tools().stream()
                .filter(tool -> allowed.isEmpty() || allowed.contains(tool.name()))
                .collect(Collectors.toMap(Tool::name, tool -> tool.description() + schema(tool)));
    }

    private String schema(Tool tool) {
        Json schema = tool.schema() == null ? Json.typed("object") : tool.schema();
        if (wire == Wire.ANTHROPIC && tool.strict() && keepsSchemas) {
            schema = Schemas.closed(schema);
        }
        String compact = schema.compact().replace(",\"additionalProperties\":false", "");
        return compact.equals("{\"type\":\"object\"}") ? "{\"type\":\"object\",\"properties\":{}}" : compact;
    }

    private static Set<String> names(Conversation conversation) {
        return conversation.tools().stream().map(Tool::name).collect(Collectors.toSet());
    }

    private Set<String> strict(Conversation conversation) {
        Set<String> sent = names(after);
        return conversation.tools().stream()
                .filter(tool -> tool.strict() && sent.contains(tool.name()))
                .map(Tool::name)
                .collect(Collectors.toSet());
    }

    private static ToolChoice.Mode mode(Conversation conversation) {
        var mode = conversation.toolChoice().mode();
        return mode == ToolChoice.Mode.UNSET ? ToolChoice.Mode.AUTO : mode;
    }

    private void format() {
        if (!(before.format() instanceof AnswerFormat.Schema one)) {
            same("format", before.format(), after.format(), "JSON mode became an instruction");
        } else if (after.format() instanceof AnswerFormat.Schema other) {
            Json schema = wire == Wire.ANTHROPIC ? Schemas.closed(one.schema()) : one.schema();
            same("answer's schema", schema.compact(), other.schema().compact(), "");
            if (wire == Wire.ANTHROPIC && Schemas.bounded(one.schema())) {
                same("bounds", "noted", "", "bounds on numbers");
            }
            same("its description", one.description(), other.description(), "description of the answer's schema");
            if (openAi() && one.strict()) {
                same("its strictness", true, other.strict(), "`strict` of the answer's schema");
            }
        } else {
            losses.add("the answer's schema");
        }
    }

    private void sampling() {
        var one = before.sampling();
        var other = after.sampling();
        same("temperature", one.temperature(), other.temperature(), "`temperature`");
        same("top p", one.topP(), other.topP(), "`top_p`");
        same("top k", one.topK(), other.topK(), "`top_k`");
        same("presence", one.presencePenalty(), other.presencePenalty(), "`presence_penalty`");
        same("frequency", one.frequencyPenalty(), other.frequencyPenalty(), "`frequency_penalty`");
        same("seed", one.seed(), other.seed(), "`seed`");
    }

    private void reasoning() {
        var wish = before.reasoning();
        var left = after.reasoning();
        if (wish.on()) {
            same("wish to reason", true, left.on(), "the wish to reason");
            same("wish to see thoughts", wish.shown(), wish.shown() && left.shown(), "the wish to");
        } else if (wish.mode() == ReasoningWish.Mode.OFF) {
            boolean off = left.mode() == ReasoningWish.Mode.OFF || !canReason || wire == Wire.ANTHROPIC && !left.on();
            same("wish not to reason", true, off, "the wish not to reason");
        } else {
            same("effort", wish.effort().isEmpty(), left.effort().isEmpty() && !left.on(), "the wish");
        }
    }
}
