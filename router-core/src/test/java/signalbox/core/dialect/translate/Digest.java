package signalbox.core.dialect.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import signalbox.core.dialect.neutral.Answer;
import signalbox.core.dialect.neutral.Answer.Stop;
import signalbox.core.dialect.neutral.Answer.Tokens;
import signalbox.core.dialect.neutral.Part;
import signalbox.core.dialect.neutral.StreamEvent;
import signalbox.core.policy.Wire;

/// What an answer says, whole or in pieces: texts joined, tool calls in order, figures.
record Digest(
        String said,
        String refusal,
        String thoughts,
        List<String> calls,
        Stop stop,
        String stopText,
        List<Long> tokens,
        boolean ended) {

    static Digest of(Answer answer) {
        var said = new StringBuilder();
        var refusal = new StringBuilder();
        var thoughts = new StringBuilder();
        var calls = new ArrayList<String>();
        for (Part part : answer.parts()) {
            switch (part) {
                case Part.Text(String text) -> said.append(text);
                case Part.Refusal(String text) -> refusal.append(text);
                case Part.Reasoning(String text, String seal) -> thoughts.append(text);
                case Part.ToolCall call -> calls.add(call.id() + " " + call.name() + " " + call.arguments());
                default -> {}
            }
        }
        return new Digest(
                said.toString(),
                refusal.toString(),
                thoughts.toString(),
                calls,
                answer.stop().given(!calls.isEmpty()),
                answer.stopText(),
                figures(answer.tokens()),
                true);
    }

    static Digest of(List<StreamEvent> events) {
        var parts = new ArrayList<Part>();
        Map<Integer, StringBuilder> arguments = new TreeMap<>();
        Map<Integer, String> heads = new TreeMap<>();
        Stop stop = Stop.END;
        String stopText = "";
        Tokens tokens = Tokens.NONE;
        boolean ended = false;
        for (StreamEvent event : events) {
            switch (event) {
                case StreamEvent.TextDelta(String text) -> parts.add(new Part.Text(text));
                case StreamEvent.RefusalDelta(String text) -> parts.add(new Part.Refusal(text));
                case StreamEvent.ReasoningDelta(String text) -> parts.add(new Part.Reasoning(text, ""));
                case StreamEvent.ToolCallStart(int index, String id, String name, String seal) -> {
                    heads.put(index, id + " " + name + " ");
                    arguments.put(index, new StringBuilder());
                }
                case StreamEvent.ToolCallDelta(int index, String piece) -> arguments.get(index).append(piece);
                case StreamEvent.Stopped(Stop given, String text) -> {
                    stop = given;
                    stopText = text;
                }
                case StreamEvent.Used(Tokens used) -> tokens = used;
                case StreamEvent.End() -> ended = true;
                default -> {}
            }
        }
        Digest texts = of(new Answer("", "", parts, stop, stopText, tokens));
        var calls = new ArrayList<String>();
        heads.forEach(
                (index, head) -> calls.add(head + (arguments.get(index).isEmpty() ? "{}" : arguments.get(index))));
        return new Digest(
                texts.said(),
                texts.refusal(),
                texts.thoughts(),
                calls,
                stop.given(!calls.isEmpty()),
                stopText,
                texts.tokens(),
                ended);
    }

    private static List<Long> figures(Tokens tokens) {
        return List.of(tokens.prompt(), tokens.cacheRead(), tokens.output(), tokens.reasoning());
    }

    /// What the format can say of it.
    Digest in(Wire wire) {
        boolean openAi = wire == Wire.OPENAI_CHAT || wire == Wire.OPENAI_RESPONSES;
        boolean refused = !openAi && !refusal.isEmpty();
        Stop kept = wire != Wire.ANTHROPIC && stop == Stop.STOP_TEXT ? Stop.END.given(!calls.isEmpty()) : stop;
        return new Digest(
                // no other place for it, and it always follows what was said
                openAi ? said : letters(said + refusal),
                openAi ? refusal : "",
                thoughts,
                calls,
                refused ? Stop.REFUSED : kept,
                wire == Wire.ANTHROPIC ? stopText : "",
                tokens,
                ended);
    }

    /// Where refusals and texts mix, only their order is lost in this digest.
    private static String letters(String text) {
        return text.codePoints()
                .sorted()
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
