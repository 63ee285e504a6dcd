package signalbox.core.policy;

import java.time.Duration;

/// What of a workload's calls may be kept. Nothing is, unless the operator asks for it.
///
/// @param cache how long an answer may serve the same request again; zero for never
/// @param bodies how long prompts and answers are kept for the operator; zero for never
public record Storage(Duration cache, Duration bodies) {
    public static final Storage NOTHING = new Storage(Duration.ZERO, Duration.ZERO);
}
