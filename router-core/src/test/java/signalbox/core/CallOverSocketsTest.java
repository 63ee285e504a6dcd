package signalbox.core;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.ledger.CallRow;
import signalbox.core.ledger.CallRow.Outcome;
import signalbox.core.price.Provenance;
import signalbox.core.testing.FakeReply;
import signalbox.core.testing.FakeUpstream;

class CallOverSocketsTest {
    private static final String ANSWER =
            """
            {"id":"x","object":"chat.completion","model":"m-2026","choices":[{"index":0,"message":{"role":"assistant",\
            "content":"Hello."},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}}\
            """;
    private static final String PIECE = "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"}}]}";
    private static final String STOP = "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";
    private static final String USAGE = "{\"choices\":[],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5}}";

    @TempDir Path dir;

    private FakeUpstream one;
    private FakeUpstream two;
    private Served served;

    @BeforeEach
    void open() throws Exception {
        one = FakeUpstream.start();
        two = FakeUpstream.start();
        served =
                Served.open(
                        dir.resolve("data"),
                        """
                        signalbox: 1
                        providers:
                          one:
                            base-url: http://127.0.0.1:%d/v1
                            credential: env:FAKE_KEY
                            jurisdiction: US
                            models: {m: {context: 100000, max-output: 1000, price: {input: 1, output: 2}}}
                          two:
                            base-url: http://127.0.0.1:%d/v1
                            jurisdiction: local
                            clearance: private
                            models: {m2: {context: 100000, max-output: 1000, price: {input: 10, output: 20}}}
                        routes: {r: [one/m, two/m2]}
                        workloads: {w: {route: r, max-tokens: 100}}
                        budgets: {w-day: {on: "workload:w", limit: $1.00}}
                        """
                                .formatted(one.port(), two.port()));
    }

    @AfterEach
    void close() {
        served.close();
        one.close();
        two.close();
    }

    private CallRow lastRow() {
        served.flush();
        return served.router().ledger().recent(1).getFirst();
    }

    @Test
    void forwardsTheClientsBytesWithOnlyModelAndLimitReplacedAndSettlesWhatWasUsed() throws Exception {
        one.always(FakeReply.json(200, ANSWER));
        HttpResponse<String> answer = served.chat("\"temperature\":0.50,\"vendor_thing\":{\"a\":[1]}");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(ANSWER, answer.body());
        var sent = one.next();
        assertEquals("/v1/chat/completions", sent.target());
        assertEquals("Bearer sk-fake-canary-1", sent.header("authorization"));
        String body = sent.text();
        assertTrue(body.contains("\"temperature\":0.50,\"vendor_thing\":{\"a\":[1]}"), body);
        assertTrue(body.contains("\"max_tokens\":100"), body);
        // 10 x $1/M + 5 x $2/M
        assertEquals("0.000020000", answer.headers().firstValue("x-signalbox-cost-usd").orElseThrow());
        assertEquals("one", answer.headers().firstValue("x-signalbox-provider").orElseThrow());
        assertEquals(20_000, served.budget("w-day").spent());
        assertEquals(0, served.budget("w-day").held());
        CallRow row = lastRow();
        assertEquals(Outcome.ANSWERED, row.outcome());
        assertEquals(20_000, row.costNanos());
        assertEquals(Provenance.REPORTED, row.attempts().getFirst().provenance());
        assertEquals(180_000, row.savedNanos(), "the same usage at the dearer target, less what was paid");
    }

    @Test
    void asksForUsageOnTheQuietAndKeepsItFromTheClient() throws Exception {
        one.always(FakeReply.stream().event(PIECE).event(STOP).event(USAGE).event("[DONE]"));
        HttpResponse<String> answer = served.chat("\"stream\":true");
        assertTrue(one.next().text().contains("\"stream_options\":{\"include_usage\":true}"));
        assertFalse(answer.body().contains("prompt_tokens"), answer.body());
        assertTrue(answer.body().contains("data: [DONE]"), answer.body());
        assertTrue(answer.body().contains(": x-signalbox-call-id=c"), answer.body());
        await().untilAsserted(() -> assertEquals(20_000, served.budget("w-day").spent()));
        served.chat("\"stream\":true,\"stream_options\":{\"include_usage\":true}");
        HttpResponse<String> asked = served.chat("\"stream\":true,\"stream_options\":{\"include_usage\":true}");
        assertTrue(asked.body().contains("prompt_tokens"), asked.body());
    }

    @Test
    void fallsBackInvisiblyWhileNothingHasReachedTheClient() throws Exception {
        two.always(FakeReply.json(200, ANSWER));
        for (FakeReply failure :
                new FakeReply[] {
                    FakeReply.json(429, "{\"error\":{\"message\":\"slow down\",\"code\":\"rate_limit_exceeded\"}}"),
                    FakeReply.json(503, "{\"error\":{\"message\":\"busy\"}}"),
                    FakeReply.drop()
                }) {
            served.close();
            one.then(failure);
            served = reopen();
            HttpResponse<String> answer = served.chat("");
            assertEquals(200, answer.statusCode(), answer.body());
            assertEquals("two", answer.headers().firstValue("x-signalbox-provider").orElseThrow());
            CallRow row = lastRow();
            assertEquals(2, row.attempts().size());
            assertEquals(0, served.budget("w-day").held());
        }
    }

    /// A new router on the same directory: health starts afresh.
    private Served reopen() throws Exception {
        Served again = Served.open(dir.resolve("data"));
        again.router().revokeKey("w-key", "test");
        again.issueKey("w");
        return again;
    }

    @Test
    void whenTheLastAttemptFailsItsStatusAndRetryAfterReachTheClientAndItIsToldNotToRetry() throws Exception {
        one.always(FakeReply.json(503, "{\"error\":{\"message\":\"busy\"}}"));
        two.always(
                FakeReply.json(429, "{\"error\":{\"message\":\"slow down\",\"code\":\"rate_limit_exceeded\"}}")
                        .header("Retry-After", "17"));
        HttpResponse<String> answer = served.chat("");
        assertEquals(429, answer.statusCode());
        assertTrue(answer.body().contains("slow down"), answer.body());
        assertEquals("17", answer.headers().firstValue("retry-after").orElseThrow());
        assertEquals("false", answer.headers().firstValue("x-should-retry").orElseThrow());
        assertEquals(0, served.budget("w-day").spent());
        assertEquals(Outcome.FAILED, lastRow().outcome());
    }

    @Test
    void aRefusedProviderKeyIsNeverTheClientsAuthenticationError() throws Exception {
        var badKey = FakeReply.json(401, "{\"error\":{\"message\":\"Incorrect API key sk-fake-canary-1\"}}");
        one.always(badKey);
        two.always(FakeReply.json(401, "{\"error\":{\"message\":\"Incorrect API key\"}}"));
        HttpResponse<String> answer = served.chat("");
        assertEquals(502, answer.statusCode());
        assertTrue(answer.body().contains("provider_key_rejected"), answer.body());
        assertFalse(answer.body().contains("canary"), answer.body());
    }

    @Test
    void theClientsOwnMistakeIsNotShoppedAround() throws Exception {
        one.always(
                FakeReply.json(
                        400, "{\"error\":{\"message\":\"bad tool schema\",\"type\":\"invalid_request_error\"}}"));
        HttpResponse<String> answer = served.chat("");
        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("bad tool schema"), answer.body());
        assertEquals(0, two.received().size());
    }

    @Test
    void aStreamThatBreaksOffIsNeverPassedOffAsComplete() throws Exception {
        one.always(FakeReply.stream().event(PIECE).event(PIECE).close());
        String text;
        try (var socket = rawCall("\"stream\":true")) {
            text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
        assertTrue(text.contains("provider_answer_broken"), text);
        assertFalse(text.contains("[DONE]"), text);
        await().untilAsserted(() -> assertEquals(0, served.budget("w-day").held()));
        CallRow row = lastRow();
        assertEquals(Outcome.FAILED, row.outcome());
        assertEquals(Provenance.ESTIMATED, row.attempts().getFirst().provenance());
        assertTrue(row.costNanos() > 0, "what was delivered is charged");
        assertEquals(0, two.received().size(), "no second answer into a stream that has begun");
    }

    /// A call over a bare socket, which shows every byte up to where the connection ends.
    private Socket rawCall(String extra) throws Exception {
        String body = Served.chatBody(extra);
        var socket = new Socket("127.0.0.1", served.port());
        String head =
                "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:"
                        + served.port()
                        + "\r\nAuthorization: Bearer "
                        + renewedSecret()
                        + "\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body;
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void anErrorInsideAGoodStatusFallsBack() throws Exception {
        one.always(FakeReply.stream().event("{\"error\":{\"message\":\"upstream died\",\"code\":502}}"));
        two.always(FakeReply.stream().event(PIECE).event(STOP).event(USAGE).event("[DONE]"));
        HttpResponse<String> answer = served.chat("\"stream\":true");
        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().contains("Hello"), answer.body());
        assertFalse(answer.body().contains("upstream died"), answer.body());
    }

    @Test
    void aClientThatLeavesCancelsTheUpstreamAndTheHoldEnds() throws Exception {
        var sent = new CountDownLatch(1);
        one.always(FakeReply.stream().event(PIECE).reached(sent).stall());
        try (var socket = rawCall("\"stream\":true")) {
            assertTrue(sent.await(10, TimeUnit.SECONDS));
            assertTrue(socket.getInputStream().read() >= 0);
        }
        assertTrue(one.clientGone(5, TimeUnit.SECONDS), "the provider goes on billing");
        await().untilAsserted(() -> assertEquals(0, served.budget("w-day").held()));
        assertTrue(served.budget("w-day").spent() > 0, "what was delivered is charged");
    }

    private String renewedSecret() throws RouterException {
        served.router().revokeKey("w-key", "test");
        return served.issueKey("w");
    }

    @Test
    void aPrivateCallReachesOnlyTheClearedProvider() throws Exception {
        two.always(FakeReply.json(200, ANSWER));
        HttpResponse<String> answer =
                served.call(Served.CHAT, Served.chatBody("\"user\":\"canary\""), "x-signalbox-pii", "private");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(0, one.received().size());
        assertEquals(0, one.connections());
        assertTrue(two.next().text().contains("canary"));
    }

    @Test
    void refusalsSayWhatAndWhyInTheClientsDialect() throws Exception {
        assertRefused(
                served.call(Served.CHAT, "{\"model\":\"m\",\"model\":\"n\",\"messages\":[]}"), 400, "duplicate_key");
        assertRefused(served.call(Served.CHAT, "{\"model\":"), 400, "invalid_json");
        assertRefused(
                served.call(Served.CHAT, Served.chatBody("").replace("\"m\"", "\"none\"")), 404, "model_not_found");
        assertRefused(served.call("/w/none/v1/chat/completions", Served.chatBody("")), 404, "unknown_workload");
        HttpResponse<String> anthropic =
                served.call(
                        Served.MESSAGES,
                        "{\"model\":\"m\",\"max_tokens\":5,\"output_config\":{\"effort\":\"low\"},\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");
        assertRefused(anthropic, 503, "no_route_available");
        assertTrue(anthropic.body().startsWith("{\"type\":\"error\""), anthropic.body());
        served.use("sbx-wrong");
        assertEquals(401, served.chat("").statusCode());
        assertEquals(0, one.received().size() + two.received().size());
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains(code), answer.body());
    }
}
