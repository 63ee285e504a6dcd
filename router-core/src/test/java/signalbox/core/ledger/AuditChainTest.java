package signalbox.core.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.core.ledger.Ledger.AuditEntry;

class AuditChainTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Rows.START);

    @TempDir Path directory;

    private static AuditEntry entry(long sequence) {
        return new AuditEntry(
                sequence, Rows.START.plusSeconds(sequence), "ana", "Changed " + sequence, "a", "b", "wish");
    }

    private static void write(LedgerStore store, long first, long last) throws Exception {
        for (long sequence = first; sequence <= last; sequence++) {
            store.journal().appendDurable(List.of(new JournalRecord.Audited(entry(sequence))));
        }
        store.ledger().flush();
    }

    private LedgerStore open() throws LedgerException {
        return LedgerStore.open(directory, CLOCK);
    }

    private void filled() throws Exception {
        try (LedgerStore store = open()) {
            write(store, 1, 5);
        }
    }

    private void tamper(String... statements) throws Exception {
        String url = "jdbc:h2:" + directory.resolve("store").toAbsolutePath() + "/ledger";
        try (var connection = DriverManager.getConnection(url, "sa", "");
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void everyRowHoldsTheHashOfTheOneBefore() throws Exception {
        try (LedgerStore store = open()) {
            write(store, 1, 4);
            var trail = store.ledger().auditTrail(10).reversed();
            assertEquals("0".repeat(64), trail.getFirst().previous());
            for (int i = 1; i < trail.size(); i++) {
                assertEquals(trail.get(i - 1).hash(), trail.get(i).previous());
            }
            var check = store.ledger().checkAudit();
            assertEquals(4, check.rows());
            assertEquals(trail.getLast().hash(), check.head());
            assertTrue(check.broken().isEmpty(), check.toString());
        }
    }

    @Test
    void aTrailOfSeveralPagesIsFollowedToItsEnd() throws Exception {
        int pages = 2 * AuditChain.PAGE + 1;
        try (LedgerStore store = open()) {
            var all = LongStream.rangeClosed(1, pages).mapToObj(AuditChainTest::entry);
            store.journal().appendDurable(all.<JournalRecord>map(JournalRecord.Audited::new).toList());
            store.ledger().flush();
            var check = store.ledger().checkAudit();
            assertEquals(pages, check.rows());
            assertEquals(store.ledger().auditTrail(1).getFirst().hash(), check.head());
            assertTrue(check.broken().isEmpty(), check.toString());
        }
        tamper("update audit set reason = 'other' where sequence = " + pages);
        var check = AuditCheck.of(directory).orElseThrow();
        assertEquals(pages, check.broken().orElseThrow().sequence());
        assertEquals(pages, check.rows());
    }

    @Test
    void anEntryPastTheChainIsFound() throws Exception {
        filled();
        tamper("update audit set place = null, hash = null where sequence = 5");
        assertEquals(5, AuditCheck.of(directory).orElseThrow().broken().orElseThrow().sequence());
    }

    /// A halt may be numbered while a change that has its number already still waits for the disk.
    @Test
    void theTrailIsToldInTheOrderOfItsLinks() throws Exception {
        try (LedgerStore store = open()) {
            for (long sequence : new long[] {1, 3, 2, 4}) {
                write(store, sequence, sequence);
            }
            var trail = store.ledger().auditTrail(3);
            assertEquals(List.of(4L, 2L, 3L), trail.stream().map(row -> row.entry().sequence()).toList());
            for (int i = 1; i < trail.size(); i++) {
                assertEquals(trail.get(i).hash(), trail.get(i - 1).previous());
            }
            assertTrue(store.ledger().checkAudit().broken().isEmpty());
        }
    }

    /// As the documentation says it is made, by other means than the product's.
    @Test
    void anEntryThatComesTwiceAtOnceIsTakenOnce() throws Exception {
        try (LedgerStore store = open()) {
            var twice = new JournalRecord.Audited(entry(1));
            store.journal().appendDurable(List.of(twice, twice));
            var check = store.ledger().checkAudit();
            assertEquals(1, check.rows());
            assertTrue(check.broken().isEmpty(), check.toString());
        }
    }

    @Test
    void aHashCanBeMadeAgainByOthers() throws Exception {
        var at = Instant.ofEpochSecond(258, 7);
        String text = "00".repeat(32) + "0000000000000001" + "0000000000000102" + "00000007";
        String parts = "00000001" + "61" + "00000002" + "c3a9" + "00000000" + "00000000" + "00000001" + "77";
        byte[] bytes = HexFormat.of().parseHex(text + parts);
        String expected = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        assertEquals("é", new String(HexFormat.of().parseHex("c3a9"), StandardCharsets.UTF_8));
        assertEquals(expected, AuditChain.hash("0".repeat(64), new AuditEntry(1, at, "a", "é", "", "", "w")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update audit set reason = 'other' where sequence = 3 | 3 | it was changed",
                "update audit set at_s = at_s + 1 where sequence = 1 | 1 | it was changed",
                "delete from audit where sequence = 2 | 3 | does not follow",
                "delete from audit where sequence = 5 | 5 | missing at the end",
                "update audit set place = 9 where sequence = 2 | 3 | does not follow",
            })
    void sayWhereTheChainBreaks(String sql, long sequence, String why) throws Exception {
        filled();
        tamper(sql);
        if (!why.contains("missing")) {
            var stopped = AuditCheck.of(directory).orElseThrow().broken().orElseThrow();
            assertEquals(sequence, stopped.sequence());
        }
        try (LedgerStore store = open()) {
            var broken = store.ledger().checkAudit().broken().orElseThrow();
            assertEquals(sequence, broken.sequence());
            assertTrue(broken.why().contains(why), broken.why());
        }
    }

    @Test
    void aRebuildMakesTheSameChainAgain() throws Exception {
        filled();
        String head = AuditCheck.of(directory).orElseThrow().head();
        tamper("update audit set reason = 'other' where sequence = 3");
        Rebuild.run(directory, sequence -> {});
        var check = AuditCheck.of(directory).orElseThrow();
        assertEquals(head, check.head());
        assertTrue(check.broken().isEmpty(), check.toString());
    }

    @Test
    void rowsOfAnEarlierVersionAreChainedWhenItIsOpened() throws Exception {
        filled();
        String head = AuditCheck.of(directory).orElseThrow().head();
        Database.delete(directory.resolve("store"));
        Flyway.configure()
                .dataSource("jdbc:h2:" + directory.resolve("store").toAbsolutePath() + "/ledger", "sa", "")
                .locations("classpath:signalbox/core/ledger/store")
                .target("5")
                .load()
                .migrate();
        tamper(
                Stream.of(2L, 1L, 3L, 4L, 5L)
                        .map(AuditChainTest::entry)
                        .map(entry ->
                                "insert into audit values (%d, %d, 0, 'ana', '%s', 'a', 'b', 'wish')"
                                        .formatted(entry.sequence(), entry.at().getEpochSecond(), entry.change()))
                        .toArray(String[]::new));
        tamper("update progress set sequence = 6, clean = true");
        assertTrue(AuditCheck.of(directory).isEmpty(), "nothing is chained yet");
        try (LedgerStore store = open()) {
            var check = store.ledger().checkAudit();
            assertEquals(5, check.rows());
            assertEquals(head, check.head(), "the same rows make the same chain");
            assertTrue(check.broken().isEmpty(), check.toString());
            write(store, 6, 6);
            assertEquals(head, store.ledger().auditTrail(1).getFirst().previous());
        }
        assertFalse(AuditCheck.of(directory).orElseThrow().broken().isPresent());
    }

    @Test
    void aDirectoryWithoutADatabaseIsNotChecked() {
        assertTrue(AuditCheck.of(directory).isEmpty());
    }
}
