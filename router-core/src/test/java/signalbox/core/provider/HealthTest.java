package signalbox.core.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HealthTest {
    private static final Instant T0 = Instant.parse("2026-11-20T12:00:00Z");

    private final Health health = new Health();

    @Test
    void aRateLimitCoolsOneModelForAsLongAsTheProviderAsks() {
        assertTrue(fail(ErrorClass.RATE_LIMIT, 7, T0));
        assertEquals(Map.of("p/m", T0.plusSeconds(7)), health.coolingUntil(T0));
        assertFalse(health.admit("p", "m", T0.plusSeconds(6)));
        assertTrue(health.admit("p", "other", T0));
        assertEquals(Map.of(), health.coolingUntil(T0.plusSeconds(7)));
    }

    @Test
    void oneProbeGoesOutAfterTheCoolDownAndItsSuccessCloses() {
        fail(ErrorClass.RATE_LIMIT, 7, T0);
        var later = T0.plusSeconds(8);
        assertTrue(health.admit("p", "m", later));
        assertFalse(health.admit("p", "m", later));
        assertTrue(health.coolingUntil(later).containsKey("p/m"));
        assertTrue(health.succeeded("p", "m"));
        assertTrue(health.admit("p", "m", later));
        assertTrue(health.admit("p", "m", later));
        assertFalse(health.succeeded("p", "m"));
    }

    @Test
    void aFailedProbeOpensForTwiceAsLongUpToALimit() {
        var now = T0;
        for (long expected : new long[] {5, 10, 20, 40, 80, 120, 120}) {
            fail(ErrorClass.RATE_LIMIT, -1, now);
            assertEquals(now.plusSeconds(expected), health.coolingUntil(now).get("p/m"));
            now = now.plusSeconds(expected);
            assertTrue(health.admit("p", "m", now));
        }
    }

    @Test
    void callsUnderWayWhenItOpensDoNotMakeItWorse() {
        for (int i = 0; i < 50; i++) {
            fail(ErrorClass.RATE_LIMIT, -1, T0);
        }
        assertEquals(T0.plusSeconds(5), health.coolingUntil(T0).get("p/m"));
    }

    @Test
    void oneHiccupIsNoIllnessButThreeInARowAre() {
        assertFalse(fail(ErrorClass.OVERLOADED, -1, T0));
        assertFalse(fail(ErrorClass.OVERLOADED, -1, T0));
        health.succeeded("p", "m");
        assertFalse(fail(ErrorClass.OVERLOADED, -1, T0));
        assertFalse(fail(ErrorClass.OVERLOADED, -1, T0));
        assertTrue(health.admit("p", "m", T0));
        assertTrue(fail(ErrorClass.OVERLOADED, -1, T0));
        assertFalse(health.admit("p", "m", T0));
    }

    @Test
    void aBadKeyCoolsTheWholeProvider() {
        assertTrue(health.failed("p", "m", finding(ErrorClass.BAD_KEY, true, -1), T0));
        assertFalse(health.admit("p", "other", T0));
        assertTrue(health.admit("q", "m", T0));
        var condition = health.conditions(T0).getFirst();
        assertEquals("p", condition.target());
        assertEquals(ErrorClass.BAD_KEY, condition.reason().errorClass());
        health.forget("p");
        assertTrue(health.admit("p", "other", T0));
    }

    @Test
    void whatSpeaksOnlyAboutTheCallIsASignOfLife() {
        for (var errorClass :
                new ErrorClass[] {ErrorClass.CLIENT_MISTAKE, ErrorClass.POLICY, ErrorClass.CONTEXT_TOO_LONG}) {
            fail(ErrorClass.RATE_LIMIT, 1, T0);
            assertTrue(health.admit("p", "m", T0.plusSeconds(2)));
            assertFalse(fail(errorClass, -1, T0.plusSeconds(2)));
            assertTrue(health.admit("p", "m", T0.plusSeconds(2)), errorClass.id());
            assertTrue(health.admit("p", "m", T0.plusSeconds(2)), errorClass.id());
        }
    }

    @Test
    void aCancelledProbeGivesItsPlaceBack() {
        fail(ErrorClass.RATE_LIMIT, 1, T0);
        var later = T0.plusSeconds(2);
        assertTrue(health.admit("p", "m", later));
        fail(ErrorClass.CANCELLED, -1, later);
        assertTrue(health.admit("p", "m", later));
    }

    @Test
    void aProbeThatNeverReportsBackDoesNotBlockForEver() {
        fail(ErrorClass.RATE_LIMIT, 1, T0);
        assertTrue(health.admit("p", "m", T0.plusSeconds(2)));
        assertFalse(health.admit("p", "m", T0.plusSeconds(121)));
        assertTrue(health.admit("p", "m", T0.plusSeconds(122)));
    }

    @Test
    void aProvidersProbeIsNotSpentOnAModelThatIsIllItself() {
        health.failed("p", "m", finding(ErrorClass.RATE_LIMIT, false, 60), T0);
        health.failed("p", "m", finding(ErrorClass.CONNECT, true, 1), T0);
        var later = T0.plusSeconds(2);
        assertFalse(health.admit("p", "m", later));
        assertTrue(health.admit("p", "other", later));
    }

    @Test
    void ofManyThreadsOneProbes() throws Exception {
        fail(ErrorClass.RATE_LIMIT, 1, T0);
        var start = new CountDownLatch(1);
        var admitted = new AtomicInteger();
        var threads = new Thread[16];
        for (int i = 0; i < threads.length; i++) {
            threads[i] =
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    start.await();
                                } catch (InterruptedException e) {
                                    throw new AssertionError(e);
                                }
                                if (health.admit("p", "m", T0.plusSeconds(2))) {
                                    admitted.incrementAndGet();
                                }
                            });
        }
        start.countDown();
        for (var thread : threads) {
            thread.join();
        }
        assertEquals(1, admitted.get());
    }

    private boolean fail(ErrorClass errorClass, int retryAfter, Instant now) {
        return health.failed("p", "m", finding(errorClass, false, retryAfter), now);
    }

    private static Finding finding(ErrorClass errorClass, boolean wholeProvider, int retryAfter) {
        var wait = retryAfter < 0 ? Optional.<Duration>empty() : Optional.of(Duration.ofSeconds(retryAfter));
        return new Finding(errorClass, wholeProvider, wait, "why");
    }
}
