package signalbox.core.dialect.neutral;

import java.util.List;

/// What a request asks, in no wire format. The output limit and the model are not in it: the plan decides those.
///
/// @param turns in order, as the client sent them: roles may repeat, and instructions may stand anywhere
/// @param parallelTools false when the client wants at most one tool call at a time
/// @param stops texts that end the answer
/// @param endUser who asks at the client's end, or empty
public record Conversation(
        List<Turn> turns,
        List<Tool> tools,
        ToolChoice toolChoice,
        boolean parallelTools,
        AnswerFormat format,
        Sampling sampling,
        ReasoningWish reasoning,
        List<String> stops,
        String endUser,
        boolean stream) {
    public Conversation {
        turns = List.copyOf(turns);
        tools = List.copyOf(tools);
        stops = List.copyOf(stops);
    }

    /// One turn.
    public record Turn(Role role, List<Part> parts) {
        public Turn {
            parts = List.copyOf(parts);
        }
    }

    public enum Role {
        SYSTEM,
        DEVELOPER,
        USER,
        ASSISTANT;

        /// Whether what it says is an instruction rather than part of the talk.
        public boolean instructs() {
            return this == SYSTEM || this == DEVELOPER;
        }
    }

    /// A tool that the client runs.
    ///
    /// @param schema JSON Schema of its arguments; null when it takes none
    /// @param strict whether the arguments must obey the schema to the letter
    /// @param cache lifetime of the cache mark behind it (`5m`, `1h`), or empty
    public record Tool(String name, String description, Json schema, boolean strict, String cache) {}

    /// @param allowed names of the tools that may be called; empty means all
    public record ToolChoice(Mode mode, List<String> allowed) {
        public static final ToolChoice UNSET = new ToolChoice(Mode.UNSET, List.of());

        public ToolChoice {
            allowed = List.copyOf(allowed);
        }

        public enum Mode {
            UNSET,
            AUTO,
            NONE,
            REQUIRED
        }

        public boolean forced() {
            return mode == Mode.REQUIRED;
        }
    }

    /// The shape of the answer's text.
    public sealed interface AnswerFormat {
        record Free() implements AnswerFormat {}

        record AnyJson() implements AnswerFormat {}

        record Schema(String name, String description, Json schema, boolean strict) implements AnswerFormat {}
    }

    /// Numbers as the client wrote them; empty where it named none.
    public record Sampling(
            String temperature,
            String topP,
            String topK,
            String presencePenalty,
            String frequencyPenalty,
            String seed) {
        public static final Sampling NONE = new Sampling("", "", "", "", "", "");
    }

    /// How much the model should think before it answers.
    ///
    /// @param effort `minimal`, `low`, `medium`, `high`, `xhigh`, `max`, or empty
    /// @param budget most tokens to think with, or -1
    /// @param shown whether the client asked to see the thoughts
    public record ReasoningWish(Mode mode, String effort, long budget, boolean shown) {
        public static final ReasoningWish UNSET = new ReasoningWish(Mode.UNSET, "", -1, false);

        public enum Mode {
            UNSET,
            OFF,
            ON
        }

        public boolean on() {
            return mode == Mode.ON;
        }
    }
}
