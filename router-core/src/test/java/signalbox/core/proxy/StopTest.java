package signalbox.core.proxy;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StopTest {
    private static final String PATH = "/v1/chat/completions";

    private final FakeRouter router = new FakeRouter();
    private ProxyServer server;

    @BeforeEach
    void start() throws IOException {
        server = ProxyServer.start(router.router(), 0);
    }

    @Test
    void callsInWorkAreFinishedAndNewOnesRefused() throws Exception {
        var release = new CountDownLatch(1);
        router.answer((request, sink) -> {
            sink.begin(200, List.of());
            sink.write(new byte[0], 0, 0);
            RelayTest.awaitLatch(release);
            var piece = new byte[1 << 20];
            sink.write(piece, 0, piece.length);
            sink.end();
        });
        try (var working = new RawClient(server.port());
                var kept = new RawClient(server.port())) {
            assertEquals(204, kept.get("/health").read().status());
            working.post(PATH, "{}").readHead();
            var stopped = CompletableFuture.runAsync(() -> server.stop(Duration.ofSeconds(10)));
            await().until(() -> refusesConnections(server.port()));
            var refused = kept.post(PATH, "{}").read();
            assertEquals(503, refused.status());
            assertEquals("close", refused.header("connection"));
            assertTrue(refused.body().contains("stopping"), refused.body());
            release.countDown();
            assertEquals(1 << 20, readStream(working));
            assertTrue(working.closed());
            stopped.get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void callsThatTakeTooLongAreCancelled() throws Exception {
        var gone = new CountDownLatch(1);
        router.answer((request, sink) -> {
            sink.onGone(gone::countDown);
            RelayTest.awaitLatch(gone);
        });
        try (var client = new RawClient(server.port())) {
            client.post(PATH, "{}");
            await().until(() -> router.calls().size() == 1);
            server.stop(Duration.ofMillis(100));
            assertEquals(0, gone.getCount());
            assertTrue(client.closed());
        }
    }

    @Test
    void idleConnectionsDoNotHoldItUp() throws Exception {
        try (var idle = new RawClient(server.port())) {
            assertEquals(204, idle.get("/health").read().status());
            long start = System.nanoTime();
            server.stop(Duration.ofSeconds(10));
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(5));
            assertTrue(idle.closed());
        }
    }

    private static int readStream(RawClient client) throws IOException {
        int total = 0;
        for (var chunk = client.readChunk(); !chunk.isEmpty(); chunk = client.readChunk()) {
            total += chunk.length();
        }
        return total;
    }

    private static boolean refusesConnections(int port) {
        try (var client = new RawClient(port)) {
            client.get("/health");
            return client.closed();
        } catch (IOException e) {
            return true;
        }
    }
}
