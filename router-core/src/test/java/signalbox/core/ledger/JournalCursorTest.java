package signalbox.core.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalCursorTest {
    @TempDir Path directory;

    /// The writer makes the next segment before it publishes how far it has synced; until then nothing of it is read.
    @Test
    void aSegmentBeyondWhatIsSyncedIsLeftAlone() throws Exception {
        try (var store = LedgerStore.open(directory, InstantSource.system(), 20_000)) {
            new Rows(1).some(400).forEach(row -> store.append(row, List.of()));
            store.journal().sync();
        }
        var files = new DiskFiles(directory.resolve("journal"));
        int newest = files.list().getLast();
        Files.write(directory.resolve("journal").resolve(files.name(newest)), new byte[3], StandardOpenOption.APPEND);
        var before = new JournalPosition(newest - 1, Long.MAX_VALUE, 0);

        try (var cursor = new JournalCursor(files, Long.MAX_VALUE)) {
            assertNull(cursor.next(before));
            assertEquals(newest, files.list().getLast());
        }
    }
}
