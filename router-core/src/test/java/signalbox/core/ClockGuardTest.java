package signalbox.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import signalbox.core.ClockGuard.Finding;
import signalbox.core.policy.Credential;
import signalbox.core.policy.Endpoint;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Tier;
import signalbox.core.policy.Wire;

/// When a wall clock is doubted, what is believed meanwhile, and what clears it up.
class ClockGuardTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private long passed;
    private long asleep;
    private final ClockGuard guard = guard(Optional.empty(), Optional.empty());

    private ClockGuard guard(Optional<Instant> doubtedSince, Optional<Instant> newest) {
        return new ClockGuard(() -> passed, () -> passed + asleep, NOON, doubtedSince, newest);
    }

    private void pass(Duration time) {
        passed += time.toNanos();
    }

    private static Provider provider(String url) {
        return Provider.of(
                        "p",
                        "p",
                        Wire.OPENAI_CHAT,
                        new Endpoint.Http(URI.create(url)),
                        new Credential.None(),
                        Tier.PAID,
                        new LinkedHashMap<>())
                .withClearance("US", false, PiiClass.INTERNAL);
    }

    @Test
    void aClockThatKeepsTimeIsBelievedForDays() {
        pass(Duration.ofDays(3));
        Instant now = NOON.plus(Duration.ofDays(3)).plus(Duration.ofMinutes(50));
        assertEquals(now, guard.opening(now), "less than an hour ahead");
        assertFalse(guard.doubted());
    }

    @Test
    void anHourAheadIsDoubtedAndWindowsGoOnByTheTimeThatPassed() {
        Instant tomorrow = NOON.plus(Duration.ofDays(1));
        assertEquals(NOON, guard.opening(tomorrow));
        assertEquals(Finding.DOUBTED, guard.look(tomorrow));
        assertEquals(Finding.NOTHING, guard.look(tomorrow), "told once");
        pass(Duration.ofHours(13));
        Instant later = tomorrow.plus(Duration.ofHours(13));
        assertEquals(NOON.plus(Duration.ofHours(13)), guard.opening(later), "the next day comes when it is due");
        guard.confirm(later);
        assertEquals(later, guard.opening(later));
        assertEquals(Finding.BELIEVED, guard.look(later));
    }

    @Test
    void aClockSetRightNeedsNobody() {
        assertEquals(Finding.DOUBTED, guard.look(NOON.plus(Duration.ofDays(1))));
        pass(Duration.ofMinutes(1));
        Instant right = NOON.plus(Duration.ofMinutes(1));
        assertEquals(Finding.BELIEVED, guard.look(right));
        assertEquals(right, guard.opening(right));
    }

    @Test
    void smallStepsAreToldAndCannotAddUpToADay() {
        assertEquals(Finding.NOTHING, guard.look(NOON.plus(Duration.ofMinutes(1))));
        assertEquals(Finding.STEPPED, guard.look(NOON.plus(Duration.ofMinutes(40))));
        assertEquals(Finding.STEPPED, guard.look(NOON.minus(Duration.ofDays(1))));
        assertEquals(Finding.STEPPED, guard.look(NOON.plus(Duration.ofMinutes(50))));
        assertEquals(Finding.DOUBTED, guard.look(NOON.plus(Duration.ofMinutes(80))));
    }

    @Test
    void sleepIsTimeThatPassed() {
        Instant morning = NOON.plus(Duration.ofHours(20));
        asleep = Duration.ofHours(20).toNanos();
        assertEquals(Finding.NOTHING, guard.look(morning));
        assertEquals(morning, guard.opening(morning));
    }

    @Test
    void aProvidersClockThatAgreesConfirmsOverHttpsOnly() {
        Instant tomorrow = NOON.plus(Duration.ofDays(1));
        guard.opening(tomorrow);
        var right = Map.of("date", "Sun, 22 Nov 2026 12:00:30 GMT");
        guard.heard(provider("http://127.0.0.1:1/v1"), right, tomorrow);
        guard.heard(provider("https://api.example.com"), Map.of("date", "Sat, 21 Nov 2026 12:00:30 GMT"), tomorrow);
        guard.heard(provider("https://api.example.com"), Map.of("date", "soon"), tomorrow);
        guard.heard(provider("https://api.example.com"), Map.of(), tomorrow);
        assertTrue(guard.doubted());
        guard.heard(provider("https://api.example.com"), right, tomorrow);
        assertFalse(guard.doubted());
        assertEquals(tomorrow, guard.opening(tomorrow));
    }

    @Test
    void aStartDoubtsWhatTheRouterBeforeDoubtedAndALeapOverAMonth() {
        var before = guard(Optional.of(NOON.minus(Duration.ofDays(2))), Optional.empty());
        assertEquals(NOON.minus(Duration.ofDays(2)), before.opening(NOON));
        assertEquals(NOON, guard(Optional.empty(), Optional.of(NOON.minus(Duration.ofDays(30)))).opening(NOON));
        Instant old = NOON.minus(Duration.ofDays(32));
        assertEquals(old, guard(Optional.empty(), Optional.of(old)).opening(NOON));
    }
}
