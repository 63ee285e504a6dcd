package signalbox.core.ledger;

import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Files;
import java.nio.file.Path;
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
        int next = files.list().getLast() + 1;
        Files.write(directory.resolve("journal").resolve(files.name(next)), new byte[3]);
        var until = new JournalPosition(next - 1, 0, 0);

        try (var cursor = new JournalCursor(files, Long.MAX_VALUE, until)) {
            assertNull(cursor.next(until));
        }
    }
}
