package signalbox.core.proxy;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import signalbox.core.ClientSink;
import signalbox.core.ClientSink.Header;

/// How answers and departures travel.
class RelayTest {
    private static final List<Header> EVENTS = List.of(new Header("content-type", "text/event-stream"));
    private static final String LARGE = "0123456789abcdef".repeat(1 << 20);
    private static final String PATH = "/v1/chat/completions";

    private final FakeRouter router = new FakeRouter();
    private ProxyServer server;

    @BeforeEach
    void start() throws IOException {
        start(Duration.ofSeconds(10));
    }

    private void start(Duration slowReader) throws IOException {
        var limits = Limits.standard().slowReader(slowReader).build();
        server = ProxyServer.start(router.router(), 0, limits);
    }

    @AfterEach
    void stop() {
        server.stop(Duration.ofSeconds(5));
    }

    @Test
    void everyPieceArrivesBeforeTheNextIsWritten() throws Exception {
        var received = new SynchronousQueue<String>();
        router.answer((request, sink) -> {
            sink.begin(200, EVENTS);
            for (var piece : List.of("data: one\n\n", "data: two\n\n", "data: [DONE]\n\n")) {
                write(sink, piece);
                assertEquals(piece, taken(received));
            }
            sink.end();
        });
        try (var client = new RawClient(server.port())) {
            var head = client.post(PATH, "{}").readHead();
            assertEquals("text/event-stream", head.header("content-type"));
            for (var chunk = client.readChunk(); !chunk.isEmpty(); chunk = client.readChunk()) {
                assertTrue(received.offer(chunk, 5, TimeUnit.SECONDS));
            }
            assertEquals(200, client.post(PATH, "{}").readHead().status(), "the connection is kept");
        }
    }

    @Test
    void theHeadOfAStreamArrivesWithAnEmptyPiece() throws Exception {
        var seen = new CountDownLatch(1);
        router.answer((request, sink) -> {
            sink.begin(200, EVENTS);
            write(sink, "");
            awaitLatch(seen);
            sink.end();
        });
        try (var client = new RawClient(server.port())) {
            assertEquals(200, client.post(PATH, "{}").readHead().status());
            seen.countDown();
            assertEquals("", client.readChunk());
        }
    }

    @Test
    void anOrderlyLeaveIsNoticedWhileNothingIsWritten() throws Exception {
        leaveIsNoticed(RawClient::close);
    }

    @Test
    void aResetIsNoticedWhileNothingIsWritten() throws Exception {
        leaveIsNoticed(RawClient::reset);
    }

    @Test
    void aHalfClosedClientHasLeft() throws Exception {
        leaveIsNoticed(client -> client.socket().shutdownOutput());
    }

    private interface Leave {
        void by(RawClient client) throws IOException;
    }

    private void leaveIsNoticed(Leave leave) throws Exception {
        var waiting = new CountDownLatch(1);
        var gone = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        var told = new AtomicInteger();
        var left = new AtomicLong();
        router.answer((request, sink) -> {
            sink.onGone(() -> {
                left.addAndGet(System.nanoTime());
                told.incrementAndGet();
                gone.countDown();
            });
            waiting.countDown();
            awaitLatch(gone);
            assertThrows(IOException.class, () -> sink.begin(200, EVENTS));
            var late = new AtomicInteger();
            sink.onGone(late::incrementAndGet);
            assertEquals(1, late.get(), "told at once when already gone");
            ended.countDown();
        });
        try (var client = new RawClient(server.port())) {
            client.post(PATH, "{}");
            assertTrue(waiting.await(5, TimeUnit.SECONDS));
            left.set(-System.nanoTime());
            leave.by(client);
            assertTrue(ended.await(5, TimeUnit.SECONDS));
        }
        assertEquals(1, told.get());
        assertTrue(left.get() < 1_000_000_000L, "noticed after " + left.get() + " ns");
    }

    @Test
    void aLeaveIsNoticedInTheMiddleOfAStream() throws Exception {
        var gone = new CountDownLatch(1);
        router.answer((request, sink) -> {
            sink.onGone(gone::countDown);
            sink.begin(200, EVENTS);
            write(sink, "data: one\n\n");
            awaitLatch(gone);
            write(sink, "data: two\n\n");
        });
        try (var client = new RawClient(server.port())) {
            client.post(PATH, "{}").readHead();
            client.readChunk();
        }
        assertTrue(gone.await(5, TimeUnit.SECONDS));
    }

    @Test
    void aClientThatLeavesAfterItsAnswerIsNotReported() throws Exception {
        var told = new AtomicInteger();
        router.answer((request, sink) -> {
            sink.onGone(told::incrementAndGet);
            FakeRouter.echo(request, sink);
        });
        try (var client = new RawClient(server.port())) {
            client.post(PATH, "{}").read();
        }
        server.stop(Duration.ofSeconds(5));
        assertEquals(0, told.get());
    }

    @Test
    void writingWaitsForASlowClientAndGivesUpInTime() throws Exception {
        server.close();
        start(Duration.ofMillis(300));
        var failed = new CountDownLatch(1);
        var written = new AtomicLong();
        router.answer((request, sink) -> {
            sink.begin(200, EVENTS);
            var piece = new byte[64 << 10];
            try {
                while (written.get() < 1L << 30) {
                    sink.write(piece, 0, piece.length);
                    written.addAndGet(piece.length);
                }
            } catch (IOException e) {
                failed.countDown();
                throw e;
            }
        });
        try (var client = new RawClient(server.port())) {
            client.post(PATH, "{}").readHead();
            assertTrue(failed.await(10, TimeUnit.SECONDS));
            assertTrue(written.get() < 64 << 20, "buffered " + written.get());
        }
    }

    /// More than the socket takes at once, so some of it goes by the event loop and some does not.
    @RepeatedTest(5)
    void writingResumesWhenTheClientReadsAgain() throws Exception {
        var pieces = IntStream.range(0, 300).mapToObj(i -> (i + ";").repeat(i * 40)).toList();
        router.answer((request, sink) -> {
            sink.begin(200, EVENTS);
            for (var piece : pieces) {
                write(sink, piece);
            }
            sink.end();
        });
        try (var client = new RawClient(server.port())) {
            assertEquals(String.join("", pieces), client.post(PATH, "{}").read().body());
        }
    }

    @Test
    void anAnswerThatTheSocketCannotTakeAtOnceComesWholeAndTheNextAfterIt() throws Exception {
        try (var client = new RawClient(server.port())) {
            askForLarge(client);
            assertEquals(LARGE, client.read().body());
            router.answer(FakeRouter::echo);
            assertEquals("{\"next\":1}", client.post(PATH, "{\"next\":1}").read().body());
        }
    }

    /// Asks for an answer that stays half in the listener's hands until it is read.
    private void askForLarge(RawClient client) throws Exception {
        var answered = new CountDownLatch(1);
        router.answer((request, sink) -> {
            sink.reply(200, EVENTS, LARGE.getBytes(StandardCharsets.US_ASCII));
            answered.countDown();
        });
        client.post(PATH, "{}");
        awaitLatch(answered);
    }

    @Test
    void whatIsPipelinedBehindAnAnswerOnItsWayIsNotExecuted() throws Exception {
        try (var client = new RawClient(server.port())) {
            askForLarge(client);
            client.post(PATH, "{\"second\":1}");
            await().during(Duration.ofMillis(50)).until(() -> router.calls().size() == 1);
            assertEquals(LARGE, client.read().body());
            assertTrue(client.closed());
        }
        assertEquals(1, router.calls().size());
    }

    @Test
    void anAbortedStreamCannotBeTakenForComplete() throws Exception {
        router.answer((request, sink) -> {
            sink.begin(200, EVENTS);
            write(sink, "data: one\n\n");
            sink.abort();
        });
        try (var client = new RawClient(server.port())) {
            client.post(PATH, "{}").readHead();
            assertThrows(
                    IOException.class,
                    () -> {
                        client.readChunk();
                        client.readChunk();
                    });
        }
    }

    @Test
    void aFailureInTheRouterIsAnErrorInTheClientsDialect() throws Exception {
        router.answer((request, sink) -> {
            throw new IllegalStateException("secret detail");
        });
        try (var client = new RawClient(server.port())) {
            var answer = client.post("/v1/messages", "{}").read();
            assertEquals(500, answer.status());
            assertTrue(answer.body().startsWith("{\"type\":\"error\""), answer.body());
            assertFalse(answer.body().contains("secret"), answer.body());
            router.answer(FakeRouter::echo);
            assertEquals(200, client.post(PATH, "{}").read().status());
        }
    }

    @Test
    void aFailureInTheMiddleOfAStreamBreaksIt() throws Exception {
        router.answer((request, sink) -> {
            sink.begin(200, EVENTS);
            write(sink, "data: half");
            throw new IllegalStateException("secret detail");
        });
        try (var client = new RawClient(server.port())) {
            client.post(PATH, "{}").readHead();
            assertEquals("data: half", client.readChunk());
            assertThrows(EOFException.class, client::readChunk);
        }
    }

    @Test
    void headersThatCouldSplitAnAnswerAreLeftOut() throws Exception {
        router.answer((request, sink) ->
                sink.reply(
                        200,
                        List.of(
                                new Header("x-bad", "a\r\nSet-Cookie: b"),
                                new Header("connection", "x"),
                                new Header("x-good", "c")),
                        request.body()));
        try (var client = new RawClient(server.port())) {
            var answer = client.post(PATH, "{}").read();
            assertEquals("c", answer.header("x-good"));
            assertFalse(answer.headers().containsKey("x-bad"));
            assertFalse(answer.headers().containsKey("set-cookie"));
            assertFalse(answer.headers().containsKey("connection"));
        }
    }

    @Test
    void aPipelinedRequestClosesTheConnectionAfterTheAnswer() throws Exception {
        var arrived = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        router.answer((request, sink) -> {
            arrived.countDown();
            awaitLatch(release);
            FakeRouter.echo(request, sink);
        });
        try (var client = new RawClient(server.port())) {
            client.post(PATH, "{\"first\":1}");
            assertTrue(arrived.await(5, TimeUnit.SECONDS));
            client.post(PATH, "{\"second\":1}");
            await().during(Duration.ofMillis(50)).until(() -> router.calls().size() == 1);
            release.countDown();
            assertEquals("{\"first\":1}", client.read().body());
            assertTrue(client.closed());
        }
        assertEquals(1, router.calls().size());
    }

    private static void write(ClientSink sink, String text) throws IOException {
        var bytes = FakeRouter.bytes(text);
        sink.write(bytes, 0, bytes.length);
        Arrays.fill(bytes, (byte) '!');
    }

    private static String taken(SynchronousQueue<String> queue) {
        try {
            return queue.poll(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static void awaitLatch(CountDownLatch latch) {
        try {
            assertTrue(latch.await(5, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
