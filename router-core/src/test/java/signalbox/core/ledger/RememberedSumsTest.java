package signalbox.core.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.budget.Charge;
import signalbox.core.ledger.JournalRecord.Adjusted;
import signalbox.core.ledger.Ledger.AuditEntry;
import signalbox.core.ledger.Ledger.Bucket;
import signalbox.core.ledger.Ledger.Group;
import signalbox.core.ledger.Ledger.Spend;

class RememberedSumsTest {
    private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");

    @TempDir Path directory;

    private LedgerStore open() throws LedgerException {
        return LedgerStore.open(directory, InstantSource.fixed(Rows.START), 20_000);
    }

    /// What a screen asks again and again.
    private static List<List<Spend>> answers(Ledger ledger) {
        var all = new ArrayList<List<Spend>>();
        Instant end = Rows.START.plus(9, ChronoUnit.DAYS);
        for (Group group : Group.values()) {
            all.add(ledger.spend(Rows.START.minusSeconds(5), end, Bucket.ALL, group));
            all.add(ledger.spend(Rows.START.truncatedTo(ChronoUnit.HOURS), end, Bucket.HOUR, group));
            all.add(ledger.spend(Instant.EPOCH, end, Bucket.DAY, group));
            all.add(ledger.spend(days(), group));
        }
        for (String workload : List.of("audit-report", "code-review")) {
            all.add(ledger.spendOf(days(), Group.WORKLOAD, workload));
            all.add(ledger.spendOf(Rows.START, end, Bucket.HOUR, Group.WORKLOAD, workload));
        }
        return all;
    }

    /// Days whose bounds lie half an hour off those of UTC's hours.
    private static List<Instant> days() {
        LocalDate first = LocalDate.ofInstant(Rows.START, KOLKATA);
        return first.datesUntil(first.plusDays(10)).map(day -> day.atStartOfDay(KOLKATA).toInstant()).toList();
    }

    @Test
    void whatIsAddedToThePastLaterIsInTheNextAnswer() throws Exception {
        var rows = new Rows(11).pace(Duration.ofSeconds(290)).some(1500);
        var late = new Rows(12).from(Rows.START.plus(26, ChronoUnit.HOURS)).some(3);
        try (LedgerStore store = open()) {
            rows.forEach(row -> store.append(row, Rows.charges(row)));
            store.ledger().flush();
            long before = cost(store);
            assertEquals(answers(store.ledger()), answers(store.ledger()), "asked twice");

            // a call that took very long, and corrections both ways of calls of several days
            late.forEach(row -> store.append(row, Rows.charges(row)));
            correct(store, 1, rows.get(3), 1_234_567);
            correct(store, 2, rows.get(400), -55);
            correct(store, 3, rows.getLast(), -1);
            store.ledger().flush();
            var after = answers(store.ledger());
            long added = late.stream().mapToLong(CallRow::costNanos).sum();
            assertEquals(before + added + 1_234_567 - 56, cost(store));
            assertEquals(fresh(store), after, "as a database says that remembers nothing");
        }
    }

    private static long cost(LedgerStore store) {
        var spends = store.ledger().spend(Instant.EPOCH, Instant.MAX, Bucket.ALL, Group.NONE);
        return spends.stream().mapToLong(Spend::costNanos).sum();
    }

    private static List<List<Spend>> fresh(LedgerStore store) {
        store.rebuild(sequence -> {});
        return answers(store.ledger());
    }

    private static void correct(LedgerStore store, long number, CallRow row, long nanos) {
        var entry = new AuditEntry(number, Rows.START, "ann", "Corrected", "", "", "");
        var charges = List.of(new Charge("b", Instant.EPOCH, nanos));
        store.journal().append(new Adjusted(Adjusted.Kind.CORRECTED, row.id(), 0, charges, nanos, entry));
    }

    @Test
    void bucketsBetweenBoundsAreTheFoldOfTheirRows() throws Exception {
        var rows = new Rows(13).pace(Duration.ofSeconds(170)).some(2000);
        try (LedgerStore store = open()) {
            rows.forEach(row -> store.append(row, Rows.charges(row)));
            store.ledger().flush();
            var bounds = days();
            Map<String, Long> costs = new TreeMap<>();
            for (CallRow row : rows) {
                Instant day = LocalDate.ofInstant(row.at(), KOLKATA).atStartOfDay(KOLKATA).toInstant();
                costs.merge(day + " " + row.workload() + " " + row.practice(), row.costNanos(), Long::sum);
            }
            for (int asked = 0; asked < 2; asked++) {
                Map<String, Long> answered = new TreeMap<>();
                for (Spend each : store.ledger().spend(bounds, Group.WORKLOAD)) {
                    answered.put(each.bucket() + " " + each.group() + " " + each.practice(), each.costNanos());
                }
                assertEquals(costs, answered);
            }
            assertEquals(List.of(), store.ledger().spend(List.of(), Group.NONE));
        }
    }

    @Test
    void durationsOfDaysThatBeginWithinAnHourAreThoseOfTheirCalls() throws Exception {
        var rows = new Rows(14).pace(Duration.ofSeconds(170)).some(1200);
        try (LedgerStore store = open()) {
            rows.forEach(row -> store.append(row, Rows.charges(row)));
            store.ledger().flush();
            var bounds = days();
            var found = store.ledger().durations(bounds, false);
            for (int i = 0; i < found.size(); i++) {
                Instant from = bounds.get(i);
                Instant to = bounds.get(i + 1);
                long calls =
                        rows.stream()
                                .filter(row -> row.outcome() != CallRow.Outcome.REFUSED && !row.practice())
                                .filter(row -> !row.at().isBefore(from) && row.at().isBefore(to))
                                .count();
                assertEquals(calls, found.get(i).calls(), "day " + i);
            }
            assertTrue(found.getFirst().calls() > 0 && found.get(1).millisP95() > 0, found.toString());
            Instant hour = bounds.get(2).truncatedTo(ChronoUnit.HOURS);
            var parts = store.ledger().durations(List.of(hour, bounds.get(2), hour.plusSeconds(3_600)), false);
            long whole = store.ledger().durations(List.of(hour, hour.plusSeconds(3_600)), false).getFirst().calls();
            assertEquals(whole, parts.get(0).calls() + parts.get(1).calls());
            assertTrue(parts.get(0).calls() > 0 && parts.get(1).calls() > 0, "both halves: " + parts);
        }
    }

    @Test
    void aStretchIsAddedUpOnceUntilOneOfItsHoursChanges() {
        var remembered = new RememberedSums();
        var week = stretch(0, 7 * RollUps.DAY);
        var day = stretch(7 * RollUps.DAY, 8 * RollUps.DAY);
        var made = new ArrayList<Long>();
        ask(remembered, week, made);
        ask(remembered, day, made);
        ask(remembered, week, made);
        assertEquals(2, made.size());
        remembered.changed(new TreeSet<>(List.of(7 * RollUps.DAY, 8 * RollUps.DAY)));
        ask(remembered, week, made);
        ask(remembered, day, made);
        assertEquals(List.of(0L, 7 * RollUps.DAY, 7 * RollUps.DAY), made, "only the day was added up again");
    }

    private static RememberedSums.Stretch stretch(long from, long to) {
        return new RememberedSums.Stretch(Tier.HOUR, from, to, Bucket.HOUR, Group.NONE, OneGroup.ALL);
    }

    private static void ask(RememberedSums remembered, RememberedSums.Stretch stretch, List<Long> made) {
        Supplier<SpendSums> adding =
                () -> {
                    made.add(stretch.from());
                    return new SpendSums(Bucket.HOUR, Group.NONE, 0);
                };
        remembered.of(stretch, adding);
    }

    /// More sums than a row of the database takes, of workloads in several rows.
    @Test
    void manySumsOfADayAreAddedToAcrossRows() throws Exception {
        int apps = 300;
        int workloads = 150;
        try (var database = Database.open(directory.resolve("store"))) {
            for (int round = 1; round <= 2; round++) {
                var sums = new PackedSums(Tier.DAY);
                for (int i = 0; i < apps * workloads; i++) {
                    var place = new RollUps.Place(RollUps.DAY + i, i % workloads, 1, 2, i / workloads, 3, false);
                    sums.add(place, new long[] {1, 0, 0, 5, 1_000L * i, 0, 7});
                }
                database.handle().useTransaction(sums::save);
                long[] whole = read(database, OneGroup.ALL);
                long all = apps * workloads;
                assertEquals(round * all, whole[0]);
                assertEquals(round * 1_000 * (all * (all - 1) / 2), whole[1]);
                assertEquals((long) round * apps, read(database, new OneGroup(70, -1, -1, -1, -1))[0]);
            }
            int rows = database.handle().createQuery("select count(*) from day_use").mapTo(int.class).one();
            assertTrue(rows >= 6 && rows <= 9, "rows: " + rows);
        }
    }

    private static long[] read(Database database, OneGroup only) {
        var sum = new long[2];
        PackedSums.read(
                database.handle(),
                Tier.DAY,
                RollUps.DAY,
                2 * RollUps.DAY,
                only,
                (place, values) -> {
                    sum[0] += values[0];
                    sum[1] += values[4];
                });
        return sum;
    }
}
