package signalbox.core.provider;

import java.time.Duration;
import java.time.Instant;
import signalbox.core.provider.QuotaHeaders.Reported;

/// One quota that a provider told us of, carried on from its last report by what was sent since. Guarded by its
/// target's lock.
final class LearnedQuota {
    private final Reported reported;
    private final Instant at;
    private long sent;

    LearnedQuota(Reported reported, Instant at) {
        this.reported = reported;
        this.at = at;
    }

    /// Something is on its way that the last report cannot know of.
    void sent(Need need) {
        sent += need.of(reported.unit());
    }

    /// Whether it says nothing any more: everything has come back, so a report would read "all of it".
    boolean past(Instant now) {
        return !now.isBefore(reported.resetAt());
    }

    QuotaRoom room(Instant now) {
        long left = Math.min(reported.limit(), reported.remaining() + refilled(now)) - sent;
        return new QuotaRoom(
                reported.name(), reported.unit(), reported.limit(), left, left > 0 ? reported.resetAt() : freeAt(now));
    }

    private long refilled(Instant now) {
        long span = Duration.between(at, reported.resetAt()).toMillis();
        long passed = Math.clamp(Duration.between(at, now).toMillis(), 0, Math.max(0, span));
        return !reported.refills() || span <= 0 ? 0 : missing() * passed / span;
    }

    /// When the first bit of a refilling quota is back.
    private Instant freeAt(Instant now) {
        if (!reported.refills() || missing() <= 0) {
            return reported.resetAt();
        }
        long span = Duration.between(at, reported.resetAt()).toMillis();
        long wanted = sent - reported.remaining() + 1;
        Instant free = at.plusMillis(Math.ceilDiv(wanted * span, missing()));
        return free.isAfter(reported.resetAt()) ? reported.resetAt() : free;
    }

    private long missing() {
        return Math.max(0, reported.limit() - reported.remaining());
    }
}
