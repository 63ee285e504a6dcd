package signalbox.core.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.budget.EscrowStore.Movement;

class KillTest {
    private static final Instant DAY = Instant.parse("2026-11-02T00:00:00Z");

    @TempDir Path directory;

    /// The process that gets killed: moves escrow, appends a call, and says so once both are durable.
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) throws Exception {
            LedgerStore store = LedgerStore.open(Path.of(args[0]), InstantSource.system());
            var rows = new Rows(1).pace(Duration.ofSeconds(1));
            for (int i = 1; ; i++) {
                CallRow row = rows.next();
                store.append(row, Rows.charges(row));
                store.journal().move(List.of(new Movement("b", DAY, 10)));
                System.out.println(i + " " + row.id());
            }
        }
    }

    @Test
    void nothingConfirmedIsLostWhenTheProcessIsKilled() throws Exception {
        Process process =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-XX:TieredStopAtLevel=1",
                                Writer.class.getName(),
                                directory.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String[] confirmed = {"0", "0"};
        try (BufferedReader lines = process.inputReader()) {
            for (int i = 0; i < 400; i++) {
                confirmed = lines.readLine().split(" ");
            }
            // by its handle, because the process itself would close the stream that still has lines
            process.toHandle().destroyForcibly();
            for (String line = lines.readLine(); line != null && line.contains(" "); line = lines.readLine()) {
                confirmed = line.split(" ");
            }
        } finally {
            process.destroyForcibly().waitFor();
        }

        try (LedgerStore store = LedgerStore.open(directory, InstantSource.system())) {
            long moved = store.recovered().window("b", DAY).orElseThrow().open();
            assertTrue(moved >= 10 * Long.parseLong(confirmed[0]), moved + " after " + confirmed[0]);
            store.ledger().flush();
            long calls =
                    store.ledger().spend(Instant.EPOCH, Instant.MAX, Ledger.Bucket.ALL, Ledger.Group.NONE).stream()
                            .mapToLong(Ledger.Spend::calls)
                            .sum();
            assertTrue(calls >= Long.parseLong(confirmed[0]), calls + " calls after " + confirmed[0]);
            assertEquals(
                    Long.parseLong(confirmed[1]), store.ledger().call(Long.parseLong(confirmed[1])).orElseThrow().id());
        }
    }
}
