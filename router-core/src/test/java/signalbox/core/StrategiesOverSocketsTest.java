package signalbox.core;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.ledger.CallRow;
import signalbox.core.ledger.Ledger;
import signalbox.core.plan.Step;
import signalbox.core.testing.FakeReply;
import signalbox.core.testing.FakeUpstream;

/// Strategies at work: what is learned from answers decides where the next call goes.
class StrategiesOverSocketsTest {
    private static final String ANSWER =
            """
            {"id":"x","choices":[{"index":0,"message":{"role":"assistant","content":"Hello."},"finish_reason":"stop"}],\
            "usage":{"prompt_tokens":10,"completion_tokens":5}}\
            """;

    @TempDir Path dir;

    private FakeUpstream one;
    private FakeUpstream two;

    @BeforeEach
    void open() {
        one = FakeUpstream.start().always(FakeReply.json(200, ANSWER));
        two = FakeUpstream.start().always(FakeReply.json(200, ANSWER));
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    private String policy(String ofOne, String ofTwo, String route, String workload) {
        return """
        signalbox: 1
        providers:
          one: {base-url: "http://127.0.0.1:%d/v1", %s, models: {m: {context: 100000, price: {input: 1, output: 1}}}}
          two: {base-url: "http://127.0.0.1:%d/v1", %s, models: {m: {context: 100000, price: {input: 2, output: 2}}}}
        routes: {r: %s}
        workloads: {w: {route: r, max-tokens: 100, %s}}
        """
                .formatted(one.port(), ofOne, two.port(), ofTwo, route, workload);
    }

    private static String provider(HttpResponse<String> answer) {
        return answer.headers().firstValue("x-signalbox-provider").orElse("none, " + answer.body());
    }

    private static List<String> providers(Served served, int calls) throws Exception {
        var providers = new ArrayList<String>();
        for (int i = 0; i < calls; i++) {
            providers.add(provider(served.chat("")));
        }
        return providers;
    }

    private static boolean explained(CallRow row, String rule, String subject) {
        return row.steps().stream().map(Step::rule).anyMatch(rule::equals)
                && row.steps().stream().map(Step::subject).anyMatch(subject::equals);
    }

    @Test
    void theFreeTierServesUntilItsDeclaredQuotaIsUsedUpAndThenThePaidOne() throws Exception {
        String policy =
                policy(
                        "tier: free, quotas: [{kind: requests-per-minute, limit: 3}]",
                        "tier: paid",
                        "[{order: free-first, targets: [two/m, one/m]}]",
                        "any-model: true");
        try (Served served = Served.open(dir, policy)) {
            assertEquals(List.of("one", "one", "one", "two", "two"), providers(served, 5));
            assertEquals(3, one.received().size(), "it was never made to answer 429");
            served.flush();
            assertTrue(explained(served.router().ledger().recent(1).getFirst(), "quota.full", "one/m"));
        }
    }

    @Test
    void aDeclaredQuotaOfADayHoldsOverARestart() throws Exception {
        String policy =
                policy(
                        "tier: free, quotas: [{kind: requests-per-day, limit: 3}]",
                        "tier: paid",
                        "[{order: free-first, targets: [two/m, one/m]}]",
                        "any-model: true");
        try (Served served = Served.open(dir, policy)) {
            assertEquals(List.of("one", "one", "one", "two"), providers(served, 4));
        }
        try (Served served = Served.open(dir)) {
            served.router().revokeKey("w-key", "test");
            served.issueKey("w");
            served.flush();
            await().until(() -> provider(served.chat("")).equals("two"));
            assertTrue(one.received().size() < 6, "it had nothing left of the day");
        }
    }

    @Test
    void aQuotaThatAnswersReportIsNotRunInto() throws Exception {
        one.always(
                FakeReply.json(200, ANSWER)
                        .header("x-ratelimit-limit-requests", "1000")
                        .header("x-ratelimit-remaining-requests", "0")
                        .header("x-ratelimit-reset-requests", "24h0m0s"));
        String policy = policy("tier: free", "tier: paid", "[one/m, two/m]", "any-model: true");
        try (Served served = Served.open(dir, policy)) {
            assertEquals(List.of("one", "two", "two"), providers(served, 3));
            assertEquals(1, one.received().size());
        }
    }

    @Test
    void whenAllQuotasAreUsedUpTheClientIsToldWhenToComeBack() throws Exception {
        String quota = "quotas: [{kind: requests-per-minute, limit: 1}]";
        try (Served served = Served.open(dir, policy(quota, quota, "[one/m, two/m]", "any-model: true"))) {
            providers(served, 2);
            HttpResponse<String> refused = served.chat("");
            assertEquals(503, refused.statusCode());
            assertTrue(refused.body().contains("quota.full"), refused.body());
            long wait = Long.parseLong(refused.headers().firstValue("retry-after").orElseThrow());
            assertTrue(wait > 30 && wait <= 62, "was " + wait);
        }
    }

    @Test
    void reservedCapacityOverflowsUnderConcurrency() throws Exception {
        var go = new CountDownLatch(1);
        one.always(_ -> {
            awaited(go);
            return FakeReply.json(200, ANSWER);
        });
        String policy =
                policy(
                        "tier: reserved, quotas: [{kind: concurrent, limit: 3}]",
                        "tier: paid",
                        "[{order: reserved-first, targets: [two/m, one/m]}]",
                        "any-model: true");
        try (Served served = Served.open(dir, policy)) {
            var calls = new ArrayList<CompletableFuture<HttpResponse<String>>>();
            for (int i = 0; i < 12; i++) {
                calls.add(
                        served.client()
                                .sendAsync(
                                        served.request(Served.CHAT, Served.chatBody("")).build(),
                                        HttpResponse.BodyHandlers.ofString()));
            }
            await().until(() -> two.received().size() == 9 && one.received().size() == 3);
            go.countDown();
            var counts = new HashMap<String, Integer>();
            for (var call : calls) {
                counts.merge(provider(call.get(20, TimeUnit.SECONDS)), 1, Integer::sum);
            }
            assertEquals(Map.of("one", 3, "two", 9), counts);
            served.flush();
            assertEquals("one", provider(served.chat("")), "its places are free again");
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void fastestPrefersTheQuickOneAfterWarmUp() throws Exception {
        one.always(_ -> {
            LockSupport.parkNanos(60_000_000);
            return FakeReply.json(200, ANSWER);
        });
        String policy =
                policy("tier: paid", "tier: paid", "[{order: fastest, targets: [one/m, two/m]}]", "any-model: true");
        try (Served served = Served.open(dir, policy)) {
            providers(served, 60);
            assertTrue(one.received().size() >= 3, "the slow one was tried: " + one.received().size());
            List<String> warm = providers(served, 30);
            assertTrue(warm.stream().filter("two"::equals).count() >= 24, warm.toString());
        }
    }

    @Test
    void anEndUserStaysInOneArmAndTheOutcomesAreKeptApart() throws Exception {
        String route =
                "{lanes: [one/m], experiment: {name: tone, arms: {a: {weight: 1, lane: one/m},"
                        + " b: {weight: 1, lane: two/m}}}}";
        String policy = policy("tier: paid", "tier: paid", route, "any-model: true");
        var first = new HashMap<String, String>();
        for (int run = 0; run < 2; run++) {
            try (Served served = Served.open(dir)) {
                served.enforce(policy);
                served.use(served.router().issueKey("k" + run, "w", Set.of(), "test").secret());
                for (int i = 0; i < 20; i++) {
                    String user = "user-" + i;
                    String provider = provider(served.call(Served.CHAT, Served.chatBody(""), "x-signalbox-user", user));
                    assertEquals(first.computeIfAbsent(user, _ -> provider), provider, "no arm flips over a restart");
                    assertEquals(provider, provider(served.chat("\"user\":\"" + user + "\"")), "header and body agree");
                }
            }
        }
        assertEquals(2, new HashSet<>(first.values()).size());
        outcomes(first);
    }

    /// Every user made four calls of 15 tokens each.
    private void outcomes(Map<String, String> first) throws Exception {
        long ofTwo = first.values().stream().filter("two"::equals).count();
        try (Served served = Served.open(dir)) {
            var arms = served.router().ledger().armOutcomes("tone", Instant.EPOCH, Instant.now().plusSeconds(9));
            assertEquals(List.of("a", "b"), arms.stream().map(Ledger.ArmOutcome::arm).toList());
            assertEquals(80 - 4 * ofTwo, arms.getFirst().calls());
            assertEquals(4 * ofTwo, arms.getLast().calls());
            assertEquals(4 * ofTwo * 15, arms.getLast().tokens());
            assertEquals(4 * ofTwo * 30_000, arms.getLast().costNanos());
            assertEquals(0, arms.getLast().failed());
            assertTrue(arms.getLast().millisP50() <= arms.getLast().millisP95());
            Instant later = Instant.now().plusSeconds(9);
            assertEquals(List.of(), served.router().ledger().armOutcomes("tone", later, later.plusSeconds(9)));
            assertEquals(List.of(), served.router().ledger().armOutcomes("other", Instant.EPOCH, later));
        }
    }

    @Test
    void refusedContentIsShownElsewhereOnlyWhenTheWorkloadSaysSo() throws Exception {
        one.always(
                FakeReply.json(400, "{\"error\":{\"code\":\"content_policy_violation\",\"message\":\"Not this.\"}}"));
        try (Served served =
                Served.open(dir, policy("tier: paid", "tier: paid", "[one/m, two/m]", "any-model: true"))) {
            assertEquals(400, served.chat("").statusCode());
            assertEquals(0, two.received().size());
            served.enforce(
                    policy(
                                    "tier: paid",
                                    "tier: paid",
                                    "[one/m, two/m]",
                                    "any-model: true, failover: {refused-content: true}")
                            + "keys: {w-key: {workload: w}}\n");
            assertEquals("two", provider(served.chat("")));
        }
    }
}
