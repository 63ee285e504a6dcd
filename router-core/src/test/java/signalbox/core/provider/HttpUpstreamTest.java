package signalbox.core.provider;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.core.policy.Credential;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Wire;
import signalbox.core.secret.Secret;
import signalbox.core.secret.Secrets;
import signalbox.core.testing.Answers;
import signalbox.core.testing.FakeReply;
import signalbox.core.testing.FakeUpstream;
import signalbox.core.testing.Providers;

/// The upstream client against real sockets that misbehave (guarantees.md rows 13, 39, 42, 44).
@Timeout(30)
class HttpUpstreamTest {
    private static final String CANARY = "sk-canary-7f3a9d";
    private static final Secrets KEYS = (reference, origin) -> Optional.of(Secret.of(CANARY.toCharArray()));
    private static final Deadlines SHORT =
            new Deadlines(
                    Duration.ofSeconds(5),
                    Duration.ofMillis(150),
                    Duration.ofSeconds(5),
                    Duration.ofMillis(150),
                    Duration.ofMillis(150),
                    Duration.ofSeconds(20));

    private final FakeUpstream fake = FakeUpstream.start();
    private final HttpUpstream upstream = new HttpUpstream(KEYS, Deadlines.DEFAULT);
    private final Upstream.Cancellation cancellation = new Upstream.Cancellation();

    @AfterEach
    void close() {
        upstream.close();
        fake.close();
    }

    @Test
    void anAnswerComesBackWhole() throws Exception {
        fake.then(FakeReply.json(200, "{\"ok\":true}").header("X-Request-Id", "r1").header("Set-Cookie", "a=b"));
        var answer = upstream.send(chat(false), cancellation);
        assertEquals(200, answer.status());
        assertEquals(Map.of("content-type", "application/json", "x-request-id", "r1"), answer.headers());
        assertEquals("{\"ok\":true}", Answers.text(answer));
        assertEquals("{\"model\":\"m\"}", fake.next().text());
    }

    @Test
    void callsOneAfterAnotherShareAConnection() throws Exception {
        for (int i = 0; i < 5; i++) {
            Answers.text(upstream.send(chat(i % 2 == 0), new Upstream.Cancellation()));
        }
        assertEquals(5, fake.received().size());
        assertEquals(1, fake.connections());
    }

    @Test
    void headersAreTheGoldenSetAndNoOther() throws Exception {
        var odd = new HashMap<String, String>();
        for (var name : List.of("cookie", "host", "x-forwarded-for", "authorization", "openai-organization", "te")) {
            odd.put(name, "odd");
        }
        Answers.text(upstream.send(request(provider(Wire.OPENAI_CHAT), odd, true), cancellation));
        assertEquals(
                List.of(
                        "Accept: text/event-stream",
                        "Accept-Encoding: identity",
                        "User-Agent: signalbox/1.0",
                        "Authorization: Bearer " + CANARY,
                        "Content-Type: application/json",
                        "Content-Length: 13",
                        "Host: 127.0.0.1:" + fake.port(),
                        "Connection: Keep-Alive"),
                fake.next().headers());
        odd.put("anthropic-beta", "tools-1,tools-2");
        Answers.text(upstream.send(request(provider(Wire.ANTHROPIC), odd, false), cancellation));
        assertEquals(
                List.of(
                        "Accept: application/json",
                        "Accept-Encoding: identity",
                        "User-Agent: signalbox/1.0",
                        "anthropic-version: 2023-06-01",
                        "anthropic-beta: tools-1,tools-2",
                        "x-api-key: " + CANARY,
                        "Content-Type: application/json",
                        "Content-Length: 13",
                        "Host: 127.0.0.1:" + fake.port(),
                        "Connection: Keep-Alive"),
                fake.next().headers());
    }

    @Test
    void theClientsAnthropicVersionWinsAndGeminiHasItsOwnKeyHeader() throws Exception {
        var version = Map.of("anthropic-version", "2026-10-21");
        Answers.text(upstream.send(request(provider(Wire.ANTHROPIC), version, false), cancellation));
        assertEquals("2026-10-21", fake.next().header("anthropic-version"));
        Answers.text(upstream.send(request(provider(Wire.GEMINI), version, false), cancellation));
        var gemini = fake.next();
        assertEquals(CANARY, gemini.header("x-goog-api-key"));
        assertNull(gemini.header("anthropic-version"));
        assertNull(gemini.header("authorization"));
    }

    @Test
    void aHeaderValueThatCannotBeSentIsTheClientsMistake() {
        var bad = Map.of("anthropic-version", "1\r\nx-api-key: stolen");
        var failure =
                assertThrows(
                        Upstream.UpstreamFailure.class,
                        () -> upstream.send(request(provider(Wire.ANTHROPIC), bad, false), cancellation));
        assertEquals(ErrorClass.CLIENT_MISTAKE, failure.errorClass());
        assertTrue(fake.received().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 307, 308})
    void aRedirectIsNeverFollowed(int status) throws Exception {
        try (var foreign = FakeUpstream.start()) {
            fake.then(
                    FakeReply.json(status, "{}")
                            .header("Location", foreign.baseUrl() + "/v1/chat/completions")
                            .header("Refresh", "0; url=" + foreign.baseUrl())
                            .header("Alt-Svc", "http/1.1=\"127.0.0.1:" + foreign.port() + "\""));
            for (var wire : List.of(Wire.OPENAI_CHAT, Wire.ANTHROPIC, Wire.GEMINI)) {
                var answer = upstream.send(request(provider(wire), Map.of(), false), cancellation);
                assertTrue(answer.status() == status || answer.status() == 200);
                Answers.text(answer);
            }
            assertEquals(3, fake.received().size());
            assertTrue(foreign.received().isEmpty());
        }
    }

    @Test
    void oneAttemptIsOneRequestWhateverTheAnswer() throws Exception {
        var faults =
                List.of(
                        FakeReply.drop(),
                        FakeReply.drop().reset(),
                        FakeReply.json(408, "{}").header("Connection", "close").close(),
                        FakeReply.json(408, "{}"),
                        FakeReply.json(503, "{}").header("Retry-After", "0"),
                        FakeReply.json(401, "{}").header("WWW-Authenticate", "Basic realm=\"x\""),
                        FakeReply.json(407, "{}").header("Proxy-Authenticate", "Basic realm=\"x\""),
                        FakeReply.json(421, "{}"),
                        FakeReply.json(200, "{\"a\":1}").cutAfter(20),
                        FakeReply.json(200, "{\"a\":1}").cutAfter(75),
                        FakeReply.stream().event("{}").close());
        for (int round = 0; round < 5; round++) {
            for (var fault : faults) {
                int before = fake.received().size();
                fake.then(fault);
                attempt();
                assertEquals(before + 1, fake.received().size());
            }
        }
    }

    private void attempt() {
        try {
            Answers.text(upstream.send(chat(false), new Upstream.Cancellation()));
        } catch (Upstream.UpstreamFailure e) {
            assertTrue(e.sent(), e.getMessage());
            assertEquals(ErrorClass.BROKEN, e.errorClass());
        }
    }

    @Test
    void aCutAnywhereIsAFailureAndNeverAnEnd() throws Exception {
        var whole = "HTTP/1.1 200 Status\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n".length() + 7;
        for (int cut = 0; cut < whole; cut++) {
            fake.then(FakeReply.json(200, "{\"a\":1}").cutAfter(cut));
            var failure =
                    assertThrows(
                            Upstream.UpstreamFailure.class,
                            () -> Answers.text(upstream.send(chat(false), new Upstream.Cancellation())));
            assertEquals(ErrorClass.BROKEN, failure.errorClass());
            assertTrue(failure.sent());
        }
    }

    @Test
    void noConnectionMeansNothingWasSent() throws Exception {
        int port = fake.port();
        fake.close();
        var nobody =
                Providers.http(
                        "nobody",
                        Wire.OPENAI_CHAT,
                        URI.create("http://127.0.0.1:" + port + "/v1"),
                        new Credential.None());
        var failure =
                assertThrows(
                        Upstream.UpstreamFailure.class,
                        () -> upstream.send(request(nobody, Map.of(), false), cancellation));
        assertEquals(ErrorClass.CONNECT, failure.errorClass());
        assertFalse(failure.sent());
    }

    @Test
    void piecesArriveAsTheyAreSent() throws Exception {
        var goOn = new CountDownLatch(1);
        fake.then(FakeReply.stream().event("1").await(goOn).event("2"));
        try (var answer = upstream.send(chat(true), cancellation)) {
            var buffer = new byte[8192];
            int count = answer.read(buffer);
            assertEquals("data: 1\n\n", new String(buffer, 0, count, StandardCharsets.UTF_8));
            goOn.countDown();
            count = answer.read(buffer);
            assertEquals("data: 2\n\n", new String(buffer, 0, count, StandardCharsets.UTF_8));
            assertEquals(-1, answer.read(buffer));
        }
    }

    @Test
    void cancellingEndsAReadAndFreesTheProvider() throws Exception {
        var stalled = new CountDownLatch(1);
        fake.then(FakeReply.stream().event("1").reached(stalled).stall());
        var answer = upstream.send(chat(true), cancellation);
        answer.read(new byte[100]);
        stalled.await();
        var canceller = Thread.ofPlatform().start(cancellation::cancel);
        long begin = System.nanoTime();
        var failure = assertThrows(Upstream.UpstreamFailure.class, () -> answer.read(new byte[100]));
        assertTrue(System.nanoTime() - begin < Duration.ofSeconds(5).toNanos());
        canceller.join();
        assertEquals(ErrorClass.CANCELLED, failure.errorClass());
        assertTrue(fake.clientGone(5, TimeUnit.SECONDS));
    }

    @Test
    void cancellingBeforeOrDuringSendEndsIt() throws Exception {
        var early = new Upstream.Cancellation();
        early.cancel();
        var first = assertThrows(Upstream.UpstreamFailure.class, () -> upstream.send(chat(true), early));
        assertEquals(ErrorClass.CANCELLED, first.errorClass());
        assertTrue(fake.received().isEmpty());
        fake.then(FakeReply.silence());
        Thread.ofPlatform()
                .start(() -> {
                    try {
                        fake.next();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                    cancellation.cancel();
                });
        var second = assertThrows(Upstream.UpstreamFailure.class, () -> upstream.send(chat(true), cancellation));
        assertEquals(ErrorClass.CANCELLED, second.errorClass());
        assertTrue(second.sent());
        assertTrue(fake.clientGone(5, TimeUnit.SECONDS));
    }

    @Test
    void cancellingAfterTheEndLeavesTheConnectionAlone() throws Exception {
        Answers.text(upstream.send(chat(false), cancellation));
        cancellation.cancel();
        assertEquals("{}", Answers.text(upstream.send(chat(false), new Upstream.Cancellation())));
    }

    @Test
    void closingAnUnreadAnswerHangsUp() throws Exception {
        fake.then(FakeReply.stream().event("1").stall());
        upstream.send(chat(true), cancellation).close();
        assertTrue(fake.clientGone(5, TimeUnit.SECONDS));
    }

    @Test
    void silenceAndStallEndAtTheirLimits() throws Exception {
        try (var hasty = new HttpUpstream(KEYS, SHORT)) {
            fake.then(FakeReply.silence());
            var silent = assertThrows(Upstream.UpstreamFailure.class, () -> hasty.send(chat(true), cancellation));
            assertEquals(ErrorClass.TIMEOUT, silent.errorClass());
            assertTrue(silent.sent());
            fake.then(FakeReply.stream().stall());
            var headOnly = hasty.send(chat(true), cancellation);
            var noByte = assertThrows(Upstream.UpstreamFailure.class, () -> Answers.text(headOnly));
            assertEquals("fake sent nothing in 150 ms.", noByte.getMessage());
            fake.then(FakeReply.stream().event("1").stall());
            var stalling = hasty.send(chat(true), cancellation);
            var stalled = assertThrows(Upstream.UpstreamFailure.class, () -> Answers.text(stalling));
            assertEquals("fake stopped for 150 ms.", stalled.getMessage());
            assertEquals(ErrorClass.TIMEOUT, stalled.errorClass());
        }
    }

    @Test
    void aReaderThatTakesItsTimeIsNotTheProvidersFault() throws Exception {
        var five = Duration.ofSeconds(5);
        var shortIdle = new Deadlines(five, five, five, five, Duration.ofMillis(150), Duration.ofSeconds(20));
        try (var hasty = new HttpUpstream(KEYS, shortIdle)) {
            fake.then(FakeReply.stream().event("1").event("2"));
            var answer = hasty.send(chat(true), cancellation);
            answer.read(new byte[9]);
            // a second call that runs into its idle limit proves that the limit has passed for the first as well
            fake.then(FakeReply.stream().event("1").stall());
            var other = hasty.send(chat(true), new Upstream.Cancellation());
            assertThrows(Upstream.UpstreamFailure.class, () -> Answers.text(other));
            assertEquals("data: 2\n\n", Answers.text(answer));
        }
    }

    @Test
    void gzipIsRefusedNotInflated() throws Exception {
        fake.then(FakeReply.json(200, "").header("x", "y"));
        Answers.text(upstream.send(chat(false), cancellation));
        var bomb = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bomb)) {
            gzip.write(new byte[32 << 20]);
        }
        fake.then(FakeReply.stream().header("Content-Encoding", "gzip").piece(bomb.toByteArray()));
        var failure = assertThrows(Upstream.UpstreamFailure.class, () -> upstream.send(chat(true), cancellation));
        assertEquals(ErrorClass.BROKEN, failure.errorClass());
    }

    @Test
    void anEndlessPlainAnswerIsBounded() throws Exception {
        var reply = FakeReply.stream();
        var piece = new byte[1 << 20];
        for (int i = 0; i < 65; i++) {
            reply.piece(piece);
        }
        fake.then(reply);
        var answer = upstream.send(chat(false), cancellation);
        long read = 0;
        var buffer = new byte[1 << 16];
        try {
            for (int count = answer.read(buffer); count >= 0; count = answer.read(buffer)) {
                read += count;
            }
            throw new AssertionError("read " + read + " bytes");
        } catch (Upstream.UpstreamFailure e) {
            assertEquals(ErrorClass.BROKEN, e.errorClass());
            assertTrue(read <= HttpUpstream.MAX_PLAIN_BYTES);
        } finally {
            answer.close();
        }
    }

    @Test
    void theRouterNeverCallsItself() {
        upstream.ownPorts(Set.of(fake.port()));
        for (var host : List.of("127.0.0.1", "localhost", "127.0.0.2")) {
            var self =
                    Providers.local(
                            "self",
                            Wire.OPENAI_CHAT,
                            URI.create("http://" + host + ":" + fake.port()),
                            new Credential.None());
            var failure =
                    assertThrows(
                            Upstream.UpstreamFailure.class,
                            () -> upstream.send(request(self, Map.of(), false), cancellation));
            assertEquals(ErrorClass.CONNECT, failure.errorClass());
            assertTrue(failure.getMessage().contains("Signalbox itself"), failure.getMessage());
        }
        assertTrue(fake.received().isEmpty());
    }

    @Test
    void aMissingKeySendsNothing() {
        try (var keyless = new HttpUpstream(Secrets.NONE, Deadlines.DEFAULT)) {
            var failure = assertThrows(Upstream.UpstreamFailure.class, () -> keyless.send(chat(false), cancellation));
            assertEquals(ErrorClass.BAD_KEY, failure.errorClass());
            assertEquals("The key of fake (env:FAKE_KEY) is not set.", failure.getMessage());
            assertTrue(fake.received().isEmpty());
        }
    }

    @Test
    void pathsStayBelowTheBaseUrl() {
        for (var path : List.of("/../admin", "@evil.example/", ".evil.example/", "chat", "/a/../../..")) {
            var provider = provider(Wire.OPENAI_CHAT);
            var request = new Upstream.Request(provider, Wire.OPENAI_CHAT, path, Map.of(), new byte[0], "m", false);
            assertThrows(Upstream.UpstreamFailure.class, () -> upstream.send(request, cancellation), path);
        }
        assertTrue(fake.received().isEmpty());
    }

    @Test
    void noFailureEverShowsTheKey() throws Exception {
        var seen = new StringBuilder();
        fake.then(FakeReply.drop());
        fake.then(FakeReply.raw("HTTP/1.1 banana\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        for (int i = 0; i < 2; i++) {
            var failure = assertThrows(Upstream.UpstreamFailure.class, () -> upstream.send(chat(false), cancellation));
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                seen.append(cause);
            }
        }
        seen.append(chat(false).provider()).append(Secret.of(CANARY.toCharArray()));
        assertNotNull(seen);
        assertFalse(seen.toString().contains(CANARY), seen.toString());
    }

    @Test
    void closingEndsWhatIsInFlight() throws Exception {
        fake.then(FakeReply.stream().event("1").stall());
        var answer = upstream.send(chat(true), cancellation);
        upstream.close();
        var failure = assertThrows(Upstream.UpstreamFailure.class, () -> Answers.text(answer));
        assertEquals(ErrorClass.CANCELLED, failure.errorClass());
    }

    @Test
    void bytesGoThroughUnchanged() throws Exception {
        var odd = new byte[256];
        for (int i = 0; i < odd.length; i++) {
            odd[i] = (byte) i;
        }
        fake.then(FakeReply.stream().piece(odd));
        assertArrayEquals(odd, Answers.bytes(upstream.send(chat(true), cancellation)));
    }

    private Provider provider(Wire wire) {
        return Providers.http("fake", wire, fake.baseUrl().resolve("/v1"), new Credential.Environment("FAKE_KEY"));
    }

    private Upstream.Request chat(boolean stream) {
        return request(provider(Wire.OPENAI_CHAT), Map.of(), stream);
    }

    private static Upstream.Request request(Provider provider, Map<String, String> headers, boolean stream) {
        var body = "{\"model\":\"m\"}".getBytes(StandardCharsets.UTF_8);
        return new Upstream.Request(provider, provider.wire(), "/chat/completions", headers, body, "m", stream);
    }
}
