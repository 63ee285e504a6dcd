package signalbox.core.provider;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.util.Arrays;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import signalbox.core.testing.FakeReply;
import signalbox.core.testing.FakeUpstream;

class QuietPoolTest {
    private static final int CALLS = 200;

    private final FakeUpstream upstream = FakeUpstream.start().always(FakeReply.json(200, "{}"));

    @AfterEach
    void close() {
        upstream.close();
    }

    @Test
    void idleConnectionsAreClosedWhenTheirTimeIsOver() throws IOException {
        ConnectionPool pool = QuietPool.of(10, Duration.ofMillis(50));
        call(pool, 1);
        assertEquals(1, pool.connectionCount());
        await().atMost(Duration.ofSeconds(5)).until(() -> pool.connectionCount() == 0);
        // and again, when its thread had nothing more to look at
        call(pool, 1);
        await().atMost(Duration.ofSeconds(5)).until(() -> pool.connectionCount() == 0);
    }

    @Test
    void callsWakeNoThread() throws IOException {
        ConnectionPool pool = QuietPool.of(10, Duration.ofMinutes(5));
        call(pool, 1);
        long before = wakeUps();
        call(pool, CALLS);
        assertEquals(1, upstream.connections());
        long wakeUps = wakeUps() - before;
        assertTrue(wakeUps < CALLS / 2, "woken " + wakeUps + " times");
        pool.evictAll();
    }

    /// OkHttp gives every thread that runs its tasks a name of its own.
    private static long wakeUps() {
        return Arrays.stream(ManagementFactory.getThreadMXBean().dumpAllThreads(false, false))
                .filter(thread -> thread.getThreadName().startsWith("OkHttp"))
                .mapToLong(ThreadInfo::getWaitedCount)
                .sum();
    }

    private void call(ConnectionPool pool, int times) throws IOException {
        var client = new OkHttpClient.Builder().connectionPool(pool).build();
        var request = new Request.Builder().url(upstream.baseUrl().toString()).build();
        for (int i = 0; i < times; i++) {
            try (var answer = client.newCall(request).execute()) {
                answer.body().bytes();
            }
        }
    }
}
