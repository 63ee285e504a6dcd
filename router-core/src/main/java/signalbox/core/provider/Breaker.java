package signalbox.core.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/// The breaker of one provider or one target. Closed: calls pass. Open: none until an instant. Half-open after it: one
/// probe passes; its success closes, its failure opens for longer. Thread-safe.
final class Breaker {
    /// @param failures consecutive failures that open it
    /// @param first how long it opens the first time; doubles each time in a row
    /// @param longest where doubling ends
    private record Temper(int failures, Duration first, Duration longest) {}

    private static final Map<ErrorClass, Temper> TEMPERS =
            new EnumMap<>(
                    Map.of(
                            ErrorClass.RATE_LIMIT, new Temper(1, Duration.ofSeconds(5), Duration.ofMinutes(2)),
                            ErrorClass.QUOTA, new Temper(1, Duration.ofMinutes(10), Duration.ofHours(6)),
                            ErrorClass.OVERLOADED, new Temper(3, Duration.ofSeconds(2), Duration.ofMinutes(1)),
                            ErrorClass.BAD_KEY, new Temper(1, Duration.ofMinutes(5), Duration.ofHours(1)),
                            ErrorClass.MODEL_GONE, new Temper(1, Duration.ofMinutes(10), Duration.ofHours(6)),
                            ErrorClass.CONNECT, new Temper(2, Duration.ofSeconds(2), Duration.ofMinutes(1)),
                            ErrorClass.TIMEOUT, new Temper(2, Duration.ofSeconds(10), Duration.ofMinutes(2)),
                            ErrorClass.BROKEN, new Temper(3, Duration.ofSeconds(5), Duration.ofMinutes(1))));

    private static final Duration LONGEST = Duration.ofDays(1);

    /// A probe that never reports back frees its place after this long.
    private static final Duration PROBE = Duration.ofMinutes(2);

    private int streak;
    private int opened;
    private Finding reason;
    private Instant until;
    private Instant probeUntil;

    /// Why and how long.
    record Open(Finding reason, Instant until) {}

    synchronized boolean admit(Instant now) {
        if (until == null) {
            return true;
        }
        if (now.isBefore(until) || probeUntil != null && now.isBefore(probeUntil)) {
            return false;
        }
        probeUntil = now.plus(PROBE);
        return true;
    }

    /// The probe ended without saying anything about the provider.
    synchronized void release() {
        probeUntil = null;
    }

    /// @return whether it was open
    synchronized boolean succeeded() {
        boolean wasOpen = until != null;
        streak = 0;
        opened = 0;
        reason = null;
        until = null;
        probeUntil = null;
        return wasOpen;
    }

    /// @return whether it is open now and was not before
    synchronized boolean failed(Finding finding, Instant now) {
        var temper = TEMPERS.get(finding.errorClass());
        if (temper == null) {
            return false;
        }
        probeUntil = null;
        streak++;
        boolean wasOpen = until != null;
        if (!wasOpen && streak < temper.failures() && finding.retryAfter().isEmpty()) {
            return false;
        }
        // calls that were under way when it opened fail too; they must not make it stay open longer each
        if (!wasOpen || !now.isBefore(until)) {
            opened++;
        }
        var end = now.plus(finding.retryAfter().map(Breaker::bounded).orElse(backOff(temper)));
        if (!wasOpen || end.isAfter(until)) {
            until = end;
            reason = finding;
        }
        return !wasOpen;
    }

    private Duration backOff(Temper temper) {
        var span = temper.first().multipliedBy(1L << Math.min(opened - 1, 20));
        return span.compareTo(temper.longest()) > 0 ? temper.longest() : span;
    }

    private static Duration bounded(Duration asked) {
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }

    /// While open, or half-open with its probe under way; null when a call would be admitted.
    synchronized Open open(Instant now) {
        if (until == null) {
            return null;
        }
        var end = probeUntil != null && probeUntil.isAfter(until) ? probeUntil : until;
        return now.isBefore(end) ? new Open(reason, end) : null;
    }
}
