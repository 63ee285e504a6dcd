package signalbox.core;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.ledger.AttemptRow;
import signalbox.core.ledger.CallRow.Outcome;
import signalbox.core.policy.Counter;
import signalbox.core.policy.OnDisconnect;
import signalbox.core.price.Provenance;
import signalbox.core.provider.Upstream.Cancellation;
import signalbox.core.testing.FakeReply;
import signalbox.core.testing.FakeUpstream;

/// Streams while they run: ended when the provider ignores its limit, charged soundly when they break off or the client
/// leaves.
class MeterOverSocketsTest {
    private static final String PROSE =
            "The signalman sets the route and the interlocking refuses whatever is dangerous. ";
    private static final String PIECE = "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"}}]}";
    private static final String STOP = "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";
    private static final String USAGE = "{\"choices\":[],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":%d}}";
    private static final String START =
            "{\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":7,\"output_tokens\":1}}}";
    private static final String DELTA =
            "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"%s\"}}";
    private static final String RUNNING =
            "{\"type\":\"message_delta\",\"delta\":{%s},\"usage\":{\"output_tokens\":%d}}";

    @TempDir Path dir;

    private FakeUpstream one;
    private FakeUpstream two;
    private Served served;

    @BeforeEach
    void open() throws Exception {
        one = FakeUpstream.start();
        two = FakeUpstream.start();
    }

    @AfterEach
    void close() {
        if (served != null) {
            served.close();
        }
        one.close();
        two.close();
    }

    /// $1 a million in, $1 a thousand out: an output token costs a million nano-dollars, input next to nothing.
    private void serve(String wire, String abilities, String conduct) throws Exception {
        served =
                Served.open(
                        dir.resolve("data"),
                        """
                        signalbox: 1
                        providers:
                          one:
                            base-url: http://127.0.0.1:%d/v1
                            wire: %s
                            jurisdiction: local
                            models: {m: {context: 100000, max-output: 8000, abilities: [%s], price: {input: 1, output: 1000}}}
                          two:
                            base-url: http://127.0.0.1:%d/v1
                            wire: %2$s
                            jurisdiction: local
                            models: {m2: {context: 100000, max-output: 8000, abilities: [%3$s], price: {input: 1, output: 1000}}}
                        routes: {r: [one/m, two/m2]}
                        workloads: {w: {route: r, max-tokens: 100%s}}
                        budgets:
                          w-day: {on: "workload:w", limit: $100.00}
                          w-tokens: {on: "workload:w", limit: 1M tokens}
                        """
                                .formatted(one.port(), wire, abilities, two.port(), conduct));
    }

    private static FakeReply endless(String piece) {
        var reply = FakeReply.stream();
        for (int i = 0; i < 400; i++) {
            reply.event(piece);
        }
        return reply.stall();
    }

    private static String chat() {
        return Served.chatBody("\"stream\":true");
    }

    private static String message(String extra) {
        return "{\"model\":\"m\",\"max_tokens\":100,\"stream\":true,"
                + extra
                + "\"messages\":[{\"role\":\"user\",\"content\":\"Say hello.\"}]}";
    }

    private AttemptRow lastAttempt() {
        return served.lastRow().attempts().getFirst();
    }

    private void assertSettled(long nanos) {
        await().untilAsserted(() -> assertEquals(0, served.budget("w-day").held()));
        await().untilAsserted(() -> assertEquals(nanos, served.budget("w-day").spent()));
    }

    @Test
    void aStreamFarBeyondItsLimitIsEndedWithAnErrorAndTheModelRests() throws Exception {
        serve("openai-chat", "tools", "");
        one.always(endless(PIECE.formatted(PROSE)));
        String text = served.rawStream(Served.CHAT, chat());
        assertTrue(one.clientGone(5, TimeUnit.SECONDS), "the provider goes on billing");
        assertTrue(text.contains("output_limit_ignored"), text.substring(Math.max(0, text.length() - 500)));
        assertFalse(text.contains("[DONE]") || text.contains("finish_reason"), "never a made-up end");
        AttemptRow row = lastAttempt();
        assertEquals("limit_ignored,overrun", row.flags());
        assertEquals(Outcome.FAILED, served.lastRow().outcome());
        assertEquals(Provenance.ESTIMATED, row.provenance());
        assertTrue(row.costNanos() >= 100_000_000, "at least the whole limit: " + row.costNanos());
        assertSettled(row.costNanos());
        assertTrue(served.router().health().containsKey("one"), "the model rests");
        two.always(
                FakeReply.stream().event(PIECE.formatted("x")).event(STOP).event(USAGE.formatted(1)).event("[DONE]"));
        assertTrue(served.rawStream(Served.CHAT, chat()).contains("[DONE]"), "the next call goes elsewhere");
    }

    @Test
    void aStreamWithinItsLimitIsNeverEndedForItsBytes() throws Exception {
        serve("openai-chat", "tools", "");
        var reply = FakeReply.stream();
        for (int i = 0; i < 100; i++) {
            reply.event(PIECE.formatted(".translatesAutoresizingMaskIntoConstraints"));
        }
        one.always(reply.event(STOP).event(USAGE.formatted(100)).event("[DONE]"));
        assertTrue(served.rawStream(Served.CHAT, chat()).contains("[DONE]"));
        assertEquals("", lastAttempt().flags());
        assertSettled(100_010_000);
    }

    @Test
    void runningUsageBeyondTheHoldEndsTheStreamInItsOwnDialect() throws Exception {
        serve("anthropic", "tools", "");
        one.always(
                FakeReply.stream()
                        .event(START)
                        .event(DELTA.formatted("Hello"))
                        .event(RUNNING.formatted("", 900))
                        .stall());
        String text = served.rawStream(Served.MESSAGES, message(""));
        assertTrue(one.clientGone(5, TimeUnit.SECONDS));
        assertTrue(text.contains("event: error\ndata: {\"type\":\"error\""), text);
        assertTrue(text.contains("output_limit_ignored"), text);
        assertFalse(text.contains("message_stop"), text);
        AttemptRow row = lastAttempt();
        assertEquals(900, row.usage().outputTokens(), "charged in full, though the hold was 100");
        assertTrue(row.flags().contains("overrun"), row.flags());
        assertSettled(900_007_000);
    }

    @Test
    void whileNothingHasReachedTheClientTheNextTargetTakesOver() throws Exception {
        serve("anthropic", "tools", "");
        one.always(FakeReply.stream().event(START).event(RUNNING.formatted("", 900)).stall());
        two.always(
                FakeReply.stream()
                        .event(START)
                        .event(DELTA.formatted("Hello"))
                        .event(RUNNING.formatted("\"stop_reason\":\"end_turn\"", 2))
                        .event("{\"type\":\"message_stop\"}"));
        String text = served.rawStream(Served.MESSAGES, message(""));
        assertTrue(text.contains("message_stop"), text);
        assertEquals(2, served.lastRow().attempts().size());
        assertSettled(900_007_000 + 2_007_000);
    }

    /// Sends a request, reads until these words have come, and leaves.
    private void leave(String path, String body, String last) throws Exception {
        try (var socket = served.raw(path, body)) {
            var text = new StringBuilder();
            while (text.indexOf(last) < 0) {
                int next = socket.getInputStream().read();
                assertTrue(next >= 0, "ended early: " + text);
                text.append((char) next);
            }
        }
    }

    @Test
    void whoLeavesAnAnthropicStreamPaysTheReportedInputAndTheBytesDelivered() throws Exception {
        serve("anthropic", "reasoning", "");
        one.always(FakeReply.stream().event(START).event(DELTA.formatted("Hello, you")).stall());
        leave(Served.MESSAGES, message(""), "Hello, you");
        assertTrue(one.clientGone(5, TimeUnit.SECONDS), "aborted at once");
        AttemptRow row = lastAttempt();
        assertEquals(7, row.usage().inputTokens(), "as its start said, not by bytes");
        assertEquals(10, row.usage().outputTokens(), "the bytes; the running count of 1 and the bytes are more");
        assertEquals(Provenance.ESTIMATED, row.provenance());
        assertEquals("cancelled", row.error());
        assertSettled(10_007_000);
    }

    @Test
    void aRunningCountBoundsWhatBytesWouldExceed() throws Exception {
        serve("anthropic", "tools", "");
        one.always(
                FakeReply.stream()
                        .event(START)
                        .event(DELTA.formatted("Hello, you there, how are you"))
                        .event(RUNNING.formatted("", 8))
                        .event(DELTA.formatted("Fine?"))
                        .stall());
        leave(Served.MESSAGES, message(""), "Fine?");
        assertSettled(13_007_000);
    }

    @Test
    void hiddenReasoningOfABrokenStreamIsChargedUpToTheLimit() throws Exception {
        serve("openai-chat", "reasoning", "");
        one.always(FakeReply.stream().event(PIECE.formatted("Hello")).close());
        served.rawStream(Served.CHAT, chat());
        AttemptRow row = lastAttempt();
        assertEquals(5, row.usage().count(Counter.OUT_TEXT));
        assertEquals(95, row.usage().count(Counter.OUT_REASON));
        assertEquals("reasoning_unseen", row.flags());
    }

    @Test
    void anthropicReasonsUnseenOnlyWhenAsked() throws Exception {
        serve("anthropic", "reasoning", "");
        one.always(FakeReply.stream().event(START).event(DELTA.formatted("Hello")).close());
        served.rawStream(Served.MESSAGES, message("\"thinking\":{\"type\":\"adaptive\"},"));
        assertEquals(100, lastAttempt().usage().outputTokens());
        assertEquals("reasoning_unseen", lastAttempt().flags());
    }

    @Test
    void aStreamThatBreaksAfterItsFinalUsageIsChargedWhatItSaid() throws Exception {
        serve("anthropic", "reasoning", "");
        one.always(
                FakeReply.stream()
                        .event(START)
                        .event(DELTA.formatted("Hello, you there, how are you"))
                        .event(RUNNING.formatted("\"stop_reason\":\"end_turn\"", 9))
                        .event("{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"x\"}}")
                        .close());
        served.rawStream(Served.MESSAGES, message("\"thinking\":{\"type\":\"adaptive\"},"));
        assertEquals(Provenance.REPORTED, lastAttempt().provenance());
        assertSettled(9_007_000);
    }

    @Test
    void aDrainingWorkloadReadsTheStreamToItsEndAndPaysWhatItReports() throws Exception {
        serve("openai-chat", "reasoning", ", on-disconnect: drain");
        var left = new CountDownLatch(1);
        one.always(
                FakeReply.stream()
                        .event(PIECE.formatted("Hello"))
                        .await(left)
                        .event(PIECE.formatted(PROSE))
                        .event(STOP)
                        .event(USAGE.formatted(17))
                        .event("[DONE]"));
        leave(Served.CHAT, chat(), "Hello");
        await().until(() -> served.connections() == 0);
        left.countDown();
        assertSettled(17_010_000);
        AttemptRow row = lastAttempt();
        assertEquals(Provenance.REPORTED, row.provenance());
        assertEquals("drained", row.flags());
        assertEquals("cancelled", row.error());
        assertEquals(Outcome.FAILED, served.lastRow().outcome());
    }

    @Test
    void aDrainedPlainAnswerIsPaidAsReportedAndNobodyElseIsAsked() throws Exception {
        serve("openai-chat", "tools", ", on-disconnect: drain");
        var left = new CountDownLatch(1);
        one.always(request -> {
            await().until(() -> left.getCount() == 0);
            return FakeReply.json(
                    200,
                    "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}],"
                            + "\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":3}}");
        });
        leaveAfterSending();
        await().until(() -> served.connections() == 0);
        left.countDown();
        assertSettled(3_010_000);
        one.then(FakeReply.silence());
        leaveAfterSending();
        await().until(() -> served.connections() == 0);
        one.close();
        served.flush();
        assertEquals(0, two.received().size(), "no second provider for nobody");
    }

    private void leaveAfterSending() throws Exception {
        try (var _ = served.raw(Served.CHAT, Served.chatBody(""))) {
            one.next();
        }
    }

    @Test
    void drainingEndsInTimeAndAnEndedAttemptIsNotCancelled() throws Exception {
        var late = new CountDownLatch(1);
        var cancellation = new Cancellation();
        cancellation.onCancel(late::countDown);
        var departure = new Departure(OnDisconnect.DRAIN, cancellation, Duration.ofMillis(20));
        departure.happened();
        assertTrue(late.await(10, TimeUnit.SECONDS));

        var ended = new Cancellation();
        var over = new Departure(OnDisconnect.DRAIN, ended, Duration.ofMillis(1));
        over.over();
        over.happened();
        var abort = new Cancellation();
        new Departure(OnDisconnect.ABORT, abort, Duration.ofHours(1)).happened();
        assertTrue(abort.cancelled());
        assertFalse(ended.cancelled());
    }
}
