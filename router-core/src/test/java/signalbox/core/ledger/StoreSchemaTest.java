package signalbox.core.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.ledger.Ledger.Bucket;
import signalbox.core.ledger.Ledger.Group;

class StoreSchemaTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Rows.START);

    @TempDir Path directory;

    private Path store() {
        return directory.resolve("store");
    }

    private LedgerStore open() throws LedgerException {
        return LedgerStore.open(directory, CLOCK, 20_000);
    }

    @Test
    void aNewerDatabaseIsRefusedAtStartAndNothingChanges() throws Exception {
        try (LedgerStore store = open()) {
            Journals.fill(store, 20);
        }
        Files.writeString(store().resolve("schema"), "99\n");
        byte[] database = Files.readAllBytes(store().resolve("ledger.mv.db"));
        byte[] journal = Files.readAllBytes(directory.resolve("journal/00000001.sbj"));

        var e = assertThrows(LedgerException.class, this::open);

        assertEquals("store_newer", e.code());
        assertTrue(e.getMessage().contains("schema 99"), e.getMessage());
        assertTrue(e.getMessage().contains("signalbox ledger rebuild"), e.getMessage());
        assertArrayEquals(database, Files.readAllBytes(store().resolve("ledger.mv.db")));
        assertArrayEquals(journal, Files.readAllBytes(directory.resolve("journal/00000001.sbj")));

        assertEquals(20, Rebuild.run(directory, sequence -> {}).calls());
        open().close();
    }

    /// A database as an earlier version left it, with what it thought of the past.
    private void earlier(String schema, String... contents) throws Exception {
        Database.delete(store());
        Flyway.configure()
                .dataSource("jdbc:h2:" + store().toAbsolutePath() + "/ledger", "sa", "")
                .locations("classpath:signalbox/core/ledger/store")
                .target(schema)
                .load()
                .migrate();
        String url = "jdbc:h2:" + store().toAbsolutePath() + "/ledger";
        try (var connection = DriverManager.getConnection(url, "sa", "");
                var statement = connection.createStatement()) {
            for (String sql : contents) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void anOlderDatabaseIsCopiedAndThenBroughtUpToDate() throws Exception {
        var rows = new ArrayList<CallRow>();
        try (LedgerStore store = open()) {
            rows.addAll(Journals.fill(store, 50));
        }
        earlier("1");
        try (LedgerStore store = open()) {
            store.ledger().flush();
            long calls =
                    store.ledger().spend(Instant.EPOCH, Instant.MAX, Bucket.ALL, Group.NONE).stream()
                            .mapToLong(Ledger.Spend::calls)
                            .sum();
            assertEquals(rows.size(), calls);
        }
        var copies = copies();
        assertEquals(1, copies.size());
        assertTrue(copies.getFirst().matches("ledger-1-\\d{8}-\\d{6}\\.mv\\.db"), copies.toString());
        assertEquals(Database.SCHEMA, Files.readString(store().resolve("schema")).strip());
        open().close();
        assertEquals(1, copies().size(), "nothing is copied when nothing changes");
    }

    /// Schema 4 had a row for every call; its sums are made again and not added to.
    @Test
    void aDatabaseWithARowForEveryCallIsMadeAgainFromTheJournal() throws Exception {
        List<CallRow> rows;
        try (LedgerStore store = open()) {
            rows = Journals.fill(store, 50);
        }
        CallRow row = rows.getFirst();
        earlier(
                "4",
                "insert into name values (0, 'other'), (1, 'budget')",
                "insert into call_row values (%d, %d, 0, 0, 0, 0, 0, false, 0, 1, 9, 0, 1, x'00')"
                        .formatted(row.id(), row.at().toEpochMilli()),
                "insert into hour_use values (%d, 0, 0, 0, 0, 0, false, 1, 0, 0, 1, 9, 0, 1)"
                        .formatted(row.at().truncatedTo(ChronoUnit.HOURS).toEpochMilli()),
                "insert into day_use values (%d, 0, 0, 0, 0, 0, false, 1, 0, 0, 1, 9, 0, 1)"
                        .formatted(row.at().truncatedTo(ChronoUnit.DAYS).toEpochMilli()),
                "insert into charge values (1, 0, 3, 0, %d, 0, 0, 9)".formatted(row.id()),
                "insert into review values (%d, 0)".formatted(row.id()),
                "update progress set sequence = 20, clean = true");
        try (LedgerStore store = open()) {
            store.ledger().flush();
            var again = new ArrayList<CallRow>();
            store.ledger().export(Instant.EPOCH, again::add);
            assertEquals(rows, again);
            for (Bucket bucket : Bucket.values()) {
                var spend = store.ledger().spend(Instant.EPOCH, Instant.MAX, bucket, Group.WORKLOAD);
                assertEquals(50, spend.stream().mapToLong(Ledger.Spend::calls).sum(), bucket.name());
                assertTrue(spend.stream().noneMatch(sum -> sum.group().equals("other")), spend.toString());
            }
            assertEquals(List.of(), store.ledger().unreviewed(row.id()));
            assertEquals(Optional.empty(), store.ledger().budgetWindow("budget", Rows.START, 5));
        }
        assertTrue(copies().getFirst().startsWith("ledger-4-"), copies().toString());
    }

    /// Schema 6 had a row for every sum of an hour and of a day; they are made again and not added to.
    @Test
    void aDatabaseWithARowForEverySumIsMadeAgainFromTheJournal() throws Exception {
        List<CallRow> rows;
        try (LedgerStore store = open()) {
            rows = Journals.fill(store, 50);
        }
        Instant at = rows.getFirst().at();
        earlier(
                "6",
                "insert into name values (0, 'other')",
                "insert into hour_use values (%d, 0, 0, 0, 0, 0, false, 1, 0, 0, 1, 9, 0, 1)"
                        .formatted(at.truncatedTo(ChronoUnit.HOURS).toEpochMilli()),
                "insert into day_use values (%d, 0, 0, 0, 0, 0, false, 1, 0, 0, 1, 9, 0, 1)"
                        .formatted(at.truncatedTo(ChronoUnit.DAYS).toEpochMilli()),
                "insert into minute_use values (%d, x'00')".formatted(at.toEpochMilli()),
                "update progress set sequence = 20, clean = true");
        try (LedgerStore store = open()) {
            store.ledger().flush();
            for (Bucket bucket : Bucket.values()) {
                var spend = store.ledger().spend(Instant.EPOCH, Instant.MAX, bucket, Group.WORKLOAD);
                assertEquals(50, spend.stream().mapToLong(Ledger.Spend::calls).sum(), bucket.name());
                assertEquals(
                        rows.stream().mapToLong(CallRow::costNanos).sum(),
                        spend.stream().mapToLong(Ledger.Spend::costNanos).sum(),
                        bucket.name());
            }
        }
        assertTrue(copies().getFirst().startsWith("ledger-6-"), copies().toString());
    }

    private List<String> copies() throws Exception {
        try (Stream<Path> files = Files.list(directory.resolve("store-copies"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void theLastThreeCopiesAreKept() throws Exception {
        Path file = Files.createDirectories(store()).resolve("ledger.mv.db");
        Files.writeString(file, "contents");
        for (int schema = 8; schema <= 12; schema++) {
            StoreCopies.make(file, "" + schema, Rows.START.plusSeconds(schema));
        }
        var copies = copies();
        assertEquals(3, copies.size());
        for (int schema = 10; schema <= 12; schema++) {
            String start = "ledger-" + schema + "-";
            assertTrue(copies.stream().anyMatch(name -> name.startsWith(start)), copies.toString());
        }
    }

    @Test
    void aRebuiltDatabaseEqualsTheFoldOfTheJournal() throws Exception {
        List<CallRow> rows;
        List<Ledger.Spend> before;
        try (LedgerStore store = open()) {
            rows = Journals.fill(store, 300);
            store.ledger().flush();
            before = store.ledger().spend(Instant.EPOCH, Instant.MAX, Bucket.HOUR, Group.WORKLOAD_AND_MODEL);
        }
        var seen = new ArrayList<Long>();
        Files.write(store().resolve("ledger.mv.db"), new byte[300]);
        var made = Rebuild.run(directory, seen::add);

        assertEquals(rows.size(), made.calls());
        assertFalse(made.took().isNegative());
        try (LedgerStore store = open()) {
            assertEquals(
                    before, store.ledger().spend(Instant.EPOCH, Instant.MAX, Bucket.HOUR, Group.WORKLOAD_AND_MODEL));
            var again = new ArrayList<CallRow>();
            store.ledger().export(Instant.EPOCH, again::add);
            assertEquals(rows, again);
            assertEquals(
                    rows.stream().mapToLong(CallRow::costNanos).sum(),
                    before.stream().mapToLong(Ledger.Spend::costNanos).sum());
        }
    }
}
