package signalbox.core.ledger;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.budget.Charge;
import signalbox.core.ledger.Ledger.AuditEntry;
import signalbox.core.ledger.Ledger.Bucket;
import signalbox.core.ledger.Ledger.Group;
import signalbox.core.ledger.Ledger.Spend;

class ProjectionTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Rows.START);

    @TempDir Path directory;

    private LedgerStore open() throws LedgerException {
        return LedgerStore.open(directory, CLOCK, 20_000);
    }

    private static void append(LedgerStore store, List<CallRow> rows) throws Exception {
        for (int i = 0; i < rows.size(); i++) {
            store.append(rows.get(i), Rows.charges(rows.get(i)));
            if (i % 100 == 0) {
                // several frames, and so several segments
                store.journal().sync();
            }
        }
        store.ledger().flush();
    }

    /// The same sums, added up row by row.
    private static List<Spend> fold(
            List<CallRow> rows, Instant from, Instant to, Bucket bucket, Function<CallRow, String> group) {
        Map<String, Spend> sums = new TreeMap<>();
        for (CallRow row : rows) {
            if (row.at().isBefore(from) || !row.at().isBefore(to)) {
                continue;
            }
            Instant start = start(bucket, row.at(), from);
            String name = group.apply(row);
            long tokens = row.attempts().stream().mapToLong(a -> a.usage().tokens()).sum();
            var one =
                    new Spend(
                            start,
                            name,
                            row.practice(),
                            1,
                            row.outcome() == CallRow.Outcome.REFUSED ? 1 : 0,
                            row.outcome() == CallRow.Outcome.FAILED ? 1 : 0,
                            tokens,
                            row.costNanos(),
                            row.savedNanos(),
                            row.total().toMillis());
            sums.merge(start + "\0" + name + "\0" + row.practice(), one, ProjectionTest::add);
        }
        return new ArrayList<>(sums.values());
    }

    private static Instant start(Bucket bucket, Instant at, Instant from) {
        return switch (bucket) {
            case MINUTE -> at.truncatedTo(ChronoUnit.MINUTES);
            case HOUR -> at.truncatedTo(ChronoUnit.HOURS);
            case DAY -> at.truncatedTo(ChronoUnit.DAYS);
            case ALL -> from;
        };
    }

    private static Spend add(Spend a, Spend b) {
        return new Spend(
                a.bucket(),
                a.group(),
                a.practice(),
                a.calls() + b.calls(),
                a.refused() + b.refused(),
                a.failed() + b.failed(),
                a.tokens() + b.tokens(),
                a.costNanos() + b.costNanos(),
                a.savedNanos() + b.savedNanos(),
                a.totalMillis() + b.totalMillis());
    }

    private static String group(Group group, CallRow row) {
        String model = row.provider().isEmpty() ? "none" : row.provider() + "/" + row.model();
        return switch (group) {
            case NONE -> "";
            case WORKLOAD -> row.workload();
            case WORKLOAD_AND_MODEL -> row.workload() + " › " + model;
            case PROVIDER -> row.provider();
            case KEY -> row.key();
            case TEAM -> row.team();
            case MODEL -> model;
        };
    }

    @Test
    void everySumEqualsTheFoldOfTheRows() throws Exception {
        var rows = new Rows(7).pace(Duration.ofSeconds(97)).some(2500);
        try (LedgerStore store = open()) {
            append(store, rows);
            assertTrue(segments() > 5, "several segments");
            Instant first = rows.getFirst().at();
            List<List<Instant>> periods =
                    List.of(
                            List.of(Instant.MIN, Instant.MAX),
                            List.of(Instant.EPOCH, Instant.parse("2030-01-01T00:00:00Z")),
                            List.of(first.plusSeconds(12_345), first.plusSeconds(150_001)),
                            List.of(first.plusSeconds(100), first.plusSeconds(130)),
                            List.of(first.plusMillis(7_200_500), first.plusMillis(10_800_500)));
            for (var period : periods) {
                for (Bucket bucket : Bucket.values()) {
                    for (Group group : Group.values()) {
                        Instant from = period.get(0).isBefore(Instant.EPOCH) ? Instant.EPOCH : period.get(0);
                        assertEquals(
                                fold(rows, from, period.get(1), bucket, row -> group(group, row)),
                                store.ledger().spend(period.get(0), period.get(1), bucket, group),
                                bucket + " by " + group + " over " + period);
                        everyGroupAloneIsWhatTheWholeSays(store.ledger(), period.get(0), period.get(1), bucket, group);
                    }
                }
            }
        }
    }

    private static void everyGroupAloneIsWhatTheWholeSays(
            Ledger ledger, Instant from, Instant to, Bucket bucket, Group group) {
        List<Spend> whole = ledger.spend(from, to, bucket, group);
        Map<String, List<Spend>> named = whole.stream().collect(Collectors.groupingBy(Spend::group));
        named.forEach((name, spends) ->
                assertEquals(spends, ledger.spendOf(from, to, bucket, group, name), bucket + " of " + name));
        assertEquals(List.of(), ledger.spendOf(from, to, bucket, group, "nobody"), bucket + " by " + group);
    }

    private long segments() throws Exception {
        try (var files = Files.list(directory.resolve("journal"))) {
            return files.filter(file -> file.toString().endsWith(".sbj")).count();
        }
    }

    @Test
    void rebuildingAndReopeningChangeNothing() throws Exception {
        var rows = new Rows(8).pace(Duration.ofSeconds(40)).some(1500);
        List<Spend> before;
        try (LedgerStore store = open()) {
            append(store, rows);
            before = sums(store);
            store.rebuild(sequence -> {});
            assertEquals(before, sums(store));
        }
        try (LedgerStore store = open()) {
            assertEquals(before, sums(store));
            append(store, List.of());
            assertEquals(before, sums(store), "nothing is taken over twice");
        }
    }

    private static List<Spend> sums(LedgerStore store) {
        return store.ledger().spend(Instant.EPOCH, Instant.MAX, Bucket.HOUR, Group.WORKLOAD_AND_MODEL);
    }

    @Test
    void aLostOrUnreadableDatabaseIsMadeAgain() throws Exception {
        var rows = new Rows(8).some(200);
        List<Spend> before;
        try (LedgerStore store = open()) {
            append(store, rows);
            before = sums(store);
        }
        Path file = directory.resolve("store/ledger.mv.db");
        Files.write(file, new byte[5000]);
        try (LedgerStore store = open()) {
            store.ledger().flush();
            assertEquals(before, sums(store));
        }
        Files.delete(file);
        try (LedgerStore store = open()) {
            store.ledger().flush();
            assertEquals(before, sums(store));
            assertEquals(rows.getFirst(), store.ledger().call(rows.getFirst().id()).orElseThrow());
        }
    }

    @Test
    void aDatabaseThatDisagreesWithItselfAfterACrashIsMadeAgain() throws Exception {
        List<Spend> before;
        try (LedgerStore store = open()) {
            append(store, new Rows(8).some(200));
            before = sums(store);
        }
        asAdmin("update hour_use set sums = x''", "update progress set clean = false");
        try (LedgerStore store = open()) {
            store.ledger().flush();
            assertEquals(before, sums(store));
        }
    }

    private void asAdmin(String... statements) throws Exception {
        String url = "jdbc:h2:" + directory.toAbsolutePath() + "/store/ledger";
        try (var connection = DriverManager.getConnection(url, "sa", "");
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void aNewerDatabaseIsLeftAlone() throws Exception {
        open().close();
        asAdmin(
                "insert into \"flyway_schema_history\" (\"installed_rank\", \"version\", \"description\", \"type\","
                        + " \"script\", \"installed_by\", \"execution_time\", \"success\") values (99, '99', 'later',"
                        + " 'SQL', 'V99__later.sql', 'sa', 1, true)");
        try (LedgerStore store = open()) {
            var e = assertThrows(IllegalStateException.class, () -> store.ledger().audit(1));
            assertTrue(e.getMessage().contains("newer version"), e.getMessage());
        }
    }

    @Test
    void theNewestMigrationIsTheOneTheStartExpects() throws Exception {
        try (var files = Files.list(Path.of("src/main/resources/signalbox/core/ledger/store"))) {
            var newest = files.map(file -> file.getFileName().toString()).sorted().toList().getLast();
            assertTrue(newest.startsWith("V" + Database.SCHEMA + "__"), newest);
        }
    }

    @Test
    void everydayWorkCannotReachFilesOrTheSchema() throws Exception {
        try (var database = Database.open(directory.resolve("store"))) {
            for (String sql : List.of("drop table audit", "create alias x for 'java.lang.System.exit'")) {
                assertThrows(RuntimeException.class, () -> database.handle().execute(sql), sql);
            }
        }
    }

    private static JournalRecord.Adjusted adjusted(long call, List<Charge> charges, long nanos, AuditEntry entry) {
        return new JournalRecord.Adjusted(JournalRecord.Adjusted.Kind.REVIEWED, call, 0, charges, nanos, entry);
    }

    @Test
    void correctionsAreAddedUpAndAudited() throws Exception {
        var row = new Rows(3).some(3).getLast();
        var entry = new AuditEntry(1, Rows.START, "ann", "Charge corrected", "", "", "the provider confirmed");
        try (LedgerStore store = open()) {
            store.append(row, List.of());
            var charges = List.of(new Charge("b", Rows.START, -5));
            store.journal().append(adjusted(row.id(), charges, -5, entry));
            store.ledger().flush();

            for (Bucket bucket : Bucket.values()) {
                Spend sum = store.ledger().spend(Instant.EPOCH, Instant.MAX, bucket, Group.NONE).getFirst();
                assertEquals(row.costNanos() - 5, sum.costNanos());
                assertEquals(1, sum.calls());
            }
            assertEquals(List.of(entry), store.ledger().audit(5));
        }
        try (LedgerStore store = open()) {
            assertEquals(-5, store.recovered().window("b", Rows.START).orElseThrow().spent());
        }
    }

    @Test
    void percentilesLeaveOutRefusedAndPracticeCalls() throws Exception {
        var rows = new Rows(4).some(400);
        var millis =
                rows.stream()
                        .filter(row -> row.outcome() != CallRow.Outcome.REFUSED && !row.practice())
                        .map(row -> row.total().toMillis())
                        .sorted()
                        .toList();
        try (LedgerStore store = open()) {
            Ledger ledger = store.ledger();
            assertEquals(OptionalLong.empty(), ledger.latencyMillis(Instant.EPOCH, Instant.MAX, 50, false));
            append(store, rows);

            for (int percentile : new int[] {1, 50, 95, 99}) {
                int rank = Math.ceilDiv(millis.size() * percentile, 100);
                assertEquals(
                        OptionalLong.of(millis.get(rank - 1)),
                        ledger.latencyMillis(Instant.EPOCH, Instant.MAX, percentile, false));
            }
            assertEquals(OptionalLong.empty(), ledger.latencyMillis(Instant.EPOCH, Rows.START, 50, false));
        }
    }

    @Test
    void durationsOfSpansComeFromTheirHours() throws Exception {
        var rows = new Rows(4).pace(Duration.ofSeconds(30)).some(400);
        Instant from = Rows.START.truncatedTo(ChronoUnit.HOURS);
        Instant last = rows.getLast().at();
        Instant to = last.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));
        Instant middle = from.plus(Duration.ofHours(Duration.between(from, to).toHours() / 2 + 1));
        try (LedgerStore store = open()) {
            append(store, rows);
            Ledger ledger = store.ledger();
            var spans = ledger.durations(List.of(from, middle, to, to.plusSeconds(7_200)), false);
            assertEquals(3, spans.size());
            assertEquals(new Ledger.Durations(0, 0, 0), spans.getLast());
            assertEquals(
                    rows.stream().filter(row -> row.outcome() != CallRow.Outcome.REFUSED && !row.practice()).count(),
                    spans.get(0).calls() + spans.get(1).calls());
            long exact = ledger.latencyMillis(from, middle, 95, false).orElse(0);
            assertEquals(exact, spans.getFirst().millisP95(), exact * 0.017 + 1);
            assertTrue(spans.getFirst().millisP50() <= spans.getFirst().millisP95());
            assertEquals(List.of(), ledger.durations(List.of(), true));
        }
    }

    @Test
    void slotsAreNarrow() {
        for (long millis = 0; millis < 10_000_000; millis += 1 + millis / 300) {
            long off = Math.abs(LatencySlots.millis(LatencySlots.slot(millis)) - millis);
            assertTrue(off * 60 <= millis, millis + " is off by " + off);
        }
    }

    @Test
    void aDatabaseThatFailsWhileOpenComesBack() throws Exception {
        var files = new MemoryFiles();
        Journal journal = Journal.open(files, CLOCK, 20_000, record -> {});
        var projection = new Projection(directory.resolve("store"), files, journal::synced);
        projection.start();
        projection.ask((handle, names) -> close(handle));
        new Rows(4).some(20).forEach(row -> journal.append(new JournalRecord.CallRecord(row, List.of())));
        journal.sync();

        await().atMost(Duration.ofSeconds(20)).until(() -> calls(projection) == 20);
        projection.close();
        journal.close(true);
    }

    @Test
    void aDatabaseThatIsHalfMadeAgainAndAgainComesBackEachTime() throws Exception {
        try (LedgerStore store = open()) {
            append(store, new Rows(8).some(20));
            store.ledger().flush();
        }
        asAdmin(HALF_MADE);
        var files = new MemoryFiles();
        Journal journal = Journal.open(files, CLOCK, 20_000, record -> {});
        var projection = new Projection(directory.resolve("store"), files, journal::synced);
        projection.start();
        await().atMost(Duration.ofSeconds(20)).until(() -> calls(projection) == 0);
        asAdminInside(projection, HALF_MADE);
        projection.ask((handle, names) -> close(handle));
        new Rows(4).some(20).forEach(row -> journal.append(new JournalRecord.CallRecord(row, List.of())));
        journal.sync();

        await().atMost(Duration.ofSeconds(20)).until(() -> calls(projection) == 20);
        projection.close();
        journal.close(true);
    }

    /// As a migration that failed on a full disk leaves it.
    private static final String HALF_MADE =
            "update \"flyway_schema_history\" set \"success\" = false where \"version\" = '" + Database.SCHEMA + "'";

    /// The same while the database is open: on the thread that uses it, which waits meanwhile.
    private void asAdminInside(Projection projection, String statement) {
        projection.ask((handle, names) -> {
            String url = "jdbc:h2:async:" + directory.toAbsolutePath() + "/store/ledger";
            try (var connection = DriverManager.getConnection(url, "sa", "");
                    var sql = connection.createStatement()) {
                return sql.execute(statement);
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void aFileThatCouldNotBeOpenedIsNotKeptOpen() throws Exception {
        Path store = directory.resolve("store");
        open().close();
        Files.delete(store.resolve("schema"));
        Files.createDirectories(store.resolve("schema/in the way"));

        assertThrows(IOException.class, () -> Database.open(store));
        try (var file = FileChannel.open(store.resolve("ledger.mv.db"), StandardOpenOption.WRITE);
                var lock = file.tryLock()) {
            assertTrue(lock.isValid());
        }
    }

    private static boolean close(Handle handle) {
        try {
            handle.getConnection().close();
            return true;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static long calls(Projection projection) {
        try {
            return projection.ask((handle, names) ->
                    handle.createQuery("select coalesce(sum(count), 0) from call_block").mapTo(long.class).one());
        } catch (IllegalStateException e) {
            return -1;
        }
    }

    @Test
    void interruptedCallersDoNotCloseTheDatabase() throws Exception {
        try (LedgerStore store = open()) {
            var rows = new Rows(4);
            for (int i = 0; i < 30; i++) {
                store.append(rows.next(), List.of());
                Thread.currentThread().interrupt();
                store.ledger().flush();
                assertTrue(Thread.interrupted(), "the interrupt was kept");
            }
            assertEquals(
                    30,
                    store.ledger().spend(Instant.EPOCH, Instant.MAX, Bucket.ALL, Group.NONE).stream()
                            .mapToLong(Spend::calls)
                            .sum());
        }
    }
}
