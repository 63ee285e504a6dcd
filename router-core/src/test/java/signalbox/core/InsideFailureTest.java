package signalbox.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.ledger.CallRow;
import signalbox.core.policy.AppKey;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policy.Wire;
import signalbox.core.policyfile.PolicyFile;
import signalbox.core.price.Provenance;
import signalbox.core.testing.FakeReply;
import signalbox.core.testing.FakeUpstream;

/// A mistake of ours in the middle of an attempt, and a stop while a call is in flight: what may have been billed stays
/// charged, and the call has its row.
class InsideFailureTest {
    private static final String POLICY =
            """
            signalbox: 1
            providers:
              up:
                base-url: http://127.0.0.1:%d/v1
                jurisdiction: local
                models: {m: {context: 100000, max-output: 8000, price: {input: 1, output: 2}}}
            routes: {r: [up/m]}
            workloads: {w: {route: r, max-tokens: 100}}
            budgets: {day: {on: everything, limit: $1.00}}
            """;

    /// Ten tokens in at $1 a million and five out at $2.
    private static final long COST = 20_000;

    private static final String USAGE = "\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5}";
    private static final FakeReply STREAM =
            FakeReply.stream()
                    .event("{\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello.\"}}]}")
                    .event("{\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}")
                    .event("{\"id\":\"x\",\"choices\":[]," + USAGE + "}")
                    .event("[DONE]");

    @TempDir Path dir;

    /// The step at which a broken sink fails.
    private enum Broken {
        REPLY,
        WRITE,
        REGISTER
    }

    /// Fails as a mistake in our own code would.
    private static final class BrokenSink implements ClientSink {
        private final Broken broken;
        private boolean aborted;

        BrokenSink(Broken broken) {
            this.broken = broken;
        }

        private void at(Broken step) {
            if (broken == step) {
                throw new IllegalStateException("a mistake of ours");
            }
        }

        @Override
        public void reply(int status, List<Header> headers, byte[] body) {
            at(Broken.REPLY);
        }

        @Override
        public void begin(int status, List<Header> headers) {}

        @Override
        public void write(byte[] buffer, int offset, int length) {
            at(Broken.WRITE);
        }

        @Override
        public void end() {}

        @Override
        public void abort() {
            aborted = true;
        }

        @Override
        public void onGone(Runnable action) {
            if (action != null) {
                at(Broken.REGISTER);
            }
        }
    }

    private Router open(int port) throws Exception {
        Router router = Router.open(RouterConfig.of(dir).withEnvironment(Map.of()).withClosing(Duration.ofMillis(200)));
        router.apply(new PolicyChange.Replace(PolicyFile.read(POLICY.formatted(port))), "test", "");
        return router;
    }

    private static CallRow call(Router router, boolean stream, ClientSink sink) {
        byte[] body =
                "{\"model\":\"m\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"Hi.\"}]}"
                        .formatted(stream)
                        .getBytes(StandardCharsets.UTF_8);
        var key = new AppKey("k", "w", Set.of("w"), PiiClass.PUBLIC);
        router.call(new CallRequest(Instant.now(), key, Wire.OPENAI_CHAT, "", Map.of(), body), sink);
        router.ledger().flush();
        return router.ledger().recent(1).getFirst();
    }

    private static BudgetStatus day(Router router) {
        return router.budgets().getFirst();
    }

    @Test
    void anAnswerThatWeFailToHandOverIsChargedAsItWas() throws Exception {
        try (var upstream = FakeUpstream.start();
                Router router = open(upstream.port())) {
            upstream.always(
                    FakeReply.json(
                            200,
                            "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"Hi.\"},\"finish_reason\":\"stop\"}],"
                                    + USAGE
                                    + "}"));
            CallRow row = call(router, false, new BrokenSink(Broken.REPLY));
            assertEquals(1, row.attempts().size(), "once, though it was kept before it failed");
            assertEquals(COST, row.costNanos());
            assertEquals(CallRow.Outcome.FAILED, row.outcome());
            assertEquals(COST, day(router).spent());
            assertEquals(0, day(router).held());
        }
    }

    @Test
    void aStreamThatWeFailInTheMiddleOfStaysChargedInFullAndIsListed() throws Exception {
        try (var upstream = FakeUpstream.start();
                Router router = open(upstream.port())) {
            upstream.always(STREAM);
            var incidents = new ArrayList<String>();
            router.on(event -> {
                if (event instanceof RouterEvent.Incident incident) {
                    incidents.add(incident.code());
                }
            });
            var sink = new BrokenSink(Broken.WRITE);
            CallRow row = call(router, true, sink);
            assertTrue(sink.aborted, "never a made-up end");
            assertEquals("unknown_outcome", row.attempts().getFirst().flags());
            assertEquals(Provenance.HELD, row.attempts().getFirst().provenance());
            assertTrue(row.costNanos() > COST, "the whole hold");
            assertEquals(row.costNanos(), day(router).spent());
            assertEquals(0, day(router).held());
            assertEquals(List.of("unknown_outcome"), incidents);
        }
    }

    @Test
    void aMistakeBeforeSendingLeaksNoHold() throws Exception {
        try (var upstream = FakeUpstream.start();
                Router router = open(upstream.port())) {
            CallRow row = call(router, false, new BrokenSink(Broken.REGISTER));
            assertEquals(CallRow.Outcome.FAILED, row.outcome());
            assertEquals(0, upstream.received().size());
            assertEquals(0, day(router).held());
            assertEquals(row.costNanos(), day(router).spent());
        }
    }

    @Test
    void aCallStillInFlightWhenClosingGivesUpStaysCounted() throws Exception {
        var reached = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        try (var upstream = FakeUpstream.start()) {
            upstream.always(
                    FakeReply.stream()
                            .event("{\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello.\"}}]}")
                            .reached(reached)
                            .await(never));
            Router router = open(upstream.port());
            var call = Thread.ofPlatform().start(() -> call(router, true, new BrokenSink(null)));
            assertTrue(reached.await(10, TimeUnit.SECONDS));
            long held = day(router).held();
            assertTrue(held > COST, "held " + held);
            long began = System.nanoTime();
            router.close();
            assertTrue(System.nanoTime() - began < 5_000_000_000L, "closing gave up");
            try (Router next = open(upstream.port())) {
                BudgetStatus day = day(next);
                assertTrue(
                        day.spent() + day.unreported() >= COST,
                        "what it may have cost still counts: " + day.spent() + " and " + day.unreported());
                List<CallRow> rows = next.ledger().recent(10);
                long inRows = rows.stream().mapToLong(CallRow::costNanos).sum();
                assertEquals(day.spent(), inRows, "the sum of the rows is the counter");
            }
            never.countDown();
            call.join(Duration.ofSeconds(10));
        }
    }
}
