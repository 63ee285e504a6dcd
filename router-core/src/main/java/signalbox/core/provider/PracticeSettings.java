package signalbox.core.provider;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// How the practice provider behaves. Immutable; swapped whole.
///
/// @param firstToken wait before the first token
/// @param perToken wait before every further token; a plain answer takes as long as its stream would
/// @param fault what goes wrong
/// @param every how often it does: 1 for every call, 10 for every tenth; at least 1
/// @param patience how long a silent or stalled answer lasts before it counts as timed out
public record PracticeSettings(Duration firstToken, Duration perToken, Fault fault, int every, Duration patience) {
    public static final PracticeSettings DEFAULT =
            new PracticeSettings(Duration.ofMillis(25), Duration.ofMillis(4), Fault.NONE, 1, Duration.ofSeconds(60));

    public PracticeSettings {
        if (every < 1) {
            throw new IllegalArgumentException("A fault happens every 1 or more calls.");
        }
    }

    /// No waiting at all, for tests.
    public static PracticeSettings instant() {
        return DEFAULT.withPace(Duration.ZERO, Duration.ZERO);
    }

    public PracticeSettings withPace(Duration newFirstToken, Duration newPerToken) {
        return new PracticeSettings(newFirstToken, newPerToken, fault, every, patience);
    }

    public PracticeSettings withFault(Fault newFault, int newEvery) {
        return new PracticeSettings(firstToken, perToken, newFault, newEvery, patience);
    }

    public PracticeSettings withPatience(Duration newPatience) {
        return new PracticeSettings(firstToken, perToken, fault, every, newPatience);
    }

    /// What can go wrong. A model named `practice-small:rate-limit` has that fault on every call.
    public enum Fault {
        NONE,
        /// 429 with `Retry-After: 2`.
        RATE_LIMIT,
        /// 429 (OpenAI Chat) or 400 (Anthropic) that means: no money left.
        NO_CREDIT,
        /// 401.
        BAD_KEY,
        /// 500.
        SERVER_ERROR,
        /// No connection; nothing was sent.
        CONNECT,
        /// Connected and sent, then nothing.
        SILENCE,
        /// Half an answer, then nothing.
        STALL,
        /// Half an answer, then the connection is gone.
        CUT,
        /// An answer that is not JSON.
        MALFORMED,
        /// A stream without its proper end (`[DONE]`, `message_stop`).
        NO_END,
        /// An answer without usage.
        NO_USAGE,
        /// Usage ten times too high.
        LYING_USAGE;

        /// In model names: `rate-limit`.
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Optional<Fault> of(String id) {
            for (var fault : values()) {
                if (fault.id().equals(id)) {
                    return Optional.of(fault);
                }
            }
            return Optional.empty();
        }
    }
}
