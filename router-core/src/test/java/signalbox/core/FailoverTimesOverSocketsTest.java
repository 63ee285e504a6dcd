package signalbox.core;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static signalbox.core.FailoverBed.answer;
import static signalbox.core.FailoverBed.error;
import static signalbox.core.FailoverBed.header;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.ledger.CallRow;
import signalbox.core.policyfile.PolicyFile;
import signalbox.core.provider.Deadlines;
import signalbox.core.testing.FakeReply;

/// Providers that take too long, and clients that do not wait: every attempt has its limits, and so has the whole call.
@Timeout(60)
class FailoverTimesOverSocketsTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofSeconds(1);

    @TempDir Path dir;

    private static Deadlines firstByte() {
        return new Deadlines(LONG, SHORT, LONG, SHORT, LONG, LONG);
    }

    private static Deadlines firstToken() {
        return new Deadlines(LONG, LONG, SHORT, SHORT, LONG, LONG);
    }

    private static Deadlines idle() {
        return new Deadlines(LONG, LONG, LONG, LONG, SHORT, LONG);
    }

    private static Deadlines total() {
        return new Deadlines(LONG, LONG, LONG, LONG, LONG, SHORT);
    }

    private FailoverBed bed(Deadlines deadlines) throws Exception {
        return FailoverBed.open(dir, "one/m, two/m2", "", deadlines);
    }

    @Test
    void aSilentProviderIsGivenUpAfterItsTimeAndNotAskedAgain() throws Exception {
        try (var bed = bed(firstByte())) {
            bed.one.always(FakeReply.silence());
            bed.two.always(answer("m2"));
            HttpResponse<String> answer = bed.chat();
            assertEquals(200, answer.statusCode(), answer.body());
            assertEquals(List.of("one/m timeout", "two/m2"), bed.attempts());
            assertEquals(1, bed.one.received().size());
            assertTrue(bed.one.clientGone(5, TimeUnit.SECONDS), "the silent one is hung up on");
            long waited = FailoverBed.gap(bed.one.next(), bed.two.next());
            assertTrue(waited >= 900 && waited < 10_000, "was " + waited);
            assertTrue(bed.explained("attempt.timeout").contains("one sent nothing in 1 s."));
        }
    }

    @Test
    void aProvidersOwnLimitIsKeptAndExplained() throws Exception {
        try (var bed = FailoverBed.open(dir, "one/m, two/m2", "")) {
            String policy = PolicyFile.write(bed.served.router().policy());
            bed.served.enforce(policy.replaceFirst("    models:", "    limits: {first-byte: 1s}\n    models:"));
            bed.one.always(FakeReply.silence());
            bed.two.always(answer("m2"));
            assertEquals(200, bed.chat().statusCode());
            assertEquals(List.of("one/m timeout", "two/m2"), bed.attempts());
            assertTrue(bed.explained("attempt.timeout").contains("one sent nothing in 1 s."));
            assertEquals("one/m first-byte within 1 s", bed.explained("limits.stated"));
        }
    }

    @Test
    void aSilentProviderAloneIsATimeOutForTheClient() throws Exception {
        try (var bed = FailoverBed.open(dir, "one/m", "", firstByte())) {
            bed.one.always(FakeReply.silence());
            HttpResponse<String> answer = bed.chat();
            assertEquals(504, answer.statusCode());
            assertTrue(answer.body().contains("provider_timeout"), answer.body());
            assertEquals(1, bed.one.received().size(), "what may have been billed is not sent again");
        }
    }

    @Test
    void aStreamWhoseFirstTokenIsSlowIsLeftForTheNextTarget() throws Exception {
        try (var bed = bed(firstToken())) {
            bed.one.always(FakeReply.stream().piece(": waiting\n\n").event("{\"choices\":[]}").stall());
            bed.two.always(FailoverBed.stream("m2"));
            String text = bed.stream();
            assertTrue(text.startsWith("HTTP/1.1 200") && text.contains("data: [DONE]"), text);
            assertFalse(text.contains(": waiting"), "nothing of the slow one is seen: " + text);
            assertTrue(text.contains("\"model\":\"m2\""), text);
            assertEquals(List.of("one/m timeout", "two/m2"), bed.attempts());
            assertTrue(bed.explained("attempt.timeout").contains("one said nothing in 1 s."));
            assertTrue(bed.one.clientGone(5, TimeUnit.SECONDS));
        }
    }

    @Test
    void aStreamThatSpeaksInTimeMayTakeLongerForTheRest() throws Exception {
        try (var bed = bed(firstToken())) {
            var more = new CountDownLatch(1);
            bed.one.always(
                    FakeReply.stream()
                            .event(FailoverBed.PIECE.formatted("m"))
                            .await(more)
                            .event(FailoverBed.STOP)
                            .event(FailoverBed.USAGE)
                            .event("[DONE]"));
            bed.two.always(FakeReply.silence());
            var slow = FailoverBed.onItsOwnThread(bed::stream);
            await().until(() -> bed.one.received().size() == 1);
            // a second call that runs into the limit proves that it has passed for the first as well
            try (var other = FailoverBed.open(dir.resolve("other"), "one/m, two/m2", "", firstToken())) {
                other.one.always(FakeReply.stream().stall());
                other.two.always(FailoverBed.stream("m2"));
                other.stream();
            }
            more.countDown();
            assertTrue(slow.get(20, TimeUnit.SECONDS).contains("data: [DONE]"));
            assertEquals(List.of("one/m"), bed.attempts());
        }
    }

    @Test
    void aStallInTheMiddleEndsWithAnErrorAndNeverALaterTarget() throws Exception {
        try (var bed = bed(idle())) {
            bed.one.always(FakeReply.stream().event(FailoverBed.PIECE.formatted("m")).stall());
            String text = bed.stream();
            assertTrue(text.contains("provider_timeout"), text);
            assertTrue(text.contains("one stopped for 1 s."), text);
            assertFalse(text.contains("[DONE]") || text.contains("finish_reason"), text);
            assertEquals(List.of("one/m timeout"), bed.attempts());
            assertEquals(CallRow.Outcome.FAILED, bed.row().outcome());
            assertTrue(bed.row().costNanos() > 0, "what was delivered is charged");
            assertEquals(0, bed.two.connections());
            bed.one.always(FailoverBed.stream("m"));
            assertTrue(bed.stream().contains("[DONE]"), "all is well afterwards");
        }
    }

    @Test
    void thePlainAnswerThatStallsGoesOn() throws Exception {
        try (var bed = bed(idle())) {
            bed.one.always(FakeReply.stream().header("X-Half", "1").piece("{\"choices\":[").stall());
            bed.two.always(answer("m2"));
            assertEquals("two", header(bed.chat(), "x-signalbox-provider"));
            assertEquals("one/m timeout", bed.attempts().getFirst());
        }
    }

    @Test
    void theTotalRunsOverAllAttempts() throws Exception {
        try (var bed = bed(total())) {
            bed.one.always(FakeReply.silence());
            bed.two.always(answer("m2"));
            assertEquals(504, bed.chat().statusCode());
            assertEquals(List.of("one/m timeout"), bed.attempts());
            assertTrue(bed.explained("failover.time").startsWith("two/m2 the call's time"));
            assertEquals(0, bed.two.connections());
        }
    }

    @Test
    void aBatchCallMayTakeAsLongAsTheSlowest() throws Exception {
        var deadlines = new Deadlines(LONG, Duration.ofMillis(1), Duration.ofMillis(1), LONG, LONG, LONG);
        try (var bed = FailoverBed.open(dir, "one/m, two/m2", "latency: batch", deadlines)) {
            bed.one.always(answer("m"));
            assertEquals("one", header(bed.chat(), "x-signalbox-provider"));
        }
    }

    @Test
    void aClientThatLeavesHangsUpOnTheProviderAtOnce() throws Exception {
        try (var bed = FailoverBed.open(dir)) {
            bed.one.always(FakeReply.silence());
            long quickest = Long.MAX_VALUE;
            for (int call = 1; call <= 5 && quickest > 250; call++) {
                quickest = Math.min(quickest, hangUpMillis(bed, call));
            }
            assertTrue(quickest <= 250, "took " + quickest + " ms");
            assertEquals(List.of("one/m cancelled"), bed.attempts());
            assertEquals(0, bed.two.connections(), "nobody is asked for a client that has left");
            assertFalse(bed.served.router().health().containsKey("one"));
        }
    }

    private static long hangUpMillis(FailoverBed bed, int call) throws Exception {
        var socket = bed.served.raw(Served.CHAT, Served.chatBody("\"stream\":true"));
        await().until(() -> bed.one.received().size() == call);
        long left = System.nanoTime();
        socket.close();
        await().pollInterval(Duration.ofMillis(2)).until(() -> bed.one.clientsGone() == call);
        return (System.nanoTime() - left) / 1_000_000;
    }

    @Test
    void aClientThatLeavesDuringAWaitEndsTheCall() throws Exception {
        try (var bed = FailoverBed.open(dir, "one/m", "")) {
            bed.one.then(error(429, "rate_limit_exceeded").header("Retry-After", "4")).always(answer("m"));
            try (var socket = bed.served.raw(Served.CHAT, Served.chatBody(""))) {
                await().until(() -> bed.one.received().size() == 1);
                assertTrue(socket.isConnected());
            }
            await().atMost(Duration.ofSeconds(3)).until(() -> bed.served.router().inFlight() == 0);
            assertEquals(List.of("one/m rate_limit"), bed.attempts());
            assertEquals(1, bed.one.received().size());
        }
    }
}
