package signalbox.core.dialect.translate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import signalbox.core.dialect.neutral.Answer;
import signalbox.core.dialect.neutral.Answer.Stop;
import signalbox.core.dialect.neutral.Answer.Tokens;
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
import signalbox.core.dialect.neutral.StreamEvent;

/// Conversations, answers and streams in the neutral model, made from a seed: everything the model can say, in odd
/// combinations and with odd texts.
final class Generated {
    private static final String[] TEXTS = {
        "Hello.",
        "K\u00f6ln \u4e16\u754c \ud83d\ude00",
        "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67",
        "line\nbreak\r\n\ttab \\ \"quoted\"",
        "\u2028\u2029\u202Ertl\uFEFF",
        "\u0001\u001f\u007f",
        "data: x\n\n: y\nevent: z",
        "[DONE]",
        "{\"usage\":{\"prompt_tokens\":9}}",
        "</s><|im_end|>",
        " ",
        "",
        "json, please",
    };
    private static final String[] NAMES = {
        "weather", "f", "get_weather-2", "mcp__" + "a".repeat(90), "a.b:c", "\u00fcber tool", "x".repeat(64), "_"
    };
    private static final String[] IDS = {"call_", "toolu_", "functions.x:", "", "i".repeat(50)};
    private static final String[] NUMBERS = {"", "", "0", "1", "0.7", "1.5", "2", "0.0", "1e0", "-0.5"};
    private static final String[] EFFORTS = {"minimal", "low", "medium", "high", "xhigh", "max", ""};

    private final Random random;
    private final List<Tool> tools = new ArrayList<>();
    private int ids;

    Generated(long seed) {
        random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean once(int in) {
        return random.nextInt(in) == 0;
    }

    @SafeVarargs
    private <T> T one(T... of) {
        return of[random.nextInt(of.length)];
    }

    private String text() {
        return once(3) ? one(TEXTS) + " " + below(1_000) : one(TEXTS);
    }

    Conversation conversation() {
        for (int i = below(5); i > 0; i--) {
            tool();
        }
        var turns = new ArrayList<Turn>();
        for (int i = below(3); i > 0; i--) {
            turns.add(new Turn(one(Role.SYSTEM, Role.DEVELOPER), List.of(new Part.Text(text() + "instruct"))));
        }
        turns.add(new Turn(Role.USER, said()));
        for (int i = below(5); i > 0; i--) {
            answered(turns);
        }
        boolean called = turns.getLast().role() == Role.ASSISTANT;
        turns.add(new Turn(Role.USER, called ? List.of(new Part.Text("Go on.")) : said()));
        return new Conversation(
                turns,
                tools,
                choice(),
                !once(4),
                format(),
                new Sampling(one(NUMBERS), one(NUMBERS), one("", "", "40"), one(NUMBERS), one(NUMBERS), one("", "7")),
                wish(),
                stops(),
                one("", "", "user-1", "u".repeat(80)),
                once(2));
    }

    private void tool() {
        String name = one(NAMES);
        if (tools.stream().noneMatch(tool -> tool.name().equals(name))) {
            tools.add(new Tool(name, one("", "What it does", text()), once(4) ? null : schema(), once(3), mark()));
        }
    }

    private String mark() {
        return once(6) ? one("5m", "1h") : "";
    }

    private ToolChoice choice() {
        var allowed = new ArrayList<String>();
        if (once(3)) {
            tools.forEach(tool -> {
                if (once(2)) {
                    allowed.add(tool.name());
                }
            });
        }
        return switch (below(5)) {
            case 0 -> new ToolChoice(ToolChoice.Mode.AUTO, allowed);
            case 1 -> new ToolChoice(ToolChoice.Mode.NONE, List.of());
            case 2 -> tools.isEmpty() ? ToolChoice.UNSET : new ToolChoice(ToolChoice.Mode.REQUIRED, allowed);
            default -> ToolChoice.UNSET;
        };
    }

    private AnswerFormat format() {
        return switch (below(5)) {
            case 0 -> new AnswerFormat.AnyJson();
            case 1 -> new AnswerFormat.Schema(one("", "answer", "a b"), one("", "What it is"), schema(), once(2));
            default -> new AnswerFormat.Free();
        };
    }

    private ReasoningWish wish() {
        return switch (below(5)) {
            case 0 -> new ReasoningWish(ReasoningWish.Mode.ON, one(EFFORTS), one(-1L, 500L, 5_000L), once(2));
            case 1 -> new ReasoningWish(ReasoningWish.Mode.OFF, one("", "", "high"), -1, false);
            case 2 -> new ReasoningWish(ReasoningWish.Mode.UNSET, one("low", "high"), -1, false);
            default -> ReasoningWish.UNSET;
        };
    }

    private List<String> stops() {
        var stops = new ArrayList<String>();
        for (int i = once(2) ? below(8) : 0; i > 0; i--) {
            stops.add(one("STOP", "\n\n", "\u4e16", " ", "###") + i);
        }
        return stops;
    }

    /// An assistant's turn, and what the client says to it.
    private void answered(List<Turn> turns) {
        var parts = new ArrayList<Part>();
        if (once(4)) {
            parts.add(once(2) ? new Part.Reasoning(text(), one("", "c2ln")) : new Part.HiddenReasoning("xyz"));
        }
        if (!once(3)) {
            parts.add(once(8) ? new Part.Refusal("No. " + text()) : new Part.Text(text()));
        }
        var calls = new ArrayList<Part.ToolCall>();
        for (int i = once(2) ? 1 + below(3) : 0; i > 0; i--) {
            String name = tools.isEmpty() ? one("weather", "f") : tools.get(below(tools.size())).name();
            calls.add(new Part.ToolCall(one(IDS) + "n" + ids++, name, arguments(), ""));
        }
        parts.addAll(calls);
        if (once(8)) {
            parts.add(new Part.CacheMark(one("", "5m", "1h")));
        }
        if (calls.isEmpty() && parts.stream().noneMatch(part -> part instanceof Part.Text)) {
            parts.add(new Part.Text("Yes."));
        }
        turns.add(new Turn(Role.ASSISTANT, parts));
        if (!calls.isEmpty()) {
            results(calls, turns);
        } else if (once(2)) {
            turns.add(new Turn(Role.USER, said()));
        }
        if (once(8)) {
            turns.add(new Turn(one(Role.SYSTEM, Role.DEVELOPER), List.of(new Part.Text("late " + text()))));
        }
    }

    /// All results in one turn or one turn each, in any order.
    private void results(List<Part.ToolCall> calls, List<Turn> turns) {
        Collections.shuffle(calls, random);
        var together = new ArrayList<Part>();
        boolean each = once(2);
        for (Part.ToolCall call : calls) {
            var content = new ArrayList<Part>();
            content.add(new Part.Text(text()));
            if (once(5)) {
                content.add(image());
            }
            if (once(8)) {
                content.add(new Part.CacheMark(""));
            }
            var result = new Part.ToolResult(call.id(), "", content, once(5));
            if (each) {
                turns.add(new Turn(Role.USER, List.of(result)));
            } else {
                together.add(result);
            }
        }
        if (!each) {
            if (once(3)) {
                together.add(below(together.size() + 1), new Part.Text("and " + text()));
            }
            turns.add(new Turn(Role.USER, together));
        }
    }

    private List<Part> said() {
        var parts = new ArrayList<Part>();
        parts.add(new Part.Text("Say: " + text()));
        for (int i = below(3); i > 0; i--) {
            parts.add(
                    switch (below(6)) {
                        case 0 -> image();
                        case 1 -> file();
                        case 2 -> new Part.CacheMark(one("", "5m", "1h"));
                        case 3 -> once(4) ? new Part.Audio("wav", "AAAA") : new Part.Text(text());
                        default -> new Part.Text(text());
                    });
        }
        return parts;
    }

    private Part image() {
        return new Part.Image(
                once(2)
                        ? new Part.Media.At(one("https://e.x/a.png", "https://e.x/b.jpg?x=1", "http://e.x/c"))
                        : new Part.Media.Embedded(one("image/png", "image/jpeg"), "iVBORw0K"),
                one("", "", "low", "high"));
    }

    private Part file() {
        return new Part.File(
                one("", "report.pdf"),
                switch (below(3)) {
                    case 0 -> new Part.Media.At("https://e.x/a.pdf");
                    case 1 -> new Part.Media.Plain("plain " + text());
                    default -> new Part.Media.Embedded("application/pdf", "JVBERi0=");
                });
    }

    private String arguments() {
        return switch (below(8)) {
            case 0 -> "";
            case 1 -> "not json";
            case 2 -> "[1]";
            case 3 -> deep(40).compact();
            default -> Json.object().put("city", text()).put("n", below(9)).put("when", Json.NULL).compact();
        };
    }

    private Json.Obj deep(int levels) {
        Json value = Json.text(text());
        for (int i = 0; i < levels; i++) {
            value = once(2) ? Json.array().add(value) : Json.object().put("d", value);
        }
        return Json.object().put("deep", value);
    }

    /// Schemas as people write them, also such without `properties`.
    private Json schema() {
        var city = Json.typed("string").put("description", text());
        var n = Json.typed("integer").put("minimum", 1).put("maximum", 9);
        var properties = Json.object().put("city", city);
        if (once(2)) {
            properties.put("n", n).put("properties", Json.typed("array").put("items", Json.typed("string")));
        }
        return switch (below(6)) {
            case 0 -> Json.typed("object").put("properties", Json.object());
            case 1 -> Json.typed("object").put("additionalProperties", Json.typed("string"));
            case 2 ->
                    Json.object()
                            .put("$ref", "#/$defs/a")
                            .put("$defs", Json.object().put("a", Json.typed("object").put("properties", properties)))
                            .put("type", "object");
            case 3 -> {
                var required = Json.array();
                properties.members().keySet().forEach(name -> required.add(Json.text(name)));
                yield Json.typed("object")
                        .put("properties", properties)
                        .put("required", required)
                        .put("additionalProperties", false);
            }
            default -> Json.typed("object").put("properties", properties);
        };
    }

    Answer answer() {
        var parts = new ArrayList<Part>();
        if (once(3)) {
            parts.add(new Part.Reasoning("thought " + text(), ""));
        }
        for (int i = below(3); i > 0; i--) {
            parts.add(once(8) ? new Part.Refusal("No. " + text()) : new Part.Text(text() + "."));
        }
        for (int i = once(2) ? 1 + below(3) : 0; i > 0; i--) {
            parts.add(new Part.ToolCall("call_n" + ids++, one("weather", "f"), object(), ""));
        }
        if (once(3)) {
            Collections.shuffle(parts, random);
        }
        boolean calls = parts.stream().anyMatch(Part.ToolCall.class::isInstance);
        Stop stop = calls ? one(Stop.TOOLS, Stop.LENGTH) : one(Stop.END, Stop.LENGTH, Stop.REFUSED, Stop.STOP_TEXT);
        return new Answer("msg_" + below(99), "m-1", parts, stop, stop == Stop.STOP_TEXT ? "###" : "", tokens());
    }

    private String object() {
        return once(4) ? "{}" : once(4) ? deep(30).compact() : Json.object().put("city", text()).compact();
    }

    private Tokens tokens() {
        int output = below(500);
        return new Tokens(
                below(1_000),
                once(2) ? 0 : below(500),
                once(2) ? 0 : below(90),
                once(3) ? below(9) : 0,
                output,
                once(2) ? 0 : output / 2);
    }

    /// The answer in pieces, as a provider streams it; where tool calls do not tell their `ends`, they may overlap.
    List<StreamEvent> stream(Answer answer, boolean ends) {
        var events = new ArrayList<StreamEvent>();
        events.add(new StreamEvent.Start(answer.id(), answer.model()));
        int calls = 0;
        for (Part part : answer.parts()) {
            switch (part) {
                case Part.Text(String text) ->
                        pieces(text).forEach(piece -> events.add(new StreamEvent.TextDelta(piece)));
                case Part.Refusal(String text) ->
                        pieces(text).forEach(piece -> events.add(new StreamEvent.RefusalDelta(piece)));
                case Part.Reasoning(String text, String seal) ->
                        pieces(text).forEach(piece -> events.add(new StreamEvent.ReasoningDelta(piece)));
                case Part.ToolCall call -> {
                    int index = calls++;
                    events.add(new StreamEvent.ToolCallStart(index, call.id(), call.name(), ""));
                    pieces(call.arguments()).forEach(piece -> events.add(new StreamEvent.ToolCallDelta(index, piece)));
                    if (ends) {
                        events.add(new StreamEvent.ToolCallEnd(index));
                    }
                }
                default -> {}
            }
        }
        if (!ends && once(3)) {
            overlap(events);
        }
        events.add(new StreamEvent.Stopped(answer.stop(), answer.stopText()));
        events.add(new StreamEvent.Used(answer.tokens()));
        events.add(new StreamEvent.End());
        return events;
    }

    /// Moves the last piece of each tool call to the end, as Chat's format allows.
    private static void overlap(List<StreamEvent> events) {
        var last = new TreeMap<Integer, StreamEvent>();
        for (StreamEvent event : events) {
            if (event instanceof StreamEvent.ToolCallDelta delta) {
                last.put(delta.index(), delta);
            }
        }
        for (StreamEvent late : last.values()) {
            events.remove(events.lastIndexOf(late));
            events.add(late);
        }
    }

    /// Cut between code points, as every provider's tokens are once they are text.
    private List<String> pieces(String text) {
        var pieces = new ArrayList<String>();
        int from = 0;
        while (from < text.length()) {
            int to = Math.min(text.length(), from + 1 + below(9));
            if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) {
                to++;
            }
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }
}
