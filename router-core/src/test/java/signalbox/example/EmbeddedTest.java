package signalbox.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.Permit;
import signalbox.core.Router;
import signalbox.core.RouterConfig;
import signalbox.core.RouterException;
import signalbox.core.ledger.CallRow;
import signalbox.core.plan.CallFacts;
import signalbox.core.policy.Counter;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policy.Wire;
import signalbox.core.policyfile.PolicyFile;
import signalbox.core.price.Provenance;
import signalbox.core.price.Usage;

class EmbeddedTest {
    @TempDir Path directory;

    /// A call costs 40 × $0.20/M + 250 × $1.25/M = 320,500 nano-dollars and is held at no more than 111 × $0.20/M + 500
    /// × $1.25/M = 647,200, so the cap of ten million takes 30 of them and refuses the next.
    @Test
    void theExampleRunsToItsCap() throws Exception {
        assertEquals("30 calls, then budget_halted: 9615000 of 10000000 nano-dollars spent", Embedded.run(directory));
    }

    private Router open() throws Exception {
        Router router = Router.open(RouterConfig.of(directory));
        var policy =
                """
                signalbox: 1
                providers:
                  house: {base-url: http://127.0.0.1:9/v1, models: {m: {price: {input: 1, output: 2}}}}
                routes: {r: [house/m]}
                workloads: {w: {route: r, max-tokens: 100}}
                budgets: {cap: {on: everything, limit: $1.00}}
                """;
        router.apply(new PolicyChange.Replace(PolicyFile.read(policy)), "test", "");
        return router;
    }

    private static CallFacts facts(PiiClass pii) {
        return new CallFacts("w", "", Wire.OPENAI_CHAT, "", pii, 100, -1, 1, false, Set.of(), 0, "");
    }

    @Test
    void aPermitHoldsUntilItIsRecordedOnce() throws Exception {
        try (Router router = open()) {
            Permit permit = router.enforce(facts(PiiClass.PUBLIC));
            // input at the dearest rate it could be billed at: a cache write of an hour, 1.6 times the plain rate
            assertEquals(100 * 1_600 + 100 * 2_000, router.budgets().getFirst().held());
            var usage = new Usage(Map.of(Counter.IN_TEXT, 10L, Counter.OUT_TEXT, 5L), 10, "", "", -1);
            assertEquals(10 * 1_000 + 5 * 2_000, permit.record(usage));
            assertThrows(IllegalStateException.class, () -> permit.record(usage));
            permit.close();
            assertEquals(20_000, router.budgets().getFirst().spent());
            assertEquals(0, router.budgets().getFirst().held());
            router.ledger().flush();
            assertEquals(1, router.ledger().recent(10).size());
            assertEquals(20_000, router.ledger().recent(1).getFirst().costNanos());
        }
    }

    @Test
    void aPermitNotUsedGivesItsHoldBackAndSaysSo() throws Exception {
        try (Router router = open()) {
            router.enforce(facts(PiiClass.PUBLIC)).close();
            assertEquals(0, router.budgets().getFirst().held());
            assertEquals(0, router.budgets().getFirst().spent());
            CallRow row = router.ledger().recent(1).getFirst();
            assertEquals("not_made", row.code());
        }
    }

    @Test
    void anUnknownOutcomeKeepsTheHoldForReview() throws Exception {
        try (Router router = open()) {
            assertEquals(360_000, router.enforce(facts(PiiClass.PUBLIC)).unknown());
            assertEquals(360_000, router.budgets().getFirst().spent());
            assertEquals(Provenance.HELD, router.ledger().recent(1).getFirst().attempts().getFirst().provenance());
        }
    }

    @Test
    void theInterlockHoldsForEmbeddersToo() throws Exception {
        try (Router router = open()) {
            var refused = assertThrows(RouterException.class, () -> router.enforce(facts(PiiClass.PRIVATE)));
            assertEquals("interlock_refused", refused.code());
            assertTrue(refused.getMessage().contains("house"), refused.getMessage());
        }
    }
}
