package signalbox.core;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.ledger.CallId;
import signalbox.core.ledger.CallRow;
import signalbox.core.ledger.Ledger.AuditEntry;
import signalbox.core.ledger.LedgerStore;
import signalbox.core.ledger.Retention;

/// A running router relieves its ledger by itself, and says so in the audit trail.
class RetainingTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir Path dir;

    @Test
    void theDailyRunDropsOldCallsAndStandsInTheAuditTrail() throws Exception {
        InstantSource clock = InstantSource.fixed(NOON);
        var ids = new CallId();
        try (LedgerStore store = LedgerStore.open(dir, clock)) {
            for (int day = 30; day >= 0; day--) {
                Instant at = NOON.minus(Duration.ofDays(day));
                store.append(PlainRow.answered(ids.next(at), at), List.of());
            }
            store.ledger().flush();
        }
        var keep = new Retention(Duration.ofDays(20), Duration.ofDays(3), Duration.ofDays(10));
        var config = RouterConfig.of(dir).withClock(clock).withRetention(keep);
        try (Router router = LiveRouter.open(config, Duration.ofMillis(1))) {
            await().atMost(Duration.ofSeconds(30)).until(() -> dropped(router).size() == 1);
            AuditEntry entry = dropped(router).getFirst();
            assertEquals("policy", entry.actor());
            assertTrue(entry.change().contains("10 calls older than 20 days"), entry.change());
            var kept = new ArrayList<CallRow>();
            router.ledger().export(Instant.EPOCH, kept::add);
            assertEquals(21, kept.size());
        }
    }

    @Test
    void callsThatWereDeletedAreNotSaidToBeOld() throws Exception {
        InstantSource clock = InstantSource.fixed(NOON);
        var ids = new CallId();
        try (LedgerStore store = LedgerStore.open(dir, clock)) {
            for (int hour = 3; hour >= 0; hour--) {
                Instant at = NOON.minus(Duration.ofHours(hour));
                store.append(PlainRow.answered(ids.next(at), at), List.of());
            }
            store.ledger().flush();
        }
        Files.writeString(dir.resolve("retention"), "1826 42 731 " + NOON.toEpochMilli());
        var config = RouterConfig.of(dir).withClock(clock);
        try (Router router = LiveRouter.open(config, Duration.ofMillis(1))) {
            await().atMost(Duration.ofSeconds(30)).until(() -> dropped(router).size() == 1);
            String change = dropped(router).getFirst().change();
            assertTrue(change.contains("3 calls before 2026-11-21T12:00:00Z, deleted by the operator"), change);
        }
    }

    @Test
    void whatTheOperatorChoseHoldsAtOnceAfterARestartAndStandsInTheAuditTrail() throws Exception {
        var config = RouterConfig.of(dir).withClock(InstantSource.fixed(NOON));
        var chosen = new Retention(Duration.ofDays(400), Duration.ofDays(7), Duration.ofDays(90));
        try (Router router = Router.open(config)) {
            assertEquals(Retention.DEFAULT, router.retention());
            router.retain(chosen, "ana");
            assertEquals(chosen, router.retention());
            router.ledger().flush();
            AuditEntry entry = router.ledger().audit(1).getFirst();
            assertEquals("Changed how long the ledger keeps", entry.change());
            assertEquals("calls 400 days, minutes 7 days, hours 90 days", entry.after());
        }
        try (Router router = Router.open(config)) {
            assertEquals(chosen, router.retention());
        }
        Files.writeString(dir.resolve("retention"), "soon");
        try (Router router = Router.open(config)) {
            assertTrue(router.retention().calls().toDays() > 30_000, "nothing is dropped while it cannot be read");
        }
    }

    @Test
    void aChangeThatCouldNotBeAuditedIsNone() throws Exception {
        var config = RouterConfig.of(dir).withClock(InstantSource.fixed(NOON));
        var shorter = new Retention(Duration.ofDays(2), Duration.ofDays(1), Duration.ofDays(2));
        Router stopped = Router.open(config);
        stopped.close();
        var refused = assertThrows(RouterException.class, () -> stopped.retain(shorter, "ana"));
        assertEquals("retention_unwritable", refused.code());
        assertEquals(Retention.DEFAULT, stopped.retention());
        try (Router router = Router.open(config)) {
            assertEquals(Retention.DEFAULT, router.retention(), "calls would be dropped that nobody agreed to");
        }
    }

    @Test
    void aDeletionThatBreaksOffIsToldAll() throws Exception {
        InstantSource clock = InstantSource.fixed(NOON);
        try (LedgerStore store = LedgerStore.open(dir, clock)) {
            store.append(PlainRow.answered(new CallId().next(NOON), NOON), List.of());
            store.ledger().flush();
        }
        String url = "jdbc:h2:" + dir.resolve("store").toAbsolutePath() + "/ledger";
        try (var connection = DriverManager.getConnection(url, "sa", "");
                var statement = connection.createStatement()) {
            statement.execute("update call_block set calls = X'ff'");
        }
        var told = new CopyOnWriteArrayList<RouterEvent>();
        Instant before = NOON.plus(Duration.ofDays(1));
        try (Router router = Router.open(RouterConfig.of(dir).withClock(clock))) {
            router.on(told::add);
            var broken = assertThrows(RouterException.class, () -> router.deleteHistory(before, "ana"));
            assertEquals("ledger_unavailable", broken.code());
            assertTrue(told.contains(new RouterEvent.HistoryDeleted(before)), told.toString());
        }
    }

    @Test
    void aDeletionThatNeverBeganIsNotTold() throws Exception {
        var told = new CopyOnWriteArrayList<RouterEvent>();
        try (Router router = Router.open(RouterConfig.of(dir).withClock(InstantSource.fixed(NOON)))) {
            router.on(told::add);
            Files.createDirectories(dir.resolve("retention").resolve("in-the-way"));
            var refused = assertThrows(RouterException.class, () -> router.deleteHistory(NOON, "ana"));
            assertEquals("retention_unwritable", refused.code());
        }
        assertEquals(List.of(), told.stream().filter(RouterEvent.HistoryDeleted.class::isInstance).toList());
    }

    private static List<AuditEntry> dropped(Router router) {
        router.ledger().flush();
        return router.ledger().audit(50).stream().filter(entry -> entry.change().startsWith("Dropped")).toList();
    }
}
