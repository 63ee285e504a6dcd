package signalbox.core.proxy;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private static final String PATH = "/v1/chat/completions";
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(60);

    private final FakeRouter router = new FakeRouter();
    private ProxyServer server;

    private void start(Limits limits) throws IOException {
        server = ProxyServer.start(router.router(), 0, limits.build());
    }

    @AfterEach
    void stop() {
        server.stop(Duration.ofSeconds(5));
    }

    @Test
    void anAnnouncedLargeBodyIsRefusedInTheClientsDialect() throws IOException {
        start(Limits.standard().counts(1 << 20, 8, 8));
        try (var client = new RawClient(server.port())) {
            var answer = client.post("/v1/messages", "x".repeat((1 << 20) + 1)).read();
            assertEquals(413, answer.status());
            assertTrue(answer.body().startsWith("{\"type\":\"error\""), answer.body());
            assertTrue(answer.body().contains("1 MiB"), answer.body());
            assertTrue(client.closed());
        }
        try (var client = new RawClient(server.port())) {
            assertEquals(200, client.post(PATH, "x".repeat(1 << 20)).read().status());
        }
    }

    @Test
    void aChunkedLargeBodyIsRefusedWhereItGrowsTooLarge() throws IOException {
        start(Limits.standard().counts(1 << 20, 8, 8));
        try (var client = new RawClient(server.port())) {
            client.send(chunkedHead());
            for (int i = 0; i < 20; i++) {
                client.send("10000\r\n" + "x".repeat(0x10000) + "\r\n");
            }
            assertEquals(413, client.read().status());
        }
        assertEquals(0, router.calls().size());
    }

    @Test
    void aChunkedBodyArrivesWholeHoweverItIsCut() throws IOException {
        start(Limits.standard());
        var request =
                chunkedHead().replace("PORT", "" + server.port()) + "5\r\n{\"a\":\r\n00A\r\n[1,2,3,4]}\r\n0\r\n\r\n";
        for (int cut = 1; cut < request.length(); cut++) {
            try (var client = new RawClient(server.port())) {
                client.send(request.substring(0, cut)).send(request.substring(cut));
                assertEquals("{\"a\":[1,2,3,4]}", client.read().body());
            }
        }
    }

    @Test
    void aClientThatExpectsToContinueIsToldTo() throws IOException {
        start(Limits.standard());
        try (var client = new RawClient(server.port())) {
            client.send(
                    chunkedHead().replace("Transfer-Encoding: chunked", "Content-Length: 2\r\nExpect: 100-continue"));
            assertEquals(100, client.read().status());
            assertEquals(200, client.send("{}").read().status());
        }
    }

    @Test
    void aSlowHeadIsRefused() throws IOException {
        start(Limits.standard().times(SHORT, LONG, LONG, LONG));
        try (var client = new RawClient(server.port())) {
            client.send("POST /v1/messages HTTP/1.1\r\n");
            assertEquals(408, client.read().status());
            assertTrue(client.closed());
        }
    }

    @Test
    void aConnectionThatSaysNothingIsClosed() throws IOException {
        start(Limits.standard().times(SHORT, LONG, LONG, LONG));
        try (var client = new RawClient(server.port())) {
            assertTrue(client.closed());
        }
    }

    @Test
    void aStalledBodyIsRefused() throws IOException {
        start(Limits.standard().times(LONG, SHORT, LONG, LONG));
        try (var client = new RawClient(server.port())) {
            assertEquals(408, client.send(chunkedHead() + "5\r\nab").read().status());
        }
    }

    @Test
    void aTricklingBodyIsRefusedInTheEnd() throws Exception {
        start(Limits.standard().times(LONG, SHORT, SHORT.multipliedBy(2), LONG));
        try (var client = new RawClient(server.port());
                var trickle = Executors.newSingleThreadScheduledExecutor()) {
            client.send(chunkedHead());
            Callable<RawClient> piece = () -> client.send("1\r\nx\r\n");
            trickle.scheduleAtFixedRate(() -> ignoreFailure(piece), 0, 20, TimeUnit.MILLISECONDS);
            assertEquals(408, client.read().status());
            trickle.shutdownNow();
        }
    }

    @Test
    void aKeptConnectionServesManyRequestsAndIsClosedWhenIdle() throws IOException {
        start(Limits.standard().times(SHORT, LONG, LONG, SHORT.multipliedBy(4)));
        try (var client = new RawClient(server.port())) {
            for (int i = 0; i < 50; i++) {
                assertEquals("{\"i\":" + i + "}", client.post(PATH, "{\"i\":" + i + "}").read().body());
                assertEquals(404, client.get("/nothing").read().status());
            }
            long start = System.nanoTime();
            assertTrue(client.closed());
            assertTrue(
                    System.nanoTime() - start > SHORT.multipliedBy(3).toNanos(), "closed as if it were sending a head");
        }
    }

    @Test
    void aLongCallIsNotTakenForIdle() throws Exception {
        start(Limits.standard().times(SHORT, SHORT, SHORT, SHORT));
        var release = new CountDownLatch(1);
        router.answer((request, sink) -> {
            RelayTest.awaitLatch(release);
            FakeRouter.echo(request, sink);
        });
        try (var client = new RawClient(server.port());
                var timer = Executors.newSingleThreadScheduledExecutor()) {
            client.post(PATH, "{}");
            timer.schedule(release::countDown, 3 * SHORT.toMillis(), TimeUnit.MILLISECONDS);
            assertEquals(200, client.read().status());
            assertEquals(200, client.post(PATH, "{}").read().status());
        }
    }

    @Test
    void aClientMayAskToClose() throws IOException {
        start(Limits.standard());
        try (var client = new RawClient(server.port())) {
            var answer = client.post(PATH, "{}", "Connection: close").read();
            assertEquals("close", answer.header("connection"));
            assertTrue(client.closed());
        }
    }

    @Test
    void sixtyFourCallsRunAtATime() throws Exception {
        start(Limits.standard());
        var together = new CyclicBarrier(64);
        router.answer((request, sink) -> {
            meet(together);
            FakeRouter.echo(request, sink);
        });
        var clients = new ArrayList<RawClient>();
        for (int i = 0; i < 64; i++) {
            clients.add(new RawClient(server.port()).post(PATH, "{\"i\":" + i + "}"));
        }
        for (int i = 0; i < 64; i++) {
            assertEquals("{\"i\":" + i + "}", clients.get(i).read().body());
            clients.get(i).close();
        }
    }

    @Test
    void tooManyCallsAreRefusedWithAHintWhenToRetry() throws Exception {
        start(Limits.standard().counts(1 << 20, 2, 100));
        var release = new CountDownLatch(1);
        router.answer((request, sink) -> {
            RelayTest.awaitLatch(release);
            FakeRouter.echo(request, sink);
        });
        try (var one = new RawClient(server.port()).post(PATH, "{}");
                var two = new RawClient(server.port()).post(PATH, "{}");
                var three = new RawClient(server.port())) {
            await().until(() -> router.calls().size() == 2);
            var refused = three.post(PATH, "{}").read();
            assertEquals(503, refused.status());
            assertEquals("1", refused.header("retry-after"));
            assertTrue(refused.body().contains("overloaded"), refused.body());
            release.countDown();
            assertEquals(200, one.read().status());
            assertEquals(200, two.read().status());
            await().until(() -> three.post(PATH, "{}").read().status() == 200);
        }
    }

    @Test
    void tooManyConnectionsAreClosed() throws Exception {
        start(Limits.standard().counts(1 << 20, 8, 2));
        try (var one = new RawClient(server.port());
                var two = new RawClient(server.port())) {
            assertEquals(204, one.get("/health").read().status());
            assertEquals(204, two.get("/health").read().status());
            try (var three = new RawClient(server.port())) {
                assertTrue(three.closed());
            }
        }
        await().until(() -> {
            try (var four = new RawClient(server.port())) {
                return four.get("/health").read().status() == 204;
            }
        });
    }

    private static String chunkedHead() {
        return "POST "
                + PATH
                + " HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nx-api-key: sbx-right\r\n"
                + "Content-Type: application/json; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n";
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void ignoreFailure(Callable<?> action) {
        try {
            action.call();
        } catch (Exception e) {
            // the server has closed: what the test waits for
        }
    }
}
