package signalbox.core.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.budget.Charge;
import signalbox.core.ledger.JournalRecord.Adjusted;
import signalbox.core.ledger.Ledger.AuditEntry;
import signalbox.core.ledger.Ledger.Bucket;
import signalbox.core.ledger.Ledger.Group;
import signalbox.core.ledger.Ledger.Spend;

/// Calls in their blocks, however they came in.
class CallBlocksTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Rows.START);

    @TempDir Path directory;

    private LedgerStore open() throws LedgerException {
        return LedgerStore.open(directory, CLOCK);
    }

    private static List<CallRow> exported(LedgerStore store) {
        var rows = new ArrayList<CallRow>();
        store.ledger().export(Instant.EPOCH, rows::add);
        return rows;
    }

    /// A second or two long ones end after many short ones; the database takes them over in bits.
    @Test
    void callsThatEndOutOfOrderComeBackByTime() throws Exception {
        var rows = new Rows(21).pace(Duration.ofMillis(40)).some(3000);
        var ended = new ArrayList<>(rows);
        for (int i = 0; i + 60 < ended.size(); i += 50) {
            Collections.shuffle(ended.subList(i, i + 60), new Random(i));
        }
        ended.add(ended.removeFirst());
        try (LedgerStore store = open()) {
            for (int i = 0; i < ended.size(); i++) {
                store.append(ended.get(i), Rows.charges(ended.get(i)));
                if (i % 70 == 0) {
                    store.ledger().flush();
                }
            }
            assertEquals(rows, exported(store));
        }
        try (LedgerStore store = open()) {
            assertEquals(rows.reversed(), store.ledger().recent(5000));
            for (CallRow row : List.of(rows.getFirst(), rows.get(1500), ended.getLast())) {
                assertEquals(Optional.of(row), store.ledger().call(row.id()));
                assertEquals(Rows.charges(row).size(), store.ledger().charges(row.id()).size());
            }
            store.rebuild(_ -> {});
            assertEquals(rows, exported(store));
        }
    }

    /// The last day that is dropped ends in the middle of a block.
    @Test
    void aBlockIsDroppedInPartWhenAnotherDayBeginsInIt() throws Exception {
        Instant midnight = Rows.START.plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.DAYS);
        var rows = new Rows(22).pace(Duration.ofMillis(70)).from(midnight.minusSeconds(90)).some(2500);
        var kept = rows.stream().filter(row -> !row.at().isBefore(midnight)).toList();
        assertTrue(kept.size() > 500 && kept.size() < 2000, kept.size() + " kept");
        var retention = new Retention(Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(1));
        try (LedgerStore store = open()) {
            rows.forEach(row -> store.append(row, List.of(new Charge("ever", Instant.EPOCH, 3))));
            assertEquals(rows.size(), store.ledger().recent(5000).size());
            var dropped = store.retain(retention, midnight.plus(Duration.ofDays(1)));

            assertEquals(rows.size() - kept.size(), dropped.calls());
            assertEquals(kept, exported(store));
            assertEquals(kept.reversed().subList(0, 500), store.ledger().recent(500));
            assertEquals(kept.size(), store.ledger().recent(2000).size(), "what is dropped is not recent either");
            var window = store.ledger().budgetWindow("ever", midnight, 5000).orElseThrow();
            assertEquals(rows.size() * 3L, window.charged());
            assertEquals(kept.size(), window.calls());
            assertEquals(kept.size() + 1, window.newest().size());
            assertEquals((rows.size() - kept.size()) * 3L, window.newest().getLast().amount());
        }
    }

    @Test
    void correctionsCountWhereSingleCallsAnswer() throws Exception {
        var rows = new Rows(23).pace(Duration.ofMillis(300)).some(100);
        CallRow row = rows.get(40);
        long costs = rows.stream().mapToLong(CallRow::costNanos).sum();
        Instant from = rows.getFirst().at();
        Instant to = rows.getLast().at().plusMillis(1);
        try (LedgerStore store = open()) {
            rows.forEach(each -> store.append(each, List.of(new Charge("b", Instant.EPOCH, 10))));
            for (int i = 1; i <= 2; i++) {
                var entry = new AuditEntry(i, Rows.START, "ann", "Corrected", "", "", "");
                var charges = List.of(new Charge("b", Instant.EPOCH, -4), new Charge("other", Instant.EPOCH, 1));
                store.journal().append(new Adjusted(Adjusted.Kind.CORRECTED, row.id(), 0, charges, -7, entry));
            }
            store.ledger().flush();

            long spent =
                    store.ledger().spend(from, to, Bucket.ALL, Group.NONE).stream().mapToLong(Spend::costNanos).sum();
            assertEquals(costs - 14, spent);
            var window = store.ledger().budgetWindow("b", Rows.START, 3).orElseThrow();
            assertEquals(1000 - 8, window.charged());
            assertEquals(100, window.calls(), "a corrected call is one call");
            assertEquals(
                    List.of(BudgetWindow.Kind.CORRECTION, BudgetWindow.Kind.CORRECTION, BudgetWindow.Kind.CALL),
                    window.newest().stream().map(BudgetWindow.Posting::kind).toList());
            assertEquals(rows.getLast().id(), window.newest().getLast().call());
            assertEquals(1, store.ledger().budgetWindow("other", Rows.START, 3).orElseThrow().calls());
            assertEquals(
                    List.of(new Charge("b", Instant.EPOCH, 2), new Charge("other", Instant.EPOCH, 2)),
                    store.ledger().charges(row.id()));
        }
    }
}
