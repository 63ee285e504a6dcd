package signalbox.core.dialect.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import signalbox.core.dialect.neutral.Conversation;
import signalbox.core.dialect.neutral.Conversation.Role;
import signalbox.core.dialect.neutral.Conversation.Turn;
import signalbox.core.dialect.neutral.Part;

/// The turns of a conversation as formats with two strictly alternating roles need them. Pure.
final class Turns {
    private Turns() {}

    /// What the instructions say, wherever they stand.
    static List<Part> instructions(Conversation conversation) {
        return conversation.turns().stream()
                .filter(turn -> turn.role().instructs())
                .flatMap(turn -> turn.parts().stream())
                .toList();
    }

    /// Whether an instruction stands after the talk has begun.
    static boolean instructsLater(Conversation conversation) {
        return conversation.turns().stream()
                .dropWhile(turn -> turn.role().instructs())
                .anyMatch(turn -> turn.role().instructs());
    }

    /// The talk without instructions; neighbours of one role are one turn.
    static List<Turn> talk(Conversation conversation) {
        var talk = new ArrayList<Turn>();
        for (Turn turn : conversation.turns()) {
            if (!turn.role().instructs()) {
                join(talk, turn);
            }
        }
        return talk;
    }

    /// All turns; what the model said at once, in formats that have an item for every call, is one turn.
    static List<Turn> answersJoined(Conversation conversation) {
        var turns = new ArrayList<Turn>();
        for (Turn turn : conversation.turns()) {
            if (turn.role() == Role.ASSISTANT) {
                join(turns, turn);
            } else {
                turns.add(turn);
            }
        }
        return turns;
    }

    private static void join(List<Turn> turns, Turn turn) {
        if (!turns.isEmpty() && turns.getLast().role() == turn.role()) {
            var parts = new ArrayList<>(turns.removeLast().parts());
            parts.addAll(turn.parts());
            turns.add(new Turn(turn.role(), parts));
        } else {
            turns.add(turn);
        }
    }

    /// Whether the request has begun the answer that it asks for.
    static boolean prefilled(Conversation conversation) {
        return !conversation.turns().isEmpty() && conversation.turns().getLast().role() == Role.ASSISTANT;
    }

    static Stream<Part.ToolCall> calls(Conversation conversation) {
        return conversation.turns().stream().flatMap(turn -> calls(turn.parts()));
    }

    static Stream<Part.ToolCall> calls(List<Part> parts) {
        return parts.stream().filter(Part.ToolCall.class::isInstance).map(Part.ToolCall.class::cast);
    }

    /// The last turn that called tools.
    static Optional<Turn> lastCalling(List<Turn> talk) {
        return talk.reversed().stream()
                .filter(turn -> turn.role() == Role.ASSISTANT && calls(turn.parts()).findAny().isPresent())
                .findFirst();
    }

    /// Whether thoughts stand in the history.
    static boolean showsReasoning(Conversation conversation) {
        return conversation.turns().stream()
                .flatMap(turn -> turn.parts().stream())
                .anyMatch(part -> part instanceof Part.Reasoning || part instanceof Part.HiddenReasoning);
    }

    /// A part, and what a tool's result holds.
    static Stream<Part> within(Part part) {
        return part instanceof Part.ToolResult result
                ? Stream.concat(Stream.of(part), result.content().stream())
                : Stream.of(part);
    }

    /// OpenAI refuses JSON mode unless the conversation speaks of it.
    static boolean saysJson(Conversation conversation) {
        return conversation.turns().stream()
                .flatMap(turn -> Fields.plain(turn.parts()).stream())
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains("json"));
    }

    static boolean marksCache(Conversation conversation) {
        return conversation.tools().stream().anyMatch(tool -> !tool.cache().isEmpty())
                || conversation.turns().stream()
                        .flatMap(turn -> turn.parts().stream())
                        .flatMap(Turns::within)
                        .anyMatch(Part.CacheMark.class::isInstance);
    }
}
