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
    /// @param believed the longest wait that a provider may ask for
    private record Temper(int failures, Duration first, Duration longest, Duration believed) {}

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private static final Map<ErrorClass, Temper> TEMPERS =
            new EnumMap<>(
                    Map.of(
                            ErrorClass.RATE_LIMIT, new Temper(1, seconds(5), seconds(120), HOUR),
                            ErrorClass.QUOTA, new Temper(1, seconds(600), HOUR.multipliedBy(6), DAY),
                            ErrorClass.OVERLOADED, new Temper(3, seconds(2), MINUTE, HOUR),
                            ErrorClass.BAD_KEY, new Temper(1, seconds(300), HOUR, HOUR),
                            ErrorClass.MODEL_GONE, new Temper(1, seconds(600), HOUR.multipliedBy(6), DAY),
                            ErrorClass.CONNECT, new Temper(2, seconds(2), MINUTE, HOUR),
                            ErrorClass.OVERRUN, new Temper(1, seconds(600), HOUR, HOUR),
                            ErrorClass.TIMEOUT, new Temper(2, seconds(10), seconds(120), HOUR),
                            ErrorClass.BROKEN, new Temper(3, seconds(5), MINUTE, HOUR)));

    /// A probe that never reports back frees its place after this long.
    private static final Duration PROBE = Duration.ofMinutes(2);

    /// When to look again while a probe is under way.
    private static final Duration SOON = Duration.ofSeconds(1);

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
        var end =
                now.plus(finding.retryAfter().map(asked -> shorter(asked, temper.believed())).orElse(backOff(temper)));
        if (!wasOpen || end.isAfter(until)) {
            until = end;
            reason = finding;
        }
        return !wasOpen;
    }

    private Duration backOff(Temper temper) {
        var span = temper.first().multipliedBy(1L << Math.min(opened - 1, 20));
        return shorter(span, temper.longest());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static Duration seconds(long count) {
        return Duration.ofSeconds(count);
    }

    /// While open, or half-open with its probe under way; null when a call would be admitted.
    synchronized Open open(Instant now) {
        if (until == null) {
            return null;
        }
        if (now.isBefore(until)) {
            return new Open(reason, until);
        }
        return probeUntil != null && now.isBefore(probeUntil) ? new Open(reason, now.plus(SOON)) : null;
    }
}
