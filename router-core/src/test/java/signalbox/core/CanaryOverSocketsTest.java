package signalbox.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.testing.FakeReply;
import signalbox.core.testing.FakeUpstream;

/// Strings of private calls, followed on the wire: whatever fails, they reach no socket that is not cleared for them.
class CanaryOverSocketsTest {
    private static final String CANARY = "canary-7f3a";
    private static final String ANSWER =
            "{\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}],"
                    + "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}";

    private static final Instant START = Instant.parse("2026-11-21T09:00:00Z");

    @TempDir Path dir;

    /// The router's clock runs ahead between calls, so that what failed is tried again.
    private final AtomicLong minutes = new AtomicLong();

    private final FakeUpstream uncleared = FakeUpstream.start();
    private final FakeUpstream trains = FakeUpstream.start();
    private final FakeUpstream abroad = FakeUpstream.start();
    private final FakeUpstream router = FakeUpstream.start();
    private final FakeUpstream house = FakeUpstream.start();
    private Served served;

    @BeforeEach
    void open() throws Exception {
        served = Served.open(dir.resolve("data"), () -> START.plusSeconds(minutes.get() * 60));
        served.enforce(
                """
                signalbox: 1
                providers:
                  uncleared: {base-url: "http://127.0.0.1:%d/v1", jurisdiction: EU, tier: free, models: {m: {}}}
                  trains: {base-url: "http://127.0.0.1:%d/v1", jurisdiction: EU, tier: free, clearance: private, trains-on-input: true, models: {m: {}}}
                  abroad: {base-url: "http://127.0.0.1:%d/v1", jurisdiction: CN, tier: free, clearance: private, models: {m: {}}}
                  router: {base-url: "http://127.0.0.1:%d/v1", vendor: openrouter, jurisdiction: EU, tier: free, clearance: private, trains-on-input: true, models: {m: {}}}
                  house: {base-url: "http://127.0.0.1:%d/v1", vendor: openai, jurisdiction: local, tier: free, clearance: private, models: {m: {}}}
                routes: {r: [uncleared/m, trains/m, abroad/m, router/m, house/m], h: [house/m], o: [router/m]}
                workloads:
                  w: {route: r, max-tokens: 50, tripwire: {otherwise: raise}}
                  h: {route: h, max-tokens: 50}
                  o: {route: o, max-tokens: 50}
                rules:
                  home: {at-least: private, jurisdictions: [EU, local], no-training: true, retention-days: 0}
                """
                        .formatted(uncleared.port(), trains.port(), abroad.port(), router.port(), house.port()));
        served.issueKey("w");
    }

    @AfterEach
    void close() {
        served.close();
        List.of(uncleared, trains, abroad, router, house).forEach(FakeUpstream::close);
    }

    @Test
    void noFailureTakesAPrivateCallToAnUnclearedSocket() throws Exception {
        var random = new Random(5);
        router.always(request -> reply(random));
        house.always(request -> reply(random));
        for (int i = 0; i < 80; i++) {
            minutes.addAndGet(90);
            switch (random.nextInt(3)) {
                case 0 -> served.call(Served.CHAT, body(CANARY, i), "x-signalbox-pii", "private");
                case 1 -> served.call(Served.CHAT, body("mail " + CANARY + "@x.org", i));
                default ->
                        served.call(
                                Served.CHAT,
                                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"file\",\"file\":"
                                    + "{\"file_data\":\""
                                        + CANARY
                                        + "\"}}]}]}");
            }
        }
        served.flush();
        assertEquals(0, uncleared.connections() + trains.connections() + abroad.connections());
        assertTrue(router.received().size() + house.received().size() > 20, "the cleared ones were asked");
        for (var sent : router.received()) {
            assertTrue(sent.text().contains("\"data_collection\":\"deny\""), sent.text());
            assertTrue(sent.text().contains("\"zdr\":true"), sent.text());
        }
    }

    @Test
    void aPublicCallGoesTheOrdinaryWayWithoutConditions() throws Exception {
        uncleared.always(FakeReply.json(500, "{}"));
        trains.always(FakeReply.json(200, ANSWER));
        assertEquals(200, served.call(Served.CHAT, body("weather", 1)).statusCode());
        assertEquals(1, trains.received().size());
        served.issueKey("o");
        router.always(FakeReply.json(200, ANSWER));
        served.call(Served.CHAT, body("weather", 1));
        assertFalse(router.next().text().contains("zdr"));
    }

    @Test
    void aClientMayAskThatNothingIsKept() throws Exception {
        house.always(FakeReply.json(200, ANSWER));
        router.always(FakeReply.json(200, ANSWER));
        served.issueKey("h");
        served.call(Served.CHAT, body("x", 1).replaceFirst("\\{", "{\"store\":true,"), "X-No-Store", "1");
        String kept = house.next().text();
        assertTrue(kept.contains("\"store\":false") && !kept.contains("\"store\":true"), kept);
        served.issueKey("o");
        served.call(Served.CHAT, body("x", 1), "X-No-Store", "true");
        String routed = router.next().text();
        assertTrue(routed.contains("\"data_collection\":\"deny\",\"zdr\":true"), routed);
        served.call(Served.CHAT, body("x", 1), "X-No-Store", "false");
        assertFalse(router.next().text().contains("zdr"));
    }

    private static FakeReply reply(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> FakeReply.json(429, "{\"error\":{\"message\":\"slow\"}}").header("Retry-After", "0");
            case 1 -> FakeReply.json(500, "{}");
            case 2 -> FakeReply.drop();
            case 3 -> FakeReply.json(200, "{\"choices\":[");
            case 4 -> FakeReply.json(401, "{\"error\":{\"message\":\"no\"}}");
            case 5 -> FakeReply.json(400, "{\"error\":{\"code\":\"context_length_exceeded\",\"message\":\"long\"}}");
            default -> FakeReply.json(200, ANSWER);
        };
    }

    private static String body(String text, int i) {
        return "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + " " + i + "\"}]}";
    }
}
