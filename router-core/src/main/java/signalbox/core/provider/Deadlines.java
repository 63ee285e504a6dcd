package signalbox.core.provider;

import java.time.Duration;
import signalbox.core.policy.TimeLimits;

/// How long an attempt may take. Checked by a coarse ticker, so each limit is met within about a tenth of a second.
/// What an attempt really gets are [#limits].
///
/// @param connect for name, connection and TLS together
/// @param firstByte from the request to the first byte of a streamed answer; a plain answer, which says nothing before
///   the model has finished, has as much more as its output takes to write
/// @param firstToken from the request to the first output of a stream while another target stands by
/// @param slowest the most that [#firstByte] and [#firstToken] grow to; a batch call, which nobody waits for, has it at
///   once, and so has a local model, which may have to be loaded first (wire.md §7)
/// @param idle between two pieces of an answer, while we wait for one
/// @param total from start to end
public record Deadlines(
        Duration connect, Duration firstByte, Duration firstToken, Duration slowest, Duration idle, Duration total) {
    public static final Deadlines DEFAULT =
            new Deadlines(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(12),
                    Duration.ofMinutes(10),
                    Duration.ofSeconds(60),
                    Duration.ofMinutes(30));

    /// A slow model writes about this many tokens in a second.
    private static final int SLOW_PACE = 20;

    /// Prompts are read at least at this many tokens in a second.
    private static final int READING_PACE = 4000;

    /// What counts for one attempt.
    ///
    /// @param firstByte from the request to the first byte
    /// @param firstToken from the request to the first output
    /// @param idle between two pieces
    /// @param total from start to end
    record Limits(Duration firstByte, Duration firstToken, Duration idle, Duration total) {}

    /// @param stated what the operator says of the provider; that holds as it is
    Limits limits(boolean stream, boolean local, Patience patience, TimeLimits stated) {
        Duration token = firstToken(stream, local, patience);
        if (stream && patience.standBy()) {
            token = stated.firstToken().orElse(token);
        }
        Duration quiet = patience.batch() ? longer(idle, slowest) : patience.thinks() ? longer(idle, token) : idle;
        Duration most = stated.total().orElse(total);
        Duration all = patience.left() == null ? most : shorter(patience.left(), most);
        Duration first = stated.firstByte().orElseGet(() -> firstByte(stream, local, patience));
        return new Limits(shorter(first, token), token, stated.idle().orElse(quiet), all);
    }

    private Duration firstByte(boolean stream, boolean local, Patience patience) {
        boolean quiet = !stream || patience.thinks();
        return grown(firstByte, local, patience, quiet ? patience.outputTokens() / SLOW_PACE : 0);
    }

    private Duration firstToken(boolean stream, boolean local, Patience patience) {
        if (!stream) {
            return total;
        }
        long thinking = patience.thinks() ? patience.outputTokens() / SLOW_PACE : 0;
        boolean last = !patience.standBy();
        return grown(firstToken, local || last, patience, thinking + patience.inputTokens() / READING_PACE);
    }

    private Duration grown(Duration base, boolean mayTakeLong, Patience patience, long seconds) {
        Duration most = longer(base, slowest);
        return mayTakeLong || patience.batch() ? most : shorter(base.plusSeconds(seconds), most);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
