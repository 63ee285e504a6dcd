package signalbox.core;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.testing.ManyRows;

/// How long a start takes after a crash, however long the history is. `-Drows=1000000` for the long run (the profile
/// `long`).
class ManyRowsTest {
    /// With the records around the rows; one row alone is a tenth less.
    private static final long MOST_BYTES_A_ROW = 150;

    @TempDir Path dir;

    @Test
    void aStartAfterACrashIsQuickHoweverManyRowsThereAre() throws Exception {
        int rows = Integer.getInteger("rows", 20_000);
        KilledRouter.prepare(dir);
        long began = System.nanoTime();
        ManyRows.write(dir.resolve("data"), rows, Instant.now(), Duration.ofDays(30), false);
        long rowsPerSecond = rows * 1_000_000_000L / (System.nanoTime() - began);
        long bytesPerRow = journalBytes() / rows;
        long opened = 0;
        long computed = 0;
        for (int start = 0; start < 3; start++) {
            try (var router = KilledRouter.start(dir, 1)) {
                opened = Math.max(opened, router.openMillis());
                computed = Math.max(computed, router.openCpuMillis());
                router.kill();
            }
        }
        System.out.printf(
                "%,d rows written at %,d rows/s, %d bytes a row; the slowest of 3 starts after a kill took %d ms, of"
                        + " which %d ms computed%n",
                rows, rowsPerSecond, bytesPerRow, opened, computed);
        assertTrue(bytesPerRow <= MOST_BYTES_A_ROW, bytesPerRow + " bytes a row");
        // not the time on the wall: other programs may have the machine
        assertTrue(computed < 2000, "the slowest start computed for " + computed + " ms");
    }

    private long journalBytes() throws IOException {
        long bytes = 0;
        try (var files = Files.list(dir.resolve("data/journal"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".sbj")).toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }
}
