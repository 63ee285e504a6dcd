package signalbox.core;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.budget.BudgetStatus.State;
import signalbox.core.ledger.CallRow;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policy.PolicyChange.Part;
import signalbox.core.price.Provenance;
import signalbox.core.testing.FakeReply;
import signalbox.core.testing.FakeUpstream;

/// The tests that prove a cap (costs.md, budgets), by their numbers, over real sockets. Of (7), calendars and clocks,
/// see `WindowsOverSocketsTest`; of (5), real kills, see the kill loop. (11) speaks of judges, shadows and cascades,
/// which do not exist yet; what exists and can be billed twice in one call is a chain of fallbacks.
class CapProofOverSocketsTest {
    private static final String PLAIN =
            """
            {"id":"x","choices":[{"index":0,"message":{"role":"assistant","content":"Hi."},"finish_reason":"stop"}],\
            "usage":{"prompt_tokens":%d,"completion_tokens":%d}}\
            """;
    private static final String PIECE = "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"piece%d\"}}]}";
    private static final String STOP = "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";
    private static final String USAGE = "{\"choices\":[],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":%d}}";

    /// One output token of `dear` or `dear2`.
    private static final long TOKEN = 1_000_000;

    @TempDir Path dir;

    private FakeUpstream dear;
    private FakeUpstream free;
    private Served served;

    @BeforeEach
    void open() throws Exception {
        dear = FakeUpstream.start();
        free = FakeUpstream.start();
        dear.always(used(10, 100));
        served = Served.open(dir.resolve("data"));
    }

    @AfterEach
    void close() {
        served.close();
        dear.close();
        free.close();
    }

    private static FakeReply used(int input, int output) {
        return FakeReply.json(200, PLAIN.formatted(input, output));
    }

    /// $1 a million in, $1 a thousand out: 100 tokens of output are $0.10 and any input here less than $0.001.
    private void serve(String cap, String more) throws Exception {
        served.enforce(
                """
                signalbox: 1
                providers:
                  dear:
                    base-url: http://127.0.0.1:%1$d/v1
                    jurisdiction: local
                    models:
                      m: {context: 100000, max-output: 8000, price: {input: 1, output: 1000}}
                      half: {context: 100000, max-output: 8000, price: {input: 1, output: 500}}
                  free:
                    base-url: http://127.0.0.1:%2$d/v1
                    jurisdiction: local
                    tier: free
                    models: {m2: {context: 100000, max-output: 8000}}
                  openai:
                    base-url: http://127.0.0.1:%1$d/v1
                    jurisdiction: local
                    models:
                      gpt-5.6-luna: {context: 1050000, max-output: 128000}
                      nobody-knows-me: {context: 100000, max-output: 1000}
                routes:
                  r: [dear/m]
                  free-first: [free/m2, dear/m]
                  chain: [dear/m, dear/half, free/m2]
                  luna: [openai/gpt-5.6-luna]
                  unknown: [openai/nobody-knows-me]
                workloads:
                  w: {route: r, max-tokens: 100, any-model: true}
                  big: {route: r, max-tokens: 8000, any-model: true}
                  f: {route: free-first, max-tokens: 100, any-model: true}
                  c: {route: chain, max-tokens: 100, any-model: true}
                  l: {route: luna, max-tokens: 100, any-model: true}
                  u: {route: unknown, max-tokens: 100, any-model: true}
                  k: {route: r, max-tokens: 100, any-model: true, clamp: true, min-output: 5}
                budgets: {cap: {on: everything, limit: "%3$s", %4$s}}
                """
                        .formatted(dear.port(), free.port(), cap, more));
        served.issueKey("w", "big", "f", "c", "l", "u", "k");
    }

    private static String on(String workload) {
        return "/w/" + workload + Served.CHAT;
    }

    private HttpResponse<String> call(String workload) throws Exception {
        return served.call(on(workload), Served.chatBody(""));
    }

    private BudgetStatus cap() {
        return served.budget("cap");
    }

    private void quiet() {
        served.flush();
        await().untilAsserted(() -> assertEquals(0, cap().held()));
    }

    private long ledger() {
        served.flush();
        return served.router().ledger().recent(5000).stream().mapToLong(CallRow::costNanos).sum();
    }

    private static <T> List<T> together(int threads, Callable<T> work) throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            var calls = new ArrayList<Callable<T>>();
            for (int i = 0; i < threads; i++) {
                calls.add(work);
            }
            var answers = new ArrayList<T>();
            for (var done : pool.invokeAll(calls)) {
                answers.add(done.get());
            }
            return answers;
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "8, 2", "64, 3"})
    void test1ManyThreadsAtACapOfOneToThreeCallsSettleNoMoreThanTheCap(int threads, int calls) throws Exception {
        serve("$0." + calls * 1003, "at-limit: halt");
        List<Integer> answers = together(threads, () -> call("w").statusCode());
        quiet();
        assertTrue(answers.stream().allMatch(status -> status == 200 || status == 429), answers.toString());
        assertEquals(Math.min(threads, calls), answers.stream().filter(status -> status == 200).count());
        assertTrue(cap().spent() <= cap().cap(), cap().toString());
        assertEquals(ledger(), cap().spent());
    }

    @Test
    void test2AFreePrimaryThatIsLimitedDoesNotOpenAPaidFallbackBeyondTheCap() throws Exception {
        serve("$1.00", "at-limit: halt");
        dear.always(used(10, 999));
        assertEquals(200, served.call(on("big"), Served.chatBody("\"max_tokens\":999")).statusCode());
        free.always(FakeReply.json(429, "{\"error\":{\"message\":\"slow down\",\"code\":\"rate_limit_exceeded\"}}"));
        HttpResponse<String> refused = call("f");
        assertEquals(429, refused.statusCode());
        assertEquals(1, free.received().size());
        assertEquals(1, dear.received().size(), "the fallback was never sent");
        quiet();
        assertEquals(999_010_000, cap().spent());
    }

    @Test
    void test3FiveLongPromptsAreHeldAtTheLongContextPrice() throws Exception {
        serve("$0.45", "at-limit: halt");
        dear.always(used(300_000, 10));
        String body = Served.chatBody("\"service_tier\":\"default\"").replace("Say hello.", "word ".repeat(60_000));
        List<Integer> answers = together(5, () -> served.call(on("l"), body).statusCode());
        quiet();
        long answered = answers.stream().filter(status -> status == 200).count();
        assertTrue(answered >= 1 && answered < 5, "at the short price all five would fit: " + answers);
        assertTrue(cap().spent() >= answered * 120_000_000, "300,000 at $0.40 a million");
        assertTrue(cap().spent() <= cap().cap(), cap().toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void test4LeavingAfterAnyChunkChargesAtLeastWhatWasDeliveredAndLeaksNothing(int chunks) throws Exception {
        serve("$1.00", "at-limit: halt");
        var reply = FakeReply.stream();
        for (int i = 1; i <= chunks; i++) {
            reply.event(PIECE.formatted(i));
        }
        dear.always(reply.stall());
        try (var socket = served.raw(on("w"), Served.chatBody("\"stream\":true"))) {
            dear.next();
            var text = new StringBuilder();
            while (chunks > 0 && text.indexOf("piece" + chunks) < 0) {
                text.append((char) socket.getInputStream().read());
            }
        }
        assertTrue(dear.clientGone(5, TimeUnit.SECONDS));
        quiet();
        assertTrue(cap().spent() >= chunks * TOKEN, "a token a chunk: " + cap());
        assertTrue(cap().spent() <= 100 * TOKEN + 1_000_000, "never more than was held");
        assertEquals(ledger(), cap().spent());
    }

    @Test
    void test5WhatACrashFindsInFlightStillCountsAfterwards() throws Exception {
        serve("$1.00", "at-limit: halt");
        assertEquals(200, call("w").statusCode());
        var goOn = new CountDownLatch(1);
        var sent = new CountDownLatch(1);
        dear.always(
                FakeReply.stream()
                        .event(PIECE.formatted(1))
                        .reached(sent)
                        .await(goOn)
                        .event(STOP)
                        .event(USAGE.formatted(100))
                        .event("[DONE]"));
        try (var pool = Executors.newSingleThreadExecutor()) {
            var call = pool.submit(() -> served.rawStream(on("w"), Served.chatBody("\"stream\":true")));
            assertTrue(sent.await(10, TimeUnit.SECONDS));
            long before = cap().spent() + cap().held();
            assertTrue(before > 200 * TOKEN, "one settled, one held");
            assertCountedAfterCrash("held", before);
            goOn.countDown();
            call.get();
        }
        long spent = 200 * TOKEN + 20_000;
        assertCountedAfterCrash("settled", spent);
        served.flush();
        assertCountedAfterCrash("written", spent);
        assertEquals(spent, cap().spent());
    }

    /// What a router finds that opens a copy of the data directory, as it lies on the disk at this moment.
    private void assertCountedAfterCrash(String name, long least) throws Exception {
        Path crashed = dir.resolve(name);
        try (var files = Files.walk(dir.resolve("data"))) {
            for (Path file : files.toList()) {
                Files.copy(file, crashed.resolve(dir.resolve("data").relativize(file).toString()));
            }
        }
        try (Served again = Served.open(crashed)) {
            BudgetStatus status = again.budget("cap");
            assertTrue(status.spent() + status.unreported() >= least, name + ": " + status);
        }
    }

    @Test
    void test6AClientThatLeavesAsItsAnswerEndsIsChargedOnce() throws Exception {
        serve("$90.00", "at-limit: halt");
        dear.always(
                FakeReply.stream().event(PIECE.formatted(1)).event(STOP).event(USAGE.formatted(50)).event("[DONE]"));
        for (int i = 0; i < 10; i++) {
            try (var socket = served.raw(on("w"), Served.chatBody("\"stream\":true"))) {
                dear.next();
                for (int read = 0; read < i * 60; read++) {
                    socket.getInputStream().read();
                }
            }
        }
        await().untilAsserted(() -> assertEquals(10, rows()));
        quiet();
        assertEquals(ledger(), cap().spent(), "one charge a row");
    }

    private int rows() {
        served.flush();
        return served.router().ledger().recent(5000).size();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void test8MoreTokensThanAskedAreChargedInFullAndStopTheModel(boolean stream) throws Exception {
        serve("$0.15", "at-limit: halt");
        dear.always(
                stream
                        ? FakeReply.stream()
                                .event(PIECE.formatted(1))
                                .event(STOP)
                                .event(USAGE.formatted(1000))
                                .event("[DONE]")
                        : used(10, 1000));
        served.call(on("w"), Served.chatBody(stream ? "\"stream\":true" : ""));
        quiet();
        assertEquals(1000 * TOKEN + 10_000, cap().spent());
        assertEquals("overrun", served.lastRow().attempts().getFirst().flags());
        assertTrue(served.router().health().containsKey("dear"), "the model rests");
        assertTrue(call("w").statusCode() >= 429);
        assertEquals(1, dear.received().size());
    }

    @Test
    void test9AnUnknownPriceIsRefusedBeforeAnythingIsSent() throws Exception {
        serve("$1.00", "at-limit: warn");
        HttpResponse<String> refused = call("u");
        assertEquals(503, refused.statusCode());
        assertTrue(refused.body().contains("unknown_price"), refused.body());
        assertEquals(0, dear.connections());
        assertEquals(0, cap().held());
    }

    @Test
    void test10ACapLoweredMidStreamStopsNewCallsAndKillsNoStream() throws Exception {
        serve("$1.00", "at-limit: halt");
        var goOn = new CountDownLatch(1);
        var sent = new CountDownLatch(1);
        dear.then(
                FakeReply.stream()
                        .event(PIECE.formatted(1))
                        .reached(sent)
                        .await(goOn)
                        .event(STOP)
                        .event(USAGE.formatted(90))
                        .event("[DONE]"));
        try (var pool = Executors.newSingleThreadExecutor()) {
            var stream = pool.submit(() -> served.rawStream(on("w"), Served.chatBody("\"stream\":true")));
            assertTrue(sent.await(10, TimeUnit.SECONDS));
            var lower = served.router().policy().budgets().get("cap").withCap(50 * TOKEN);
            served.router().apply(new PolicyChange.Put(new Part.OfBudget(lower)), "test", "");
            assertEquals(429, call("w").statusCode());
            goOn.countDown();
            assertTrue(stream.get().contains("[DONE]"), "the stream goes on to its end");
        }
        quiet();
        assertEquals(90 * TOKEN + 10_000, cap().spent(), "what was held before the change may exceed the new cap");
        assertEquals(429, call("w").statusCode());
        assertEquals(1, dear.received().size());
    }

    @Test
    void test11AFailedButBilledAttemptStaysCountedWhileTheNextIsHeld() throws Exception {
        serve("$0.12", "at-limit: halt");
        free.always(used(10, 100));
        dear.then(FakeReply.drop());
        HttpResponse<String> answer = call("c");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals("free", answer.headers().firstValue("x-signalbox-provider").orElseThrow());
        assertEquals(1, dear.received().size(), "$0.10 may have been billed, $0.05 more does not fit $0.12");
        quiet();
        CallRow row = served.lastRow();
        assertEquals(Provenance.HELD, row.attempts().getFirst().provenance());
        assertTrue(cap().spent() > 100 * TOKEN && cap().spent() <= cap().cap(), cap().toString());
        assertEquals(ledger(), cap().spent());
    }

    @Test
    void test12AfterAStormNothingIsHeldAndTheCounterIsTheLedger() throws Exception {
        serve("$20.00", "at-limit: halt");
        var random = new SplittableRandom(12);
        dear.always(request -> {
            int fate;
            synchronized (random) {
                fate = random.nextInt(7);
            }
            return switch (fate) {
                case 0 -> FakeReply.json(500, "{\"error\":{\"message\":\"x\"}}");
                case 1 -> FakeReply.json(400, "{\"error\":{\"message\":\"no\",\"type\":\"invalid_request_error\"}}");
                case 2 -> FakeReply.stream().event(PIECE.formatted(1)).close();
                case 3 -> FakeReply.stream().event(PIECE.formatted(1)).event("{\"error\":{\"message\":\"x\"}}");
                default -> used(10, 40);
            };
        });
        free.always(used(10, 40));
        for (String workload : List.of("w", "c", "f", "k")) {
            together(
                    8,
                    () -> {
                        for (int i = 0; i < 4; i++) {
                            callAndBeCutOff(workload);
                        }
                        return null;
                    });
        }
        quiet();
        assertEquals(4 * 8 * 4, rows());
        assertEquals(ledger(), cap().spent());
        assertTrue(cap().state() != State.HALTED, "nothing here was worth a halt: " + cap());
    }

    private void callAndBeCutOff(String workload) throws InterruptedException {
        try {
            served.call(on(workload), Served.chatBody(""));
        } catch (IOException cutOff) {
            assertTrue(cutOff.getMessage().contains("chunked"), cutOff.toString());
        }
    }

    @Test
    void clampedCallsAreOnlyRefusedWhereNotEvenTheirLeastFits() throws Exception {
        // downgrade, because a halt refuses whatever would fit
        serve("$0.70", "at-limit: downgrade");
        dear.always(request -> {
            int limit = Integer.parseInt(request.text().replaceAll(".*\"max_tokens\":(\\d+).*", "$1"));
            return used(10, limit > 50 ? limit - 1 : limit);
        });
        String fixed = Served.chatBody("\"max_tokens\":7");
        List<HttpResponse<String>> answers =
                together(
                                8,
                                () -> {
                                    var all = new ArrayList<HttpResponse<String>>();
                                    for (int i = 0; i < 12; i++) {
                                        served.call(on("w"), fixed);
                                        all.add(call("k"));
                                    }
                                    return all;
                                })
                        .stream()
                        .flatMap(List::stream)
                        .toList();
        quiet();
        assertTrue(cap().spent() <= cap().cap(), cap().toString());
        for (HttpResponse<String> refused : answers.stream().filter(a -> a.statusCode() == 429).toList()) {
            long asked = number(refused.body(), "asked");
            long room =
                    number(refused.body(), "cap") - number(refused.body(), "spent") - number(refused.body(), "held");
            assertTrue(asked > room, "refused although its least fits: " + refused.body());
            assertTrue(asked < 6 * TOKEN, "refused for more than its least: " + refused.body());
        }
    }

    private static long number(String json, String field) {
        var found = Pattern.compile("\"" + field + "\":(\\d+)").matcher(json);
        assertTrue(found.find(), json);
        return Long.parseLong(found.group(1));
    }
}
