package signalbox.core.provider;

import java.time.Duration;

/// What decides how long an attempt may take, beside the [Deadlines].
///
/// @param batch whether nobody waits for the answer
/// @param thinks whether the model may reason for long before it says anything
/// @param standBy whether another target stands by, so that a slow one need not be waited for
/// @param inputTokens about how long the prompt is
/// @param outputTokens how long the answer may be
/// @param left what is left of the call's time over all its attempts; null when nothing bounds it
public record Patience(
        boolean batch, boolean thinks, boolean standBy, long inputTokens, int outputTokens, Duration left) {
    /// Of a call by itself, with somebody waiting for a short answer.
    public static final Patience USUAL = new Patience(false, false, false, 0, 0, null);
}
