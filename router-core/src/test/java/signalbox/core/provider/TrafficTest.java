package signalbox.core.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import signalbox.core.policy.Credential;
import signalbox.core.policy.Endpoint;
import signalbox.core.policy.Model;
import signalbox.core.policy.ModelClass;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Quota;
import signalbox.core.policy.Tier;
import signalbox.core.policy.Wire;
import signalbox.core.provider.Traffic.Passage;

class TrafficTest {
    private static final Instant T0 = Instant.parse("2026-11-21T12:00:00Z");
    private static final Need NEED = new Need(100, 50);

    private final Traffic traffic = new Traffic();

    private static Provider provider(Quota... quotas) {
        var models = new LinkedHashMap<String, Model>();
        for (String id : List.of("m", "n")) {
            models.put(id, new Model(id, ModelClass.STANDARD, 1000, 100, Set.of(), Optional.empty()));
        }
        return Provider.of(
                        "p",
                        "local",
                        Wire.OPENAI_CHAT,
                        new Endpoint.Http(URI.create("https://p.example/v1")),
                        new Credential.None(),
                        Tier.FREE,
                        models)
                .withClearance("local", false, PiiClass.PUBLIC)
                .withQuotas(List.of(quotas));
    }

    @Test
    void whatTheDayBeforeSentCountsUntilItIsADayAgo() {
        var provider =
                provider(
                        new Quota("", Quota.Kind.REQUESTS_PER_DAY, 10),
                        new Quota("m", Quota.Kind.TOKENS_PER_DAY, 1000),
                        new Quota("m", Quota.Kind.REQUESTS_PER_MINUTE, 1));
        traffic.recall(provider, "m", 4, 600, T0.minus(Duration.ofHours(20)), T0);
        traffic.recall(provider, "n", 3, 9000, T0.minus(Duration.ofHours(2)), T0);
        traffic.recall(provider, "m", 5, 9000, T0.minus(Duration.ofHours(30)), T0);

        assertEquals(List.of(3L, 400L, 1L), allLeft(provider, T0));
        assertNotNull(traffic.begin(provider, "m", NEED, T0));
        assertEquals(List.of(2L, 250L, 0L), allLeft(provider, T0));
        assertEquals(List.of(6L, 850L, 1L), allLeft(provider, T0.plus(Duration.ofHours(5))));
    }

    private List<Long> allLeft(Provider provider, Instant at) {
        return traffic.rooms(provider, "m", at).stream().map(QuotaRoom::left).toList();
    }

    @Test
    void aDeclaredQuotaIsCountedOverASlidingWindow() {
        Provider provider = provider(new Quota("", Quota.Kind.REQUESTS_PER_MINUTE, 3));
        for (int i = 0; i < 3; i++) {
            assertNotNull(traffic.begin(provider, i == 0 ? "n" : "m", NEED, T0.plusSeconds(i * 10)));
        }
        QuotaRoom room = traffic.rooms(provider, "m", T0.plusSeconds(20)).getFirst();
        assertEquals("requests-per-minute", room.name());
        assertEquals(0, room.left());
        assertNull(traffic.begin(provider, "m", NEED, T0.plusSeconds(59)), "the first is not yet a minute ago");
        assertEquals(T0.plusSeconds(61), room.freeAt());
        assertNotNull(traffic.begin(provider, "m", NEED, room.freeAt()));
        assertNull(traffic.begin(provider, "m", NEED, room.freeAt()));
    }

    @Test
    void whatACallUsedReplacesWhatItWasTakenToNeed() {
        Provider provider = provider(new Quota("m", Quota.Kind.TOKENS_PER_DAY, 1000));
        Passage passage = traffic.begin(provider, "m", NEED, T0);
        assertEquals(850, traffic.rooms(provider, "m", T0).getFirst().left());
        passage.ended(new Need(100, 7), T0.plusSeconds(3));
        passage.ended(new Need(0, 0), T0.plusSeconds(3));
        assertEquals(893, traffic.rooms(provider, "m", T0.plusSeconds(3)).getFirst().left());
        assertTrue(traffic.rooms(provider, "n", T0).isEmpty(), "the quota is of m alone");
        Duration almost = Duration.ofHours(24);
        assertEquals(893, traffic.rooms(provider, "m", T0.plus(almost)).getFirst().left());
        assertEquals(1000, traffic.rooms(provider, "m", T0.plus(almost).plusSeconds(2000)).getFirst().left());
    }

    @Test
    void placesAreTakenOneByOneUnderConcurrency() throws Exception {
        Provider provider = provider(new Quota("", Quota.Kind.CONCURRENT, 5));
        var tries = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 200; i++) {
            String model = i % 2 == 0 ? "m" : "n";
            tries.add(() -> traffic.begin(provider, model, NEED, T0) != null);
        }
        try (var threads = Executors.newFixedThreadPool(8)) {
            long admitted = 0;
            for (var each : threads.invokeAll(tries)) {
                admitted += each.get() ? 1 : 0;
            }
            assertEquals(5, admitted);
        }
        assertEquals(5, traffic.inFlight("p", "m") + traffic.inFlight("p", "n"));
    }

    @Test
    void aReportedQuotaIsCarriedOnByWhatIsSentAndRefillsAsABucketDoes() {
        Provider provider = provider();
        Passage passage = traffic.begin(provider, "m", NEED, T0);
        passage.learn(headers(60, 2, "60s"), T0);
        assertEquals(2, left(provider, T0));
        assertNotNull(traffic.begin(provider, "m", NEED, T0));
        assertNotNull(traffic.begin(provider, "m", NEED, T0));
        assertNull(traffic.begin(provider, "m", NEED, T0));
        QuotaRoom room = traffic.rooms(provider, "m", T0).getFirst();
        assertTrue(room.freeAt().isAfter(T0) && room.freeAt().isBefore(T0.plusSeconds(3)), room.toString());
        assertNotNull(traffic.begin(provider, "m", NEED, room.freeAt()));
        assertTrue(traffic.rooms(provider, "m", T0.plusSeconds(60)).isEmpty(), "all of it is back");
    }

    @Test
    void aReportByTheDayComesBackAllAtOnce() {
        Provider provider = provider();
        Passage passage = traffic.begin(provider, "m", NEED, T0);
        passage.learn(
                Map.of(
                        "x-ratelimit-limit-requests-day", "100",
                        "x-ratelimit-remaining-requests-day", "0",
                        "x-ratelimit-reset-requests-day", "7200"),
                T0);
        assertNull(traffic.begin(provider, "m", NEED, T0.plusSeconds(7199)));
        assertNotNull(traffic.begin(provider, "m", NEED, T0.plusSeconds(7200)));
    }

    private long left(Provider provider, Instant at) {
        return traffic.rooms(provider, "m", at).getFirst().left();
    }

    private static Map<String, String> headers(int limit, int remaining, String reset) {
        return Map.of(
                "x-ratelimit-limit-requests", Integer.toString(limit),
                "x-ratelimit-remaining-requests", Integer.toString(remaining),
                "x-ratelimit-reset-requests", reset);
    }
}
