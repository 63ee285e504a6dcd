package signalbox.core;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import signalbox.core.budget.WindowClock;
import signalbox.core.ledger.CallId;
import signalbox.core.ledger.LedgerState;
import signalbox.core.policy.Endpoint;
import signalbox.core.policy.Provider;

/// Doubts a wall clock that ran ahead of the time that passed (guarantees.md § 2.8): by more than an hour while the
/// router runs, or at a start by more than a month past the newest call. While it is doubted, windows go on by the time
/// that passed; believed again is what the operator or a provider's own clock confirms, and a clock that was set right.
/// A clock set back needs no doubt: windows never go back. Thread-safe; calls nobody.
final class ClockGuard implements WindowClock {
    /// What is worth telling, and how near a provider's clock must be to confirm this one.
    static final Duration STEP = Duration.ofMinutes(2);

    static final Duration JUMP = Duration.ofHours(1);

    /// A machine may have been off for so long without a word.
    static final Duration PAUSE = Duration.ofDays(31);

    private final LongSupplier elapsed;
    private final LongSupplier elapsedAsleep;
    private Instant base;
    private long baseNanos;
    private long slept;
    private Duration toldOff = Duration.ZERO;
    private boolean told;
    private volatile boolean doubted;

    /// What happened to the clock since it was looked at before.
    enum Finding {
        NOTHING,
        STEPPED,
        DOUBTED,
        BELIEVED
    }

    /// @param elapsed nanoseconds that passed since some instant; may stop while the machine sleeps; null to believe
    ///   the clock whatever it says
    /// @param elapsedAsleep the same with sleep; asked now and then, may read a file
    /// @param doubtedSince the instant that a router before this one still believed, when it doubted the clock
    /// @param newest when the newest call was made; empty before the first
    ClockGuard(
            LongSupplier elapsed,
            LongSupplier elapsedAsleep,
            Instant now,
            Optional<Instant> doubtedSince,
            Optional<Instant> newest) {
        this.elapsed = elapsed;
        long asleep = elapsedAsleep.getAsLong();
        this.baseNanos = elapsed == null ? 0 : elapsed.getAsLong();
        this.elapsedAsleep = () -> elapsedAsleep.getAsLong() - asleep;
        this.base = doubtedSince.or(() -> newest.filter(at -> now.isAfter(at.plus(PAUSE)))).orElse(now);
        this.doubted = ahead(now);
    }

    /// For a router's clock, after what its journal says.
    static ClockGuard of(RouterConfig config, LedgerState state) {
        if (config.elapsed() == null) {
            return new ClockGuard(null, () -> 0, Instant.EPOCH, Optional.empty(), Optional.empty());
        }
        Optional<Instant> newest =
                state.lastCall() == 0 ? Optional.empty() : Optional.of(CallId.instant(state.lastCall()));
        return new ClockGuard(
                config.elapsed().awake(),
                config.elapsed().asleep(),
                config.clock().instant(),
                state.doubtedSince(),
                newest);
    }

    @Override
    public synchronized Instant opening(Instant now) {
        if (!ahead(now)) {
            return now;
        }
        doubted = true;
        return expected();
    }

    /// Looks whether the clock still agrees with the time that passed; call every few seconds.
    Finding look(Instant now) {
        // may read a file, which nobody who opens a window waits for
        return elapsed == null ? Finding.NOTHING : look(now, elapsedAsleep.getAsLong() - elapsed.getAsLong());
    }

    /// @param asleep by how much more passed with sleep than without it
    private synchronized Finding look(Instant now, long asleep) {
        slept = Math.max(slept, asleep + baseNanos);
        boolean ahead = ahead(now);
        doubted = ahead;
        Duration off = Duration.between(expected(), now);
        boolean stepped = off.minus(toldOff).abs().compareTo(STEP) > 0;
        if (stepped) {
            toldOff = off;
        }
        if (ahead != told) {
            told = ahead;
            return ahead ? Finding.DOUBTED : Finding.BELIEVED;
        }
        return stepped ? Finding.STEPPED : Finding.NOTHING;
    }

    /// The instant that is believed instead of the wall clock's.
    synchronized Instant expected() {
        return base.plusNanos(elapsed.getAsLong() - baseNanos + slept);
    }

    boolean doubted() {
        return doubted;
    }

    /// A provider's answer just came. What an authenticated host says of the time can confirm this clock.
    void heard(Provider provider, Map<String, String> headers, Instant now) {
        if (doubted
                && provider.endpoint() instanceof Endpoint.Http(URI base)
                && "https".equals(base.getScheme())
                && near(headers.getOrDefault("date", ""), now)) {
            confirm(now);
        }
    }

    static boolean near(String date, Instant now) {
        try {
            Instant theirs = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
            return Duration.between(theirs, now).abs().compareTo(STEP) <= 0;
        } catch (DateTimeException noDate) {
            return false;
        }
    }

    /// The wall clock is right.
    synchronized void confirm(Instant now) {
        base = now.minusNanos(elapsed.getAsLong() - baseNanos + slept);
        toldOff = Duration.ZERO;
        doubted = false;
    }

    private boolean ahead(Instant now) {
        return elapsed != null && now.isAfter(expected().plus(JUMP));
    }
}
