package signalbox.core.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.budget.Charge;
import signalbox.core.ledger.Ledger.AuditEntry;
import signalbox.core.ledger.Ledger.Bucket;
import signalbox.core.ledger.Ledger.Group;
import signalbox.core.ledger.Ledger.Spend;

/// What is dropped, what outlives it, and that a database made again afterwards is the same.
class RetentionTest {
    /// Calls 20 days, minutes 3 days, hours 10 days.
    private static final Retention SHORT = new Retention(Duration.ofDays(20), Duration.ofDays(3), Duration.ofDays(10));

    private static final Instant LIFETIME = Instant.EPOCH;

    @TempDir Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(Rows.START);
    private final Rows source = new Rows(11).pace(Duration.ofMinutes(45));
    private final List<CallRow> rows = source.some(1300);

    private LedgerStore open() throws LedgerException {
        InstantSource clock = now::get;
        return LedgerStore.open(directory, clock, 20_000);
    }

    /// Forty days of calls, each charged to a lifetime budget, one of them corrected; then today.
    private void fill(LedgerStore store) throws Exception {
        for (int i = 0; i < rows.size(); i++) {
            store.append(rows.get(i), List.of(new Charge("ever", LIFETIME, 3)));
            if (i % 50 == 0) {
                store.journal().sync();
            }
        }
        var entry = new AuditEntry(1, Rows.START, "ann", "Reviewed", "", "", "why");
        var charges = List.of(new Charge("ever", LIFETIME, -2));
        store.journal()
                .append(
                        new JournalRecord.Adjusted(
                                JournalRecord.Adjusted.Kind.REVIEWED, rows.get(5).id(), 0, charges, -2, entry));
        store.journal().append(new JournalRecord.Incident("overrun", "It used more.", Rows.START));
        now.set(rows.getLast().at().plusSeconds(1));
        store.ledger().flush();
    }

    private Instant since(Duration kept) {
        return now.get().minus(kept).truncatedTo(ChronoUnit.DAYS);
    }

    private static List<Spend> spend(LedgerStore store, Instant from, Bucket bucket) {
        return store.ledger().spend(from, Instant.MAX, bucket, Group.WORKLOAD_AND_MODEL);
    }

    private long segments() throws Exception {
        try (var files = Files.list(directory.resolve("journal"))) {
            return files.filter(file -> file.toString().endsWith(".sbj")).count();
        }
    }

    @Test
    void everyTierIsDroppedInItsTimeAndDaysStayForEver() throws Exception {
        try (LedgerStore store = open()) {
            fill(store);
            var days = spend(store, Instant.EPOCH, Bucket.DAY);
            var hours = spend(store, since(SHORT.hours()), Bucket.HOUR);
            var minutes = spend(store, since(SHORT.minutes()), Bucket.MINUTE);
            var callMinutes = spend(store, since(SHORT.calls()), Bucket.MINUTE);
            long before = segments();

            var dropped = store.retain(SHORT, now.get());
            long old = rows.stream().filter(row -> row.at().isBefore(since(SHORT.calls()))).count();
            assertEquals(old, dropped.calls());
            assertTrue(old > 500 && dropped.minutes() > 0 && dropped.hours() > 0, dropped.toString());
            assertEquals(before - segments(), dropped.segments());
            assertTrue(dropped.segments() > 1, dropped.toString());

            assertEquals(days, spend(store, Instant.EPOCH, Bucket.DAY));
            assertEquals(hours, spend(store, since(SHORT.hours()), Bucket.HOUR));
            assertEquals(minutes, spend(store, since(SHORT.minutes()), Bucket.MINUTE));
            assertEquals(callMinutes, spend(store, since(SHORT.calls()), Bucket.MINUTE), "the rows answer");
            assertTrue(store.retain(SHORT, now.get()).nothing(), "a second run finds nothing");
        }
    }

    @Test
    void anOpenWindowLosesNothingOfWhatItCounts() throws Exception {
        try (LedgerStore store = open()) {
            fill(store);
            long charged = store.ledger().charged("ever", LIFETIME);
            assertEquals(rows.size() * 3L - 2, charged);
            store.retain(SHORT, now.get());
            assertEquals(charged, store.ledger().charged("ever", LIFETIME));
            var window = store.ledger().budgetWindow("ever", now.get(), 5000).orElseThrow();
            assertEquals(charged, window.charged());
            assertEquals(BudgetWindow.Kind.CARRIED, window.newest().getLast().kind());
        }
        try (LedgerStore store = open()) {
            assertEquals(rows.size() * 3L - 2, store.ledger().charged("ever", LIFETIME));
            assertEquals(rows.size() * 3L - 2, store.recovered().window("ever", LIFETIME).orElseThrow().spent());
        }
    }

    @Test
    void callsThatAreDeletedInTheMiddleOfAnHourLeaveEverySumAsItWas() throws Exception {
        int gone = rows.size() - 20;
        Instant deleted = rows.get(gone).at();
        assertTrue(deleted.toEpochMilli() % RollUps.HOUR != 0);
        try (LedgerStore store = open()) {
            fill(store);
            var days = spend(store, Instant.EPOCH, Bucket.DAY);
            var hours = spend(store, Instant.EPOCH, Bucket.HOUR);
            long charged = store.ledger().charged("ever", LIFETIME);
            assertEquals(gone, store.ledger().callsBefore(deleted));

            var dropped = store.retain(Retention.DEFAULT, now.get(), deleted);
            assertEquals(gone, dropped.calls());
            assertTrue(dropped.segments() > 1, dropped.toString());
            for (int again = 0; again < 2; again++) {
                assertEquals(0, store.ledger().callsBefore(deleted));
                assertEquals(rows.subList(gone, rows.size()), store.ledger().recent(5000).reversed());
                assertEquals(days, spend(store, Instant.EPOCH, Bucket.DAY));
                assertEquals(hours, spend(store, Instant.EPOCH, Bucket.HOUR));
                assertEquals(charged, store.ledger().charged("ever", LIFETIME));
                store.rebuild(records -> {});
                store.retain(Retention.DEFAULT, now.get(), deleted);
            }
        }
    }

    @Test
    void aDatabaseMadeAgainAfterwardsIsTheSame() throws Exception {
        List<Spend> days;
        List<Spend> hours;
        try (LedgerStore store = open()) {
            fill(store);
            store.retain(SHORT, now.get());
            // the journal goes on after the archive was written
            store.append(source.next(), List.of(new Charge("ever", LIFETIME, 3)));
            store.ledger().flush();
            days = spend(store, Instant.EPOCH, Bucket.DAY);
            hours = spend(store, since(SHORT.hours()), Bucket.HOUR);
            store.rebuild(records -> {});
            same(store, days, hours);
        }
        Files.delete(directory.resolve("store/ledger.mv.db"));
        try (LedgerStore store = open()) {
            store.ledger().flush();
            same(store, days, hours);
            assertTrue(store.retain(SHORT, now.get()).segments() == 0);
            same(store, days, hours);
        }
    }

    private void same(LedgerStore store, List<Spend> days, List<Spend> hours) {
        assertEquals(days, spend(store, Instant.EPOCH, Bucket.DAY));
        assertEquals(hours, spend(store, since(SHORT.hours()), Bucket.HOUR));
        assertEquals(rows.size() * 3L - 2 + 3, store.ledger().charged("ever", LIFETIME));
        assertEquals(1, store.ledger().audit(10).size());
        assertEquals(1, store.ledger().incidents(10).size());
    }

    @Test
    void theChainHoldsFromTheOldestSegmentThatIsKept() throws Exception {
        try (LedgerStore store = open()) {
            fill(store);
            store.retain(SHORT, now.get());
            var files = new DiskFiles(directory.resolve("journal"));
            assertTrue(files.list().getFirst() > 1);
            try (var cursor = new JournalCursor(files, 0, store.journal().synced())) {
                long last = 0;
                for (var batch = cursor.next(store.journal().synced());
                        batch != null;
                        batch = cursor.next(store.journal().synced())) {
                    last = batch.sequence() + batch.records().size() - 1;
                }
                assertEquals(store.journal().synced().sequence(), last);
            }
        }
    }

    @Test
    void whatIsKeptIsKeptForADayAtLeast() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Retention(Duration.ofDays(9), Duration.ofHours(1), Duration.ofDays(9)));
    }
}
