package signalbox.core;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import signalbox.core.budget.BudgetStatus.State;
import signalbox.core.policy.Amount;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policyfile.PolicyFile;
import signalbox.core.testing.FakeReply;
import signalbox.core.testing.FakeUpstream;

/// Scopes × windows × measures: the cap holds, the halt says when it ends, and an unlock lets calls through.
class ScopesOverSocketsTest {
    /// A Wednesday.
    private static final Instant NOW = Instant.parse("2026-11-04T10:20:30Z");

    private static final Map<String, String> RESETS =
            Map.of(
                    "hour", "2026-11-04T11:00:00Z",
                    "day", "2026-11-05T00:00:00Z",
                    "week", "2026-11-09T00:00:00Z",
                    "month", "2026-12-01T00:00:00Z",
                    "lifetime", "");

    /// Each takes one call whole and not the next: $0.10 and some input; 100 and up to 200 tokens; one call.
    private static final Map<String, String> CAPS = Map.of("money", "$0.15", "tokens", "330 tokens", "calls", "1 call");

    private static final Map<String, String> SUBJECTS =
            Map.of(
                    "workload:w", "Workload w",
                    "key:w-key", "The budget of app key w-key",
                    "team:data", "The budget of team data",
                    "provider:dear", "The budget of provider dear",
                    "model:dear/m", "The budget of model dear/m",
                    "everything", "The budget of everything");

    private static final String ANSWER =
            "{\"id\":\"x\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hi.\"},"
                    + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":100}}";

    private static final String POLICY =
            """
            signalbox: 1
            providers:
              dear:
                base-url: http://127.0.0.1:%d/v1
                jurisdiction: local
                models: {m: {context: 100000, max-output: 8000, price: {input: 1, output: 1000}}}
              free:
                base-url: http://127.0.0.1:%d/v1
                jurisdiction: local
                tier: free
                models: {m2: {context: 100000, max-output: 8000}}
            routes: {r: %s, elsewhere: [free/m2]}
            workloads:
              w: {route: r, max-tokens: 100, any-model: true, team: data}
              v: {route: elsewhere, max-tokens: 100, any-model: true, team: other}
            """;

    @TempDir static Path dir;

    private static FakeUpstream upstream;
    private static FakeUpstream free;
    private static Served served;
    private static int round;
    private static String route = "";

    @BeforeAll
    static void open() throws Exception {
        upstream = FakeUpstream.start().always(FakeReply.json(200, ANSWER));
        free = FakeUpstream.start().always(FakeReply.json(200, ANSWER));
        served = Served.open(dir.resolve("data"), InstantSource.fixed(NOW));
    }

    @AfterAll
    static void close() {
        served.close();
        upstream.close();
        free.close();
    }

    /// @return the name of the budget, new every time so that it starts from nothing
    private static String serve(String path, String scope, String window, String cap, String more) throws Exception {
        if (!path.equals(route)) {
            route = path;
            served.enforce(POLICY.formatted(upstream.port(), free.port(), route));
            served.issueKey("w", "v");
        }
        String name = "b" + ++round;
        String action = more.isEmpty() ? "" : ", " + more;
        Policy with =
                PolicyFile.read(
                        POLICY.formatted(upstream.port(), free.port(), route)
                                + "keys: {w-key: {workload: w, allow: [v]}}\n"
                                + "budgets: {%s: {on: \"%s\", limit: \"%s\", window: %s%s}}\n"
                                        .formatted(name, scope, cap, window, action));
        served.router().apply(new PolicyChange.Replace(with), "test", "");
        return name;
    }

    private static HttpResponse<String> call() throws Exception {
        return served.chat("");
    }

    /// Every scope in every window, every measure with each of them: all pairs, a third of all triples.
    static List<Arguments> everyKind() {
        List<String> scopes =
                List.of("workload:w", "key:w-key", "team:data", "provider:dear", "model:dear/m", "everything");
        List<String> windows = List.of("hour", "day", "week", "month", "lifetime");
        List<String> measures = List.of("money", "tokens", "calls");
        var kinds = new ArrayList<Arguments>();
        for (int scope = 0; scope < scopes.size(); scope++) {
            for (int window = 0; window < windows.size(); window++) {
                kinds.add(Arguments.of(scopes.get(scope), windows.get(window), measures.get((scope + window) % 3)));
            }
        }
        return kinds;
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void aCapHoldsHaltsSaysWhenItEndsAndIsUnlocked(String scope, String window, String measure) throws Exception {
        String name = serve("[dear/m]", scope, window, CAPS.get(measure), "");
        assertEquals(200, call().statusCode());
        await().untilAsserted(() -> assertEquals(0, served.budget(name).held()));
        HttpResponse<String> refused = call();
        assertEquals(429, refused.statusCode(), refused.body());
        assertTrue(refused.body().contains("\"code\":\"budget_halted\""), refused.body());
        assertTrue(refused.body().contains("\"budget\":\"" + name + "\""), refused.body());
        assertTrue(refused.body().contains("\"message\":\"" + SUBJECTS.get(scope) + " is halted: "), refused.body());
        assertResets(refused, RESETS.get(window));
        assertEquals("false", refused.headers().firstValue("x-should-retry").orElseThrow());
        var status = served.budget(name);
        assertEquals(State.HALTED, status.state());
        assertTrue(status.spent() <= status.cap() && status.spent() > 0, status.toString());

        served.router().unlock("w", Optional.empty(), "test", "");
        assertEquals(200, call().statusCode(), "the unlock makes room for a call");
        await().untilAsserted(() -> assertTrue(served.budget(name).spent() > status.spent()));
    }

    private static void assertResets(HttpResponse<String> refused, String at) {
        if (at.isEmpty()) {
            assertTrue(refused.body().contains("\"resets_at\":null"), refused.body());
            assertFalse(refused.headers().firstValue("retry-after").isPresent(), "waiting does not help");
            return;
        }
        assertTrue(refused.body().contains("\"resets_at\":\"" + at + "\""), refused.body());
        long seconds = Duration.between(NOW, Instant.parse(at)).toSeconds();
        assertEquals(Long.toString(seconds), refused.headers().firstValue("retry-after").orElseThrow());
    }

    @Test
    void whatDoesNotFitAWholeCapNamesWhoseCapItIs() throws Exception {
        serve("[dear/m]", "team:data", "day", "$0.05", "");
        HttpResponse<String> refused = call();
        assertTrue(refused.body().contains("\"code\":\"exceeds_budget\""), refused.body());
        assertTrue(refused.body().contains("the whole $0.05 daily cap of team data."), refused.body());
    }

    @Test
    void whatAHaltIsAboutCanBeRaisedAndNothingElse() throws Exception {
        String name = serve("[dear/m]", "provider:dear", "day", "$0.15", "");
        assertEquals(200, call().statusCode());
        assertEquals(429, call().statusCode());
        served.router().raise("w", Optional.of(Amount.parse("$0.30")), false, "test", "");
        assertEquals(300_000_000, served.budget(name).cap());
        assertEquals(200, call().statusCode());
    }

    @Test
    void aBudgetOfOthersIsNotInTheWay() throws Exception {
        serve("[dear/m]", "workload:v", "day", "$0.00", "");
        assertEquals(200, call().statusCode());
        serve("[dear/m]", "team:other", "day", "1 call", "");
        assertEquals(200, call().statusCode());
        assertEquals(200, call().statusCode());
        serve("[dear/m]", "model:free/m2", "day", "1 call", "");
        assertEquals(200, call().statusCode());
        assertEquals(200, call().statusCode());
    }

    @Test
    void atAMoneyCapFreeModelsGoOnAndAtATokenCapNothingDoes() throws Exception {
        serve("[dear/m, free/m2]", "everything", "day", "$0.15", "");
        assertEquals("dear", provider(call()));
        assertEquals("free", provider(call()));
        assertEquals("free", provider(call()), "also once it has halted");
        serve("[dear/m, free/m2]", "everything", "day", "330 tokens", "");
        assertEquals("dear", provider(call()));
        assertEquals(429, call().statusCode());
        assertEquals(429, call().statusCode());
    }

    @Test
    void aBudgetThatWarnsLetsEverythingThroughAndStillCounts() throws Exception {
        String name = serve("[dear/m]", "everything", "day", "$0.15", "at-limit: warn");
        for (int i = 0; i < 3; i++) {
            assertEquals(200, call().statusCode());
        }
        await().untilAsserted(() -> assertEquals(300_030_000, served.budget(name).spent()));
        assertEquals(State.SOFT, served.budget(name).state());
    }

    private static String provider(HttpResponse<String> answer) {
        return answer.headers().firstValue("x-signalbox-provider").orElse("");
    }
}
