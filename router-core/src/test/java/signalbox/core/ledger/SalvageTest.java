package signalbox.core.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.budget.EscrowStore.Movement;

class SalvageTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Rows.START);
    private static final Instant DAY = Instant.parse("2026-11-02T00:00:00Z");
    private static final UnknownSpend REST = state -> List.of(new Movement("audit-day", DAY, 777));

    @TempDir Path directory;

    private Path data() {
        return directory.resolve("data");
    }

    private LedgerStore open() throws LedgerException {
        return LedgerStore.open(data(), CLOCK, 4_000);
    }

    private List<CallRow> filled() throws Exception {
        try (LedgerStore store = open()) {
            return Journals.fill(store, 300);
        }
    }

    private static List<CallRow> rows(LedgerStore store) {
        var rows = new ArrayList<CallRow>();
        store.ledger().export(Instant.EPOCH, rows::add);
        return rows;
    }

    @Test
    void rowsAroundAGarbledMiddleAreKeptAndBudgetsAreExact() throws Exception {
        var rows = filled();
        List<LedgerState.WindowState> before;
        try (LedgerStore store = open()) {
            before = store.recovered().windows();
        }
        Files.writeString(data().resolve("app-keys"), "hashes");
        Journals.garble(data(), 3);
        assertEquals("journal_damaged", assertThrows(LedgerException.class, this::open).code());

        var saved = Salvage.run(data(), REST, CLOCK);

        assertEquals(Optional.empty(), saved.unknownSince());
        assertEquals(List.of(), saved.held(), "what counts against budgets is known");
        assertTrue(saved.aside().getFileName().toString().startsWith("data.damaged-"), saved.toString());
        assertTrue(JournalCheck.of(saved.aside()).damage().isPresent(), "the old one is as it was");
        assertEquals("hashes", Files.readString(data().resolve("app-keys")));
        var check = JournalCheck.of(data());
        assertTrue(check.damage().isEmpty(), check.toString());
        assertEquals(1, check.gaps().size());
        try (LedgerStore store = open()) {
            assertEquals(before, store.recovered().windows());
            var kept = rows(store);
            assertTrue(kept.size() < rows.size() && kept.size() > rows.size() * 3 / 4, kept.size() + " kept");
            assertTrue(rows.containsAll(kept));
            assertEquals(rows.getFirst(), kept.getFirst());
            assertEquals(rows.getLast(), kept.getLast());
        }
        var incident = Journals.incidents(data()).getLast();
        assertEquals("journal_salvaged", incident.code());
        assertTrue(incident.message().contains("00000003.sbj is damaged at byte"), incident.message());
        var gap = check.gaps().getFirst();
        assertTrue(
                incident.message().contains("Records " + gap.first() + " to " + gap.last() + " are lost."),
                incident.message());
    }

    @Test
    void whatALostEndMayHaveSpentIsHeld() throws Exception {
        filled();
        int last = JournalCheck.of(data()).lastSegment();
        Journals.garble(data(), last);

        var saved = Salvage.run(data(), REST, CLOCK);

        assertTrue(saved.unknownSince().isPresent());
        assertEquals(777, saved.held().getFirst().amount());
        var incident = Journals.incidents(data()).getLast();
        assertTrue(incident.message().contains("What was spent after"), incident.message());
        assertTrue(incident.message().contains("signalbox release BUDGET"), incident.message());
        try (LedgerStore store = open()) {
            assertFalse(rows(store).isEmpty());
        }
    }

    @Test
    void aLostSegmentIsAGapOfItsRecords() throws Exception {
        var rows = filled();
        Files.delete(data().resolve("journal/00000002.sbj"));

        Salvage.run(data(), REST, CLOCK);

        assertEquals(1, JournalCheck.of(data()).gaps().size());
        try (LedgerStore store = open()) {
            var kept = rows(store);
            assertEquals(rows.getLast(), kept.getLast());
            assertTrue(kept.size() < rows.size());
        }
    }

    @Test
    void aForeignSegmentIsLeftOut() throws Exception {
        var rows = filled();
        Path elsewhere = directory.resolve("other");
        List<CallRow> others;
        try (LedgerStore store = LedgerStore.open(elsewhere, CLOCK, 4_000)) {
            others = new Rows(99).some(100);
            for (CallRow row : others) {
                store.append(row, List.of());
                store.journal().sync();
            }
        }
        Path second = data().resolve("journal/00000002.sbj");
        Files.delete(second);
        Files.copy(elsewhere.resolve("journal/00000002.sbj"), second);

        Salvage.run(data(), REST, CLOCK);

        try (LedgerStore store = open()) {
            var kept = rows(store);
            assertTrue(rows.containsAll(kept));
            assertFalse(kept.stream().anyMatch(others::contains));
            assertEquals(rows.getLast(), kept.getLast());
        }
    }

    @Test
    void aSoundOrNewerJournalIsLeftAlone() throws Exception {
        filled();
        assertEquals(
                "nothing_damaged", assertThrows(LedgerException.class, () -> Salvage.run(data(), REST, CLOCK)).code());
        Journals.appendUnknownKind(data(), JournalCheck.of(data()).lastSegment());
        assertEquals(
                "journal_newer", assertThrows(LedgerException.class, () -> Salvage.run(data(), REST, CLOCK)).code());
        assertFalse(Files.exists(directory.resolve("data.new")));
    }

    @Test
    void aSalvagedDirectoryCanBeDamagedAndSalvagedAgain() throws Exception {
        filled();
        Journals.garble(data(), 4);
        Salvage.run(data(), REST, CLOCK);
        Journals.garble(data(), 2);
        Salvage.run(data(), REST, CLOCK);

        assertTrue(JournalCheck.of(data()).damage().isEmpty());
        assertEquals(2, JournalCheck.of(data()).gaps().size());
        open().close();
    }
}
