package signalbox.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.ledger.Ledger.Bucket;
import signalbox.core.ledger.Ledger.Group;

/// History that the operator deletes is gone; what it cost is not.
class DeletedHistoryOverSocketsTest {
    /// A call holds under 2.5 m$ and spends less.
    private static final String POLICY =
            """
            signalbox: 1
            providers:
              practice:
                base-url: practice
                jurisdiction: local
                clearance: private
                models: {practice-large: {context: 200000, max-output: 8192}}
            routes: {r: [practice/practice-large]}
            workloads: {w: {route: r, max-tokens: 100, any-model: true, keep-bodies: 1h}}
            budgets: {w-day: {on: "workload:w", limit: $0.006, window: month}}
            """;

    @TempDir Path dir;

    private final List<RouterEvent> told = new CopyOnWriteArrayList<>();

    private static BudgetStatus budget(Served served) {
        return served.router().budgets().getFirst();
    }

    private static long calls(Served served) {
        return served.router().ledger().callsBefore(Instant.MAX);
    }

    private static void useUp(Served served) throws Exception {
        int calls = 0;
        while (served.chat("").statusCode() == 200) {
            assertTrue(++calls < 50, "the cap holds");
        }
    }

    @Test
    void whatWasSpentAndWhatIsHaltedStaysWhenTheCallsGo() throws Exception {
        try (Served served = Served.open(dir)) {
            served.enforce(POLICY);
            served.issueKey("w");
            useUp(served);
            var row = served.lastRow();
            var before = budget(served);
            assertEquals(BudgetStatus.State.HALTED, before.state());
            var spend = served.router().ledger().spend(Instant.EPOCH, Instant.MAX, Bucket.DAY, Group.WORKLOAD);
            long calls = calls(served);
            served.router().on(told::add);
            Instant now = Instant.now().plusMillis(1);

            assertEquals(calls, served.router().deleteHistory(now, "ana"));
            assertEquals(0, calls(served));
            assertEquals(List.of(), served.router().ledger().recent(10));
            assertEquals(Optional.empty(), served.router().ledger().call(row.id()));
            assertEquals(spend, served.router().ledger().spend(Instant.EPOCH, Instant.MAX, Bucket.DAY, Group.WORKLOAD));
            assertEquals(before, budget(served));
            assertTrue(told.contains(new RouterEvent.HistoryDeleted(now)), told.toString());
            var kept = assertThrows(RouterException.class, () -> served.router().resends().check(row));
            assertEquals("body_gone", kept.code());

            assertEquals(429, served.chat("").statusCode());

            served.router().ledger().flush();
            var entry = served.router().ledger().audit(1).getFirst();
            assertEquals("ana", entry.actor());
            assertEquals("Deleted the history of " + calls + " calls before " + now, entry.change());
        }
    }

    @Test
    void itStaysDeletedOverARestartAndWhatComesAfterwardsIsKept() throws Exception {
        BudgetStatus before;
        try (Served served = Served.open(dir)) {
            served.enforce(POLICY);
            served.issueKey("w");
            useUp(served);
            served.router().deleteHistory(Instant.now().plusMillis(1), "ana");
            before = budget(served);
        }
        try (Served served = Served.open(dir)) {
            assertEquals(List.of(), served.router().ledger().recent(10));
            assertEquals(before.spent(), budget(served).spent());
            var fresh = served.router().issueKey("again", "w", Set.of("w"), "ana");
            served.use(fresh.secret());
            served.chat("");
            assertEquals(1, served.router().ledger().recent(10).size());
            assertEquals(0, served.router().deleteHistory(Instant.parse("2026-10-01T00:00:00Z"), "ana"));
            assertEquals(1, calls(served), "an older deletion takes nothing more");
        }
    }
}
