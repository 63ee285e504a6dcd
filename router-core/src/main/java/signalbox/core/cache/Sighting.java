package signalbox.core.cache;

import java.time.Duration;
import java.time.Instant;

/// What is known of one beginning of prompts at one target. Immutable.
///
/// @param at when a prompt last began so
/// @param returns how often one came while the provider's cache would still have held it
/// @param lapses how often one came later than that
/// @param warmUntil until when the provider's cache holds it, as far as is known
/// @param writtenUntil until when a call under way may be putting it there, so that others need not pay for it too
public record Sighting(Instant at, int returns, int lapses, Instant warmUntil, Instant writtenUntil) {
    /// How long a cache keeps what was not used again (Anthropic's five minutes; OpenAI says five to ten).
    public static final Duration TTL = Duration.ofMinutes(5);

    static Sighting first(Instant now) {
        return new Sighting(now, 0, 0, Instant.MIN, Instant.MIN);
    }

    /// The same after another prompt of its kind.
    Sighting again(Instant now) {
        boolean soon = now.isBefore(at.plus(TTL));
        return new Sighting(now, returns + (soon ? 1 : 0), lapses + (soon ? 0 : 1), warmUntil, writtenUntil);
    }

    /// The same of a longer prompt, which no cache holds yet.
    Sighting grown() {
        return new Sighting(at, returns, lapses, Instant.MIN, Instant.MIN);
    }

    Sighting warm(Instant until) {
        return new Sighting(at, returns, lapses, until, Instant.MIN);
    }

    Sighting written(Instant until) {
        return new Sighting(at, returns, lapses, warmUntil, until);
    }

    public boolean isWarm(Instant now) {
        return now.isBefore(warmUntil);
    }

    public boolean isBeingWritten(Instant now) {
        return now.isBefore(writtenUntil);
    }
}
