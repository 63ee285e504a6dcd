package signalbox.core.dialect.neutral;

import java.util.List;

/// A whole answer, in no wire format.
///
/// @param id as the provider gave it, or empty
/// @param model as the provider names it, or empty
/// @param stopText the stop text that ended it, or empty
public record Answer(String id, String model, List<Part> parts, Stop stop, String stopText, Tokens tokens) {
    public Answer {
        parts = List.copyOf(parts);
    }

    public boolean callsTools() {
        return parts.stream().anyMatch(Part.ToolCall.class::isInstance);
    }

    /// Why an answer ended.
    public enum Stop {
        END,
        STOP_TEXT,
        LENGTH,
        /// The context window is full.
        CONTEXT_FULL,
        TOOLS,
        REFUSED,
        /// The provider paused a tool of its own and wants to be asked again.
        PAUSED,
        /// The provider failed to make a usable answer.
        FAILED;

        /// What it is, seen what the answer holds: several providers say that they just stopped when they want tools
        /// called.
        public Stop given(boolean toolCalls) {
            if (toolCalls && this == END) {
                return TOOLS;
            }
            return !toolCalls && this == TOOLS ? END : this;
        }
    }

    /// Tokens in disjoint counts, as providers report them; for telling the client, never for money.
    ///
    /// @param input neither read from nor written to a cache
    /// @param output visible and reasoning together
    /// @param reasoning the part of `output` that was thought, 0 where it is not told
    public record Tokens(
            long input, long cacheRead, long cacheWrite5m, long cacheWrite1h, long output, long reasoning) {
        public static final Tokens NONE = new Tokens(0, 0, 0, 0, 0, 0);

        public long prompt() {
            return input + cacheRead + cacheWrite();
        }

        public long cacheWrite() {
            return cacheWrite5m + cacheWrite1h;
        }
    }
}
