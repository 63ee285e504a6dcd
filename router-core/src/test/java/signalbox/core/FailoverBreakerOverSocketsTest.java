package signalbox.core;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static signalbox.core.FailoverBed.answer;
import static signalbox.core.FailoverBed.error;
import static signalbox.core.FailoverBed.header;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.ledger.CallRow;
import signalbox.core.testing.FakeReply;
import signalbox.core.testing.FakeUpstream;

/// A provider that is down and comes back: the circuit opens, one call probes, it closes.
@Timeout(60)
class FailoverBreakerOverSocketsTest {
    private static final int CALLERS = 8;

    @TempDir Path dir;

    private static List<CompletableFuture<HttpResponse<String>>> callers(FailoverBed bed) {
        var calls = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (int i = 0; i < CALLERS; i++) {
            calls.add(bed.chatLater());
        }
        return calls;
    }

    private static List<String> providers(List<CompletableFuture<HttpResponse<String>>> calls) throws Exception {
        var providers = new ArrayList<String>();
        for (var call : calls) {
            HttpResponse<String> answer = call.get(30, TimeUnit.SECONDS);
            assertEquals(200, answer.statusCode(), answer.body());
            providers.add(header(answer, "x-signalbox-provider"));
        }
        return providers.stream().sorted().toList();
    }

    /// Answers once the test lets it.
    private static void answersAfter(FakeUpstream upstream, CountDownLatch go, FakeReply reply) {
        upstream.always(_ -> {
            try {
                assertTrue(go.await(30, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return reply;
        });
    }

    @Test
    void aFlappingProviderIsProbedByOneCallAtATime() throws Exception {
        try (var bed = FailoverBed.open(dir)) {
            bed.one.always(error(503, "overloaded"));
            bed.two.always(answer("m2"));
            for (int call = 0; call < 5; call++) {
                assertEquals("two", header(bed.chat(), "x-signalbox-provider"), "served during the outage");
            }
            assertEquals(3, bed.one.received().size(), "open after three");

            bed.later(Duration.ofSeconds(3));
            assertEquals("two", header(bed.chat(), "x-signalbox-provider"));
            assertEquals(4, bed.one.received().size(), "the probe failed");
            bed.later(Duration.ofSeconds(3));
            bed.chat();
            assertEquals(4, bed.one.received().size(), "and it stays open for twice as long");

            bed.later(Duration.ofSeconds(3));
            var go = new CountDownLatch(1);
            answersAfter(bed.one, go, answer("m"));
            var calls = callers(bed);
            await().until(() -> bed.two.received().size() == 7 + CALLERS - 1 && bed.one.received().size() == 5);
            go.countDown();
            assertEquals("one", providers(calls).getFirst());
            assertEquals(5, bed.one.received().size(), "one probe");
            bed.served.flush();
            assertEquals("one", header(bed.chat(), "x-signalbox-provider"), "closed");
            assertEquals(List.of("one", "one"), providers(List.of(bed.chatLater(), bed.chatLater())));
        }
    }

    @Test
    void withNowhereElseToGoCallersWaitForTheProbe() throws Exception {
        try (var bed = FailoverBed.open(dir, "one/m", "")) {
            var seen = new CountDownLatch(CALLERS);
            var go = new CountDownLatch(1);
            // all are under way when the first answer closes the door
            bed.one.always(_ -> {
                seen.countDown();
                try {
                    assertTrue(seen.await(20, TimeUnit.SECONDS));
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return error(429, "rate_limit_exceeded").header("Retry-After", "1");
            });
            var calls = callers(bed);
            await().until(() -> bed.one.received().size() == CALLERS);
            answersAfter(bed.one, go, answer("m"));
            await().until(() -> bed.one.received().size() == CALLERS + 1);
            await().during(Duration.ofMillis(400)).until(() -> bed.one.received().size() == CALLERS + 1);
            go.countDown();
            assertEquals(CALLERS, providers(calls).size());
            assertEquals(2 * CALLERS, bed.one.received().size(), "each once more, the rest after the probe");
            List<FakeUpstream.Received> sent = bed.one.received();
            assertTrue(FailoverBed.gap(sent.get(CALLERS - 1), sent.get(CALLERS)) >= 900, "not before they may");
        }
    }

    @Test
    void whileAProbeRunsAClientIsToldToComeBackSoon() throws Exception {
        try (var bed = FailoverBed.open(dir, "one/m", "")) {
            bed.one.then(error(429, "rate_limit_exceeded").header("Retry-After", "60"));
            assertEquals(429, bed.chat().statusCode());
            HttpResponse<String> resting = bed.chat();
            assertEquals(503, resting.statusCode());
            assertTrue(resting.body().contains("no_route_available"), resting.body());
            assertTrue(Long.parseLong(header(resting, "retry-after")) > 30, "as long as it rests");
            bed.later(Duration.ofSeconds(61));
            var go = new CountDownLatch(1);
            answersAfter(bed.one, go, answer("m"));
            var probe = bed.chatLater();
            await().until(() -> bed.one.received().size() == 2);
            HttpResponse<String> meanwhile = bed.chat();
            assertEquals(503, meanwhile.statusCode());
            assertTrue(Long.parseLong(header(meanwhile, "retry-after")) <= 2, "the probe is soon over");
            go.countDown();
            assertEquals(200, probe.get(20, TimeUnit.SECONDS).statusCode());
        }
    }

    @Test
    void anAbsurdRetryAfterIsNotBelievedForLongerThanAnHour() throws Exception {
        try (var bed = FailoverBed.open(dir)) {
            bed.one.then(error(429, "rate_limit_exceeded").header("Retry-After", "864000")).always(answer("m"));
            bed.two.always(answer("m2"));
            bed.chat();
            bed.later(Duration.ofMinutes(61));
            assertEquals("one", header(bed.chat(), "x-signalbox-provider"));
        }
    }

    @Test
    void failuresOfOneModelLeaveTheOthersOfItsProviderAlone() throws Exception {
        try (var bed = FailoverBed.open(dir, "one/m, one/narrow", "")) {
            bed.one.then(error(429, "rate_limit_exceeded").header("Retry-After", "60")).always(answer("narrow"));
            assertEquals("narrow", header(bed.chat(), "x-signalbox-model"));
            CallRow row = bed.row();
            assertEquals(List.of("one/m rate_limit", "one/narrow"), bed.attempts());
            assertEquals(FailoverBed.ONE_NANOS, row.costNanos());
        }
    }
}
