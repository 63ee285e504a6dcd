package signalbox.core;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.ledger.CallId;
import signalbox.core.testing.FakeReply;
import signalbox.core.testing.FakeUpstream;
import signalbox.core.testing.Mount;

/// Disks that really are full or read-only: no call is served that cannot be written down, clients are told so in their
/// own dialect, and service comes back by itself.
class DiskTroubleTest {
    private static final String POLICY =
            """
            signalbox: 1
            providers:
              up:
                base-url: http://127.0.0.1:%d/v1
                jurisdiction: local
                models: {m: {context: 100000, max-output: 8000, price: {input: 1, output: 2}}}
            routes: {r: [up/m]}
            workloads: {w: {route: r, max-tokens: 100, any-model: true}}
            budgets: {day: {on: everything, limit: $1000.00, window: lifetime}}
            """;

    private static final long COST = 20_000;
    private static final String MESSAGE =
            "{\"model\":\"m\",\"max_tokens\":10,\"messages\":[{\"role\":\"user\",\"content\":\"Hi.\"}]}";

    @TempDir Path dir;

    private final FakeUpstream upstream = FakeUpstream.start();
    private final Queue<String> incidents = new ConcurrentLinkedQueue<>();
    private final Set<String> answered = new HashSet<>();
    private Path data;

    @BeforeEach
    void answer() {
        upstream.always(
                FakeReply.json(
                        200,
                        "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"Hi.\"},\"finish_reason\":\"stop\"}],"
                                + "\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5}}"));
        data = dir.resolve("data");
    }

    @AfterEach
    void close() {
        upstream.close();
    }

    private Served serve() throws Exception {
        Served served = Served.open(data, POLICY.formatted(upstream.port()));
        served.router()
                .on(event -> {
                    if (event instanceof RouterEvent.Incident incident) {
                        incidents.add(incident.code());
                    }
                });
        return served;
    }

    private int call(Served served) throws Exception {
        HttpResponse<String> answer = served.chat("");
        if (answer.statusCode() == 200) {
            answered.add(answer.headers().firstValue("x-signalbox-call-id").orElseThrow());
        } else {
            assertEquals(503, answer.statusCode(), answer.body());
            assertTrue(answer.body().contains("\"code\":\"ledger_unavailable\""), answer.body());
        }
        return answer.statusCode();
    }

    /// Calls until it is refused, then makes sure that it stays so and nobody is asked.
    private void untilRefused(Served served) throws Exception {
        for (int i = 0; call(served) == 200; i++) {
            assertTrue(i < 20_000, "never refused");
        }
        int asked = upstream.received().size();
        assertEquals(answered.size(), asked, "every call that was sent was answered");
        for (int i = 0; i < 10; i++) {
            assertEquals(503, call(served));
        }
        HttpResponse<String> anthropic = served.call(Served.MESSAGES, MESSAGE);
        assertEquals(503, anthropic.statusCode());
        assertTrue(anthropic.body().startsWith("{\"type\":\"error\""), anthropic.body());
        assertEquals(asked, upstream.received().size(), "no upstream byte while the ledger is down");
        assertTrue(incidents.contains("ledger_unavailable"), incidents + " lacks the incident");
    }

    private long untilServed(Served served) {
        long began = System.nanoTime();
        await().atMost(Duration.ofSeconds(5)).until(() -> call(served) == 200);
        incidents.clear();
        return (System.nanoTime() - began) / 1_000_000;
    }

    private void checkRows(Served served) {
        served.flush();
        var rows = new HashSet<String>();
        long[] cost = new long[1];
        served.router()
                .ledger()
                .export(
                        Instant.EPOCH,
                        row -> {
                            rows.add(CallId.format(row.id()));
                            cost[0] += row.costNanos();
                        });
        assertTrue(rows.containsAll(answered), "every answered call has its row");
        assertEquals(upstream.received().size() * COST, cost[0], "every call that was sent is in a row");
        assertEquals(cost[0], served.budget("day").spent());
    }

    @Test
    void aFullDiskServesNothingUnledgeredAndIsBackWithinSeconds() throws Exception {
        try (var mount = Mount.tmpfs(data, 48);
                Served served = serve()) {
            long slowest = 0;
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < 7 * round; i++) {
                    assertEquals(200, call(served));
                }
                mount.fill();
                untilRefused(served);
                mount.empty();
                slowest = Math.max(slowest, untilServed(served));
            }
            // the database behind the questions takes its time to be tried again
            await().ignoreExceptions().atMost(Duration.ofSeconds(30)).untilAsserted(() -> checkRows(served));
            System.out.println(
                    "disk: full 3 times, "
                            + answered.size()
                            + " calls, 0 lost; back at the latest after "
                            + slowest
                            + " ms");
        }
    }

    @Test
    void aJournalOnAReadOnlyDiskComesBackOnceItIsWritableAgain() throws Exception {
        try (var mount = Mount.tmpfs(data.resolve("journal"), 12);
                Served served = serve()) {
            assertEquals(200, call(served));
            mount.fill();
            untilRefused(served);
            // possible only while the journal has no segment open, so its spare room has to be gone as well
            await().atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> {
                        mount.fill();
                        return call(served) == 503 && mount.remount("ro");
                    });
            assertEquals(503, call(served));
            assertTrue(mount.remount("rw"));
            mount.empty();
            long back = untilServed(served);
            await().ignoreExceptions().atMost(Duration.ofSeconds(30)).untilAsserted(() -> checkRows(served));
            System.out.println("disk: read-only, then writable again; back after " + back + " ms");
        }
    }

    @Test
    void aDiskThatFailsForGoodLosesNoMoney() throws Exception {
        Path image = dir.resolve("image");
        long billed;
        try (var mount = Mount.ext4(data, image, 48)) {
            try (Served served = serve()) {
                for (int i = 0; i < 20; i++) {
                    assertEquals(200, call(served));
                }
                mount.fail();
                untilRefused(served);
                billed = upstream.received().size() * COST;
            }
        }
        try (var _ = Mount.repaired(data, image);
                Served served = Served.open(data)) {
            long counted = served.budget("day").spent() + served.budget("day").unreported();
            assertTrue(counted >= billed, counted + " of " + billed);
        }
        System.out.println("disk: read-only after an error, refused until the end, all counted after its repair");
    }
}
