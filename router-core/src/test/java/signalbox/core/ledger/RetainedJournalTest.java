package signalbox.core.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.budget.Charge;

/// Looking after a journal whose oldest segments retention has dropped.
class RetainedJournalTest {
    private static final Instant EVER = Instant.EPOCH;

    @TempDir Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(Rows.START);
    private final InstantSource clock = now::get;
    private List<CallRow> kept;
    private long charged;

    private Path data() {
        return directory.resolve("data");
    }

    private static List<CallRow> rows(LedgerStore store) {
        var rows = new ArrayList<CallRow>();
        store.ledger().export(Instant.EPOCH, rows::add);
        return rows;
    }

    @BeforeEach
    void drop() throws Exception {
        var source = new Rows(11).pace(Duration.ofMinutes(45));
        try (LedgerStore store = LedgerStore.open(data(), clock, 20_000)) {
            for (int i = 0; i < 1300; i++) {
                CallRow row = source.next();
                store.append(row, List.of(new Charge("ever", EVER, 3)));
                now.set(row.at().plusSeconds(1));
                if (i % 50 == 0) {
                    store.journal().sync();
                }
            }
            store.ledger().flush();
            var retention = new Retention(Duration.ofDays(20), Duration.ofDays(3), Duration.ofDays(10));
            assertTrue(store.retain(retention, now.get()).segments() > 1);
            kept = rows(store);
            charged = store.ledger().charged("ever", EVER);
        }
        assertEquals(3900, charged, "what is dropped still counts");
    }

    private void same(Path dataDir) throws Exception {
        try (LedgerStore store = LedgerStore.open(dataDir, clock, 20_000)) {
            assertEquals(kept, rows(store));
            assertEquals(charged, store.recovered().window("ever", EVER).orElseThrow().spent());
        }
    }

    @Test
    void itIsFoundSound() throws Exception {
        var check = JournalCheck.of(data());
        assertTrue(check.damage().isEmpty(), check.toString());
        assertTrue(check.firstSegment() > 1, check.toString());
        assertEquals(List.of(), check.gaps());
        same(data());
    }

    @Test
    void aBackupOfItComesBackWhole() throws Exception {
        Path zip = directory.resolve("backup.zip");
        Path back = directory.resolve("back");
        var made = Backup.of(data(), zip, clock);
        assertEquals(made.records(), Restore.run(zip, back, false, state -> List.of(), clock).records());
        assertEquals(JournalCheck.of(data()).firstSegment(), JournalCheck.of(back).firstSegment());
        same(back);
        try (LedgerStore store = LedgerStore.open(back, clock)) {
            assertEquals(charged, store.ledger().charged("ever", EVER), "counted from the archive too");
        }
    }

    @Test
    void itIsSalvagedAroundAGarbledMiddle() throws Exception {
        int first = JournalCheck.of(data()).firstSegment();
        Journals.garble(data(), first + 1);
        Salvage.run(data(), state -> List.of(), clock);
        var check = JournalCheck.of(data());
        assertTrue(check.damage().isEmpty(), check.toString());
        assertEquals(1, check.gaps().size());
        try (LedgerStore store = LedgerStore.open(data(), clock, 20_000)) {
            var saved = rows(store);
            assertTrue(kept.containsAll(saved) && saved.size() > kept.size() / 2, saved.size() + " saved");
            assertEquals(charged, store.recovered().window("ever", EVER).orElseThrow().spent());
        }
    }
}
