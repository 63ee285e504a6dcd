package signalbox.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.plan.CallFacts;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policy.Wire;
import signalbox.core.policyfile.PolicyFile;

/// What a router makes of a data directory that is older than the last spending.
class RestoredRouterTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final InstantSource CLOCK = () -> NOON;
    private static final String POLICY =
            """
            signalbox: 1
            providers:
              cloud:
                base-url: https://api.example.com/v1
                jurisdiction: US
                models: {m: {context: 1000, max-output: 100, price: {input: 1, output: 2}}}
            routes: {r: [cloud/m]}
            workloads: {etl: {route: r}}
            budgets:
              day: {on: "workload:etl", limit: $5.00, window: day}
              calls: {on: everything, limit: 100 calls, window: month}
            """;

    @TempDir Path dir;

    private Router open(Path dataDir) throws RouterException {
        return Router.open(RouterConfig.of(dataDir).withClock(CLOCK));
    }

    private Path backup() throws Exception {
        Path zip = dir.resolve("backup.zip");
        try (Router router = open(dir.resolve("data"))) {
            router.apply(new PolicyChange.Replace(PolicyFile.read(POLICY)), "test", "");
            router.care().backup(zip);
        }
        return zip;
    }

    private static BudgetStatus budget(Router router, String name) {
        return router.budgets().stream()
                .filter(status -> status.budget().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theRestOfEveryCapCountsAsSpentUntilItIsReleased() throws Exception {
        Path back = dir.resolve("back");
        var restored = new StoppedData(back, CLOCK).restore(backup(), false, false);
        assertEquals(2, restored.held().size());

        try (Router router = open(back)) {
            BudgetStatus day = budget(router, "day");
            assertEquals(5_000_000_000L, day.unreported());
            assertEquals(0, day.free());
            assertEquals(100, budget(router, "calls").unreported());
            router.ledger().flush();
            assertTrue(
                    router.ledger().incidents(9).stream()
                            .anyMatch(incident ->
                                    incident.code().equals("restored_backup") && incident.message().contains("day")));

            BudgetStatus released = router.releaseUnreported("day", "ann");
            assertEquals(0, released.unreported());
            assertEquals(5_000_000_000L, released.free());
        }
    }

    @Test
    void aHaltByWhatIsUnreportedSaysSoInTheAuditTrail() throws Exception {
        Path back = dir.resolve("back");
        new StoppedData(back, CLOCK).restore(backup(), false, false);
        try (Router router = open(back)) {
            // what the calls' budget holds is given back, so that only the money's can refuse
            router.releaseUnreported("calls", "ann");
            var facts =
                    new CallFacts(
                            "etl", "key", Wire.OPENAI_CHAT, "m", PiiClass.PUBLIC, 10, 10, 1, false, Set.of(), 0, "");
            assertEquals("budget_halted", assertThrows(RouterException.class, () -> router.enforce(facts)).code());
            router.ledger().flush();
            var halted = router.ledger().audit(1).getFirst();
            assertEquals("policy", halted.actor());
            assertEquals("Halted day: $0.00 of $5.00 is spent, and a crash left $5.00 unreported", halted.change());
        }
    }

    @Test
    void aReleaseThatCannotStandInTheAuditTrailReleasesNothing() throws Exception {
        Path back = dir.resolve("back");
        new StoppedData(back, CLOCK).restore(backup(), false, false);
        try (Router router = open(back)) {
            String endless = "a".repeat(20_000_000);
            assertThrows(RouterException.class, () -> router.releaseUnreported("day", endless));
            assertEquals(5_000_000_000L, budget(router, "day").unreported());
            assertEquals(0, router.releaseUnreported("day", "ann").unreported());
            router.ledger().flush();
            assertEquals(
                    1,
                    router.ledger().audit(9).stream().filter(entry -> entry.change().startsWith("Released")).count());
        }
        try (Router router = open(back)) {
            assertEquals(0, budget(router, "day").unreported());
        }
    }

    @Test
    void aLaterWindowStartsAfresh() throws Exception {
        Path back = dir.resolve("back");
        new StoppedData(back, CLOCK).restore(backup(), false, false);
        InstantSource tomorrow = () -> NOON.plusSeconds(86_400);
        try (Router router = Router.open(RouterConfig.of(back).withClock(tomorrow))) {
            assertEquals(0, budget(router, "day").unreported());
            assertEquals(100, budget(router, "calls").unreported(), "the month runs on");
        }
    }
}
