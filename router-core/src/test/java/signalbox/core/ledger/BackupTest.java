package signalbox.core.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.budget.EscrowStore.Movement;

class BackupTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Rows.START);
    private static final Instant DAY = Instant.parse("2026-11-02T00:00:00Z");
    private static final UnknownSpend NOTHING = state -> List.of();

    @TempDir Path directory;

    private Path data() {
        return directory.resolve("data");
    }

    private Path zip() {
        return directory.resolve("backup.zip");
    }

    private Path back() {
        return directory.resolve("back");
    }

    private List<CallRow> filled() throws Exception {
        try (LedgerStore store = LedgerStore.open(data(), CLOCK, 4_000)) {
            return Journals.fill(store, 200);
        }
    }

    private static List<CallRow> rows(Path dataDir) throws Exception {
        try (LedgerStore store = LedgerStore.open(dataDir, CLOCK)) {
            var rows = new ArrayList<CallRow>();
            store.ledger().export(Instant.EPOCH, rows::add);
            return rows;
        }
    }

    @Test
    void aStoppedDirectoryComesBackWhole() throws Exception {
        var rows = filled();
        Files.writeString(data().resolve("app-keys"), "hashes");
        Files.createDirectories(data().resolve("logs"));
        Files.writeString(data().resolve("logs/signalbox.log"), "a line");

        var made = Backup.of(data(), zip(), CLOCK);
        assertEquals(Files.size(zip()), made.bytes());
        var restored = Restore.run(zip(), back(), false, NOTHING, CLOCK);

        assertEquals(made.records(), restored.records());
        assertEquals(rows, rows(back()));
        assertEquals("hashes", Files.readString(back().resolve("app-keys")));
        assertFalse(Files.exists(back().resolve("logs")));
        assertTrue(JournalCheck.of(back()).damage().isEmpty());
        assertEquals(List.of("back", "backup.zip", "data"), names());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void theKeyToTheVaultStaysOutAndIsTakenOverFromThePlaceItGoesBackTo() throws Exception {
        filled();
        Files.writeString(data().resolve("vault"), "sealed");
        Files.writeString(data().resolve("vault.key"), "key to it");

        assertTrue(Backup.of(data(), zip(), CLOCK).vaultKeyLeftOut());
        Restore.run(zip(), back(), false, NOTHING, CLOCK);
        assertEquals("sealed", Files.readString(back().resolve("vault")));
        assertFalse(Files.exists(back().resolve("vault.key")));

        Restore.run(zip(), data(), true, NOTHING, CLOCK);
        assertEquals("key to it", Files.readString(data().resolve("vault.key")));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void onlyTheOwnerCanReadTheBackupAndWhatComesBack() throws Exception {
        filled();
        Backup.of(data(), zip(), CLOCK);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(zip())));
        Restore.run(zip(), back(), false, NOTHING, CLOCK);
        try (Stream<Path> paths = Files.walk(back())) {
            for (Path path : paths.toList()) {
                String expected = Files.isDirectory(path) ? "rwx------" : "rw-------";
                assertEquals(expected, PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
            }
        }
    }

    /// Backups while rows and escrow pour in: each is whole, and holds everything confirmed before it.
    @Test
    void backupsUnderLoadAreConsistent() throws Exception {
        try (LedgerStore store = LedgerStore.open(data(), CLOCK, 30_000)) {
            var confirmed = new AtomicLong();
            for (int i = 0; i < 3; i++) {
                Path zip = directory.resolve("under-load-" + i + ".zip");
                long before;
                Backup.Result made;
                try (var load = new Load(store, confirmed)) {
                    load.going.await();
                    before = confirmed.get();
                    made = store.backup(zip, CLOCK);
                }
                Path back = directory.resolve("back" + i);
                var restored = Restore.run(zip, back, false, NOTHING, CLOCK);
                assertEquals(made.records(), restored.records());
                try (LedgerStore copy = LedgerStore.open(back, CLOCK)) {
                    var window = copy.recovered().window("b", DAY).orElseThrow();
                    assertTrue(before <= window.moved() && window.moved() <= confirmed.get(), window.toString());
                    assertFalse(copy.recovered().cleanStop(), "what was in flight counts as unreported");
                    assertEquals(window.moved(), window.open());
                }
            }
        }
    }

    /// Appends rows and moves escrow as fast as it can until it is closed.
    private static final class Load implements AutoCloseable {
        private final CountDownLatch going = new CountDownLatch(3);
        private final AtomicBoolean stop = new AtomicBoolean();
        private final Thread thread;

        Load(LedgerStore store, AtomicLong confirmed) {
            thread = Thread.ofPlatform().start(() -> run(store, confirmed));
        }

        private void run(LedgerStore store, AtomicLong confirmed) {
            var rows = new Rows(confirmed.get() + 5);
            while (!stop.get()) {
                for (CallRow row : rows.some(20)) {
                    store.append(row, Rows.charges(row));
                }
                move(store);
                confirmed.addAndGet(10);
                going.countDown();
            }
        }

        @Override
        public void close() {
            stop.set(true);
            Waiting.join(thread, 30);
        }
    }

    private static void move(LedgerStore store) {
        try {
            store.journal().move(List.of(new Movement("b", DAY, 10)));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatTheBackupDoesNotKnowIsHeldAndOnRecord() throws Exception {
        filled();
        Backup.of(data(), zip(), CLOCK);
        UnknownSpend rest = state -> List.of(new Movement("audit-day", DAY, 1_000_000_000));
        var restored = Restore.run(zip(), back(), false, rest, CLOCK);

        assertEquals(Rows.START, restored.at());
        assertEquals(1, restored.held().size());
        try (LedgerStore store = LedgerStore.open(back(), CLOCK)) {
            assertEquals(1_000_000_000, store.recovered().window("audit-day", DAY).orElseThrow().open());
            var incident = Journals.incidents(back()).getLast();
            assertEquals("restored_backup", incident.code());
            assertTrue(incident.message().contains("spent after that is unknown"), incident.message());
            assertTrue(incident.message().contains(Rows.START.toString()), incident.message());
            assertTrue(incident.message().contains("audit-day"), incident.message());
            assertTrue(incident.message().contains("ledger reconcile"), incident.message());
        }
    }

    @Test
    void aDirectoryThatIsThereIsOnlyMovedAsideWhenAsked() throws Exception {
        var rows = filled();
        Backup.of(data(), zip(), CLOCK);
        Files.writeString(data().resolve("mine"), "keep me");

        var e = assertThrows(LedgerException.class, () -> Restore.run(zip(), data(), false, NOTHING, CLOCK));
        assertEquals("data_dir_not_empty", e.code());
        assertEquals("keep me", Files.readString(data().resolve("mine")));

        var restored = Restore.run(zip(), data(), true, NOTHING, CLOCK);
        assertEquals("keep me", Files.readString(restored.aside().resolve("mine")));
        assertTrue(restored.aside().getFileName().toString().startsWith("data.replaced-2026"), restored.toString());
        assertEquals(rows, rows(data()));
        assertEquals(rows, rows(restored.aside()));
    }

    @Test
    void aRunningRoutersDirectoryIsNeitherReplacedNorBackedUpFromOutside() throws Exception {
        filled();
        Backup.of(data(), zip(), CLOCK);
        try (LedgerStore store = LedgerStore.open(data(), CLOCK)) {
            assertTrue(store.journal().healthy());
            for (var asked :
                    List.<Executable>of(
                            () -> Restore.run(zip(), data(), true, NOTHING, CLOCK),
                            () -> Backup.of(data(), directory.resolve("b.zip"), CLOCK),
                            () -> Salvage.run(data(), NOTHING, CLOCK),
                            () -> Rebuild.run(data(), sequence -> {}))) {
                assertEquals("data_dir_in_use", assertThrows(LedgerException.class, asked).code());
            }
        }
    }

    @Test
    void aChangedBackupIsRefusedAndNothingChanges() throws Exception {
        filled();
        Files.writeString(data().resolve("app-keys"), "hashes");
        Backup.of(data(), zip(), CLOCK);
        byte[] whole = Files.readAllBytes(zip());

        rewrite("app-keys", bytes -> "other!".getBytes());
        refused("backup_damaged", "app-keys");
        Files.write(zip(), whole);
        rewrite("journal/00000002.sbj", bytes -> Arrays.copyOf(bytes, bytes.length - 1));
        refused("backup_damaged", "00000002.sbj");
        Files.write(zip(), whole);
        rewrite("journal/00000002.sbj", bytes -> null);
        refused("backup_damaged", "files instead of");
        Files.write(zip(), whole);
        rewrite("manifest.json", bytes -> new String(bytes).replace("app-keys", "../escape").getBytes());
        refused("backup_damaged", "../escape");
        Files.write(zip(), whole);
        rewrite("manifest.json", bytes -> new String(bytes).replace("_backup\":1", "_backup\":2").getBytes());
        refused("backup_newer", "newer version");
        Files.write(zip(), Arrays.copyOf(whole, whole.length / 2));
        refused("backup_unreadable", "cannot be read");
        Files.write(zip(), whole);
        Restore.run(zip(), back(), false, NOTHING, CLOCK);
    }

    private void refused(String code, String words) throws Exception {
        var e = assertThrows(LedgerException.class, () -> Restore.run(zip(), back(), false, NOTHING, CLOCK));
        assertEquals(code, e.code(), e.getMessage());
        assertTrue(e.getMessage().contains(words), e.getMessage());
        assertEquals(List.of("backup.zip", "data"), names());
    }

    private interface Edit {
        byte[] apply(byte[] bytes);
    }

    /// Writes the zip again with one file in it changed, or left out.
    private void rewrite(String name, Edit edit) throws IOException {
        Path edited = directory.resolve("edited.zip");
        try (var in = new ZipInputStream(Files.newInputStream(zip()));
                var out = new ZipOutputStream(Files.newOutputStream(edited))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] bytes = in.readAllBytes();
                byte[] changed = entry.getName().equals(name) ? edit.apply(bytes) : bytes;
                if (changed != null) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    out.write(changed);
                }
            }
        }
        Files.move(edited, zip(), StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void whatCannotBeWrittenIsSaidAndLeavesNothing() throws Exception {
        filled();
        Files.writeString(zip(), "mine");
        assertEquals("file_exists", assertThrows(LedgerException.class, () -> Backup.of(data(), zip(), CLOCK)).code());
        assertArrayEquals("mine".getBytes(), Files.readAllBytes(zip()));
        assertEquals(
                "bad_backup_place",
                assertThrows(LedgerException.class, () -> Backup.of(data(), data().resolve("b.zip"), CLOCK)).code());
        assertEquals(
                "backup_unwritable",
                assertThrows(LedgerException.class, () -> Backup.of(data(), directory.resolve("no/b.zip"), CLOCK))
                        .code());
        assertEquals(
                "no_data",
                assertThrows(LedgerException.class, () -> Backup.of(back(), directory.resolve("c.zip"), CLOCK)).code());
        assertEquals(List.of("backup.zip", "data"), names());
    }

    @Test
    void aDamagedJournalIsNotBackedUp() throws Exception {
        filled();
        Journals.garble(data(), 2);
        var e = assertThrows(LedgerException.class, () -> Backup.of(data(), zip(), CLOCK));
        assertEquals("journal_damaged", e.code());
        assertFalse(Files.exists(zip()));
    }

    @Test
    void aTornTailIsLeftOutOfTheBackupAndLeftWhereItIs() throws Exception {
        filled();
        int last = JournalCheck.of(data()).lastSegment();
        Path segment = data().resolve("journal/%08d.sbj".formatted(last));
        byte[] whole = Files.readAllBytes(segment);
        Files.write(segment, Arrays.copyOf(whole, whole.length - 3));

        Backup.of(data(), zip(), CLOCK);
        assertEquals(whole.length - 3, Files.size(segment));
        Restore.run(zip(), back(), false, NOTHING, CLOCK);
        assertEquals(0, JournalCheck.of(back()).tornBytes());
    }
}
