package signalbox.core.dialect.translate;

import java.util.stream.Stream;
import signalbox.core.dialect.neutral.Conversation;
import signalbox.core.dialect.neutral.Conversation.AnswerFormat;
import signalbox.core.dialect.neutral.Conversation.ReasoningWish;
import signalbox.core.dialect.neutral.Conversation.Tool;
import signalbox.core.dialect.neutral.Part;
import signalbox.core.policy.Ability;

/// Notes on what more than one format has no field for. Pure but for the notes.
final class Losses {
    private static final String NO_FIELD = "this format has no such field";

    private Losses() {}

    static void imageDetails(Conversation conversation, Notes notes) {
        if (parts(conversation).anyMatch(part -> part instanceof Part.Image image && !image.detail().isEmpty())) {
            notes.dropped("the `detail` of an image", NO_FIELD);
        }
    }

    static void documentNames(Conversation conversation, Notes notes) {
        boolean named =
                parts(conversation)
                        .anyMatch(part ->
                                part instanceof Part.File file
                                        && !(file.media() instanceof Part.Media.Plain)
                                        && !file.name().isEmpty());
        if (named) {
            notes.dropped("the name of a document", NO_FIELD);
        }
    }

    private static Stream<Part> parts(Conversation conversation) {
        return conversation.turns().stream().flatMap(turn -> turn.parts().stream()).flatMap(Turns::within);
    }

    static void strict(Tool tool, Notes notes, String why) {
        if (tool.strict()) {
            notes.dropped("`strict` of tool " + tool.name(), why);
        }
    }

    /// What is asked of a schema of the answer beside the schema itself.
    static void description(AnswerFormat.Schema format, Notes notes) {
        if (!format.description().isEmpty()) {
            notes.dropped("the description of the answer's schema", NO_FIELD);
        }
    }

    /// Whether OpenAI's strict mode may be asked for; a note says when it was and may not.
    static boolean strict(AnswerFormat.Schema format, Notes notes) {
        boolean fits = Schemas.openAiStrict(format.schema());
        if (format.strict() && !fits) {
            notes.dropped("`strict` of the answer's schema", "it has optional fields");
        }
        return format.strict() && fits;
    }

    /// Whether the target is to be told how much to think; a note says when that was asked and it cannot be.
    static boolean reasons(ReasoningWish wish, Target target, Notes notes) {
        if (wish.mode() == ReasoningWish.Mode.OFF) {
            if (target.can(Ability.REASONING)) {
                notes.dropped("the wish not to reason", "not every model of this format can be kept from it");
            }
            return false;
        }
        boolean asked = wish.on() || !wish.effort().isEmpty();
        if (asked && !target.can(Ability.REASONING)) {
            notes.dropped("the wish to reason", target.model() + " is not said to reason");
        }
        return asked && target.can(Ability.REASONING);
    }
}
