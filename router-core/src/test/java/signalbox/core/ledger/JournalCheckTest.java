package signalbox.core.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalCheckTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Rows.START);

    @TempDir Path directory;

    private Path data() {
        return directory.resolve("data");
    }

    private Path segment(int number) {
        return data().resolve("journal/%08d.sbj".formatted(number));
    }

    /// A journal of several segments.
    private List<CallRow> filled() throws Exception {
        try (LedgerStore store = LedgerStore.open(data(), CLOCK, 4_000)) {
            return Journals.fill(store, 400);
        }
    }

    @Test
    void aSoundJournalIsCountedWhole() throws Exception {
        var rows = filled();
        var check = JournalCheck.of(data());

        assertTrue(check.damage().isEmpty(), check.toString());
        assertEquals(rows.size(), check.calls());
        assertEquals(1, check.firstSegment());
        assertTrue(check.lastSegment() > 4, check.toString());
        assertEquals(0, check.tornBytes());
        assertTrue(check.newest().isPresent());
        assertEquals(List.of(), check.gaps());
    }

    @Test
    void aRunningJournalIsCheckedUpToWhatIsDurable() throws Exception {
        try (LedgerStore store = LedgerStore.open(data(), CLOCK, 4_000)) {
            var rows = Journals.fill(store, 300);
            var check = store.check();
            assertTrue(check.damage().isEmpty(), check.toString());
            assertEquals(rows.size(), check.calls());
        }
    }

    @Test
    void everyGarbledByteOfAnOlderSegmentIsNamedAndRefusedAtStart() throws Exception {
        filled();
        byte[] whole = Files.readAllBytes(segment(2));
        var random = new Random(5);
        for (int i = 0; i < 12; i++) {
            int at = random.nextInt(whole.length);
            byte[] garbled = whole.clone();
            garbled[at] ^= (byte) (1 + random.nextInt(255));
            Files.write(segment(2), garbled);

            var damage = JournalCheck.of(data()).damage().orElseThrow();
            assertTrue(damage.file().endsWith("00000002.sbj"), damage.toString());
            assertTrue(damage.offset() <= at, damage + " for " + at);
            assertFalse(damage.newer());
            var e = assertThrows(LedgerException.class, () -> LedgerStore.open(data(), CLOCK));
            assertEquals("journal_damaged", e.code());
            assertTrue(e.getMessage().contains("00000002.sbj is damaged at byte " + damage.offset()), e.getMessage());
            assertTrue(e.getMessage().contains("signalbox ledger salvage"), e.getMessage());
        }
        assertEquals(whole.length, Files.size(segment(2)), "nothing was changed");
    }

    @Test
    void aMissingSegmentIsNamed() throws Exception {
        filled();
        Files.delete(segment(3));

        var damage = JournalCheck.of(data()).damage().orElseThrow();
        assertTrue(damage.file().endsWith("00000004.sbj"), damage.toString());
        assertTrue(damage.why().contains("missing"), damage.why());
        var e = assertThrows(LedgerException.class, () -> LedgerStore.open(data(), CLOCK));
        assertEquals("journal_damaged", e.code());
    }

    @Test
    void aSegmentFromAnotherJournalDoesNotFit() throws Exception {
        filled();
        byte[] other;
        Path elsewhere = directory.resolve("other");
        try (LedgerStore store = LedgerStore.open(elsewhere, CLOCK, 4_000)) {
            store.append(new Rows(77).next(), List.of());
            Journals.fill(store, 300);
            other = Files.readAllBytes(elsewhere.resolve("journal/00000002.sbj"));
        }
        Files.write(segment(2), other);

        var damage = JournalCheck.of(data()).damage().orElseThrow();
        assertEquals(0, damage.offset());
        assertTrue(damage.why().contains("does not follow"), damage.why());
        assertEquals(
                "journal_damaged", assertThrows(LedgerException.class, () -> LedgerStore.open(data(), CLOCK)).code());
    }

    @Test
    void aTornTailIsNoDamage() throws Exception {
        filled();
        int last = JournalCheck.of(data()).lastSegment();
        byte[] whole = Files.readAllBytes(segment(last));
        Files.write(segment(last), Arrays.copyOf(whole, whole.length - 3));

        var check = JournalCheck.of(data());
        assertTrue(check.damage().isEmpty(), check.toString());
        assertTrue(check.tornBytes() > 0, check.toString());
    }

    @Test
    void aRecordOfANewerVersionIsNotCalledDamage() throws Exception {
        filled();
        int last = JournalCheck.of(data()).lastSegment();
        Journals.appendUnknownKind(data(), last);

        var damage = JournalCheck.of(data()).damage().orElseThrow();
        assertTrue(damage.newer(), damage.toString());
        byte[] before = Files.readAllBytes(segment(last));
        var e = assertThrows(LedgerException.class, () -> LedgerStore.open(data(), CLOCK));
        assertEquals("journal_newer", e.code());
        assertEquals(before.length, Files.size(segment(last)));
    }

    @Test
    void nothingToCheckIsSaid() {
        assertEquals("no_data", assertThrows(LedgerException.class, () -> JournalCheck.of(data())).code());
        assertFalse(Files.exists(data()), "looking makes nothing");
    }
}
