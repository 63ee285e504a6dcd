package signalbox.core.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.budget.EscrowStore.Movement;
import signalbox.core.ledger.Ledger.AuditEntry;

class LedgerStoreTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Rows.START);
    private static final Instant DAY = Instant.parse("2026-11-02T00:00:00Z");

    @TempDir Path directory;

    private LedgerStore open() throws LedgerException {
        return LedgerStore.open(directory.resolve("data"), CLOCK);
    }

    private static List<CallRow> append(LedgerStore store, List<CallRow> rows) {
        rows.forEach(row -> store.append(row, Rows.charges(row)));
        return rows;
    }

    @Test
    void callsCanBeAskedForAtOnceAndAfterReopening() throws Exception {
        var rows = new Rows(1).some(50);
        try (LedgerStore store = open()) {
            append(store, rows);
            assertEquals(rows.reversed(), store.ledger().recent(100));
            assertEquals(rows.get(7), store.ledger().call(rows.get(7).id()).orElseThrow());
        }
        try (LedgerStore store = open()) {
            assertTrue(store.recovered().cleanStop());
            assertEquals(rows.getLast().id(), store.recovered().lastCall());
            assertEquals(rows.reversed().subList(0, 20), store.ledger().recent(20));
            assertTrue(store.ledger().call(5).isEmpty());
        }
    }

    @Test
    void callsOlderThanThoseInMemoryComeFromTheDatabaseWhole() throws Exception {
        var rows = new Rows(1).some(RecentCalls.KEPT + 300);
        try (LedgerStore store = open()) {
            append(store, rows);
            store.ledger().flush();

            assertEquals(rows.getFirst(), store.ledger().call(rows.getFirst().id()).orElseThrow());
            assertEquals(rows.reversed(), store.ledger().recent(rows.size() + 10));
            var exported = new ArrayList<CallRow>();
            store.ledger().export(rows.get(200).at(), exported::add);
            assertEquals(rows.subList(200, rows.size()), exported);
        }
    }

    @Test
    void auditEntriesComeBackNewestFirst() throws Exception {
        var made = new AuditEntry(1, DAY.plusNanos(123_456_789), "ann", "Policy made", "", "budgets: {}", "");
        var lifted = new AuditEntry(2, DAY.plusSeconds(9), "ben", "Cap lifted", "cap: 1", "cap: 2", "month end");
        try (LedgerStore store = open()) {
            store.journal().appendDurable(List.of(new JournalRecord.PolicyApplied(1, "budgets: {}", made)));
            store.journal().appendDurable(List.of(new JournalRecord.Audited(lifted)));
            store.ledger().flush();

            assertEquals(List.of(lifted, made), store.ledger().audit(10));
            assertEquals(List.of(lifted), store.ledger().audit(1));
        }
        try (LedgerStore store = open()) {
            assertEquals(2, store.recovered().lastAudit());
            assertEquals("budgets: {}", store.recovered().policyText());
        }
    }

    @Test
    void priceChangesAreKeptAllOfThemAcrossSegmentsAndRebuilds() throws Exception {
        var entry = new AuditEntry(1, DAY, "ann", "Set the price of x/y", "", "", "");
        var next = new AuditEntry(2, DAY, "ann", "Undid price change 1", "", "", "");
        try (LedgerStore store = LedgerStore.open(directory.resolve("data"), () -> DAY, 500)) {
            store.journal().appendDurable(List.of(new JournalRecord.PricesChanged("one", entry)));
            var rows = new Rows(3);
            for (CallRow row : rows.some(100)) {
                store.append(row, Rows.charges(row));
                store.journal().sync();
            }
            store.journal().appendDurable(List.of(new JournalRecord.PricesChanged("two", next)));
            store.rebuild(sequence -> {});
            assertEquals(List.of(next, entry), store.ledger().audit(10));
        }
        try (LedgerStore store = open()) {
            assertEquals(List.of("one", "two"), store.recovered().prices());
            assertEquals(2, store.recovered().lastAudit());
        }
    }

    @Test
    void aSecondOwnerIsRefusedUntilTheFirstIsGone() throws Exception {
        LedgerStore first = open();
        var e = assertThrows(LedgerException.class, this::open);
        assertEquals("data_dir_in_use", e.code());
        first.close();
        first.close();

        open().close();
    }

    @Test
    void anUnusableDirectoryIsSaidPlainly() throws Exception {
        Files.writeString(directory.resolve("data"), "a file");

        var e = assertThrows(LedgerException.class, this::open);

        assertEquals("data_dir_unusable", e.code());
    }

    @Test
    void aCopyTakenWhileWritingOpensWithAllThatWasConfirmed() throws Exception {
        try (LedgerStore store = open()) {
            var rows = new Rows(9);
            for (int i = 1; i <= 20; i++) {
                append(store, rows.some(30));
                store.journal().move(List.of(new Movement("b", DAY, 10)));
                if (i % 5 == 0) {
                    Path copy = directory.resolve("copy" + i);
                    copyJournal(copy);
                    try (LedgerStore copied = LedgerStore.open(copy, CLOCK)) {
                        assertFalse(copied.recovered().cleanStop());
                        assertEquals(10L * i, copied.recovered().window("b", DAY).orElseThrow().open());
                    }
                }
            }
        }
    }

    private void copyJournal(Path to) throws IOException {
        Path journal = Files.createDirectories(to.resolve("journal"));
        try (var files = Files.list(directory.resolve("data/journal"))) {
            for (Path file : files.toList()) {
                Files.copy(file, journal.resolve(file.getFileName()));
            }
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void onlyTheOwnerCanReadAnything() throws Exception {
        Path data = Files.createDirectory(directory.resolve("data"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxrwxrwx"));
        try (LedgerStore store = open()) {
            append(store, new Rows(1).some(10));
            store.ledger().flush();
            try (var paths = Files.walk(data)) {
                for (Path path : paths.toList()) {
                    String expected = Files.isDirectory(path) ? "rwx------" : "rw-------";
                    String actual = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
                    assertEquals(expected, actual, path.toString());
                }
            }
        }
    }

    @Test
    void aPolicyWithItsAuditEntryOutlivesACrash() throws Exception {
        var entry = new AuditEntry(1, DAY, "ann", "Policy made", "", "budgets: {}", "");
        LedgerStore store = open();
        store.journal().appendDurable(List.of(new JournalRecord.PolicyApplied(7, "budgets: {}", entry)));
        copyJournal(directory.resolve("crashed"));
        store.close();

        try (LedgerStore recovered = LedgerStore.open(directory.resolve("crashed"), CLOCK)) {
            assertEquals(7, recovered.recovered().policyVersion());
        }
    }
}
