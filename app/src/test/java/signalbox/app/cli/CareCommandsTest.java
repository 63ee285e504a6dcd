package signalbox.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.app.cli.Terminal.Said;

/// Looking after a data directory, with and without a router on it.
class CareCommandsTest {
    @TempDir Path dir;

    private Path data() {
        return dir.resolve("data");
    }

    private Said run(String... arguments) {
        return new Terminal(data()).run(arguments);
    }

    private String zip() {
        return dir.resolve("backup.zip").toString();
    }

    private static void assertRefused(String code, Said said) {
        assertEquals(1, said.code(), said.out());
        assertTrue(said.err().contains("[" + code + "]"), said.err());
    }

    private static String done(Said said) {
        assertEquals(0, said.code(), said.err());
        assertEquals("", said.err());
        return said.out();
    }

    @Test
    void aRunningRouterIsBackedUpVerifiedAndRebuilt() throws Exception {
        try (var running = Running.open(data())) {
            assertEquals(429, running.callUntilHalted("etl"));
            assertTrue(done(run("backup", zip())).contains(" records, "));
            assertRefused("file_exists", run("backup", zip()));
            var verified = done(run("ledger", "verify"));
            assertTrue(verified.contains("The chain is whole.\nAudit trail: "), verified);
            var rebuilt = CareText.map(done(run("ledger", "rebuild", "--json")));
            assertTrue((long) rebuilt.get("calls") > 0, rebuilt.toString());
            assertRefused("data_dir_in_use", run("ledger", "salvage"));
            assertRefused("data_dir_in_use", run("restore", zip(), "--replace"));
            assertTrue(Files.exists(data().resolve("control.sock")), "it goes on");
        }
    }

    @Test
    void aRestoreSaysFromWhenOnSpendIsUnknown() throws Exception {
        try (var running = Running.open(data())) {
            assertTrue(running.router().inFlight() == 0);
            done(run("backup", zip()));
        }
        assertRefused("data_dir_not_empty", run("restore", zip()));
        String out = done(run("restore", zip(), "--replace"));
        assertTrue(out.contains("What was spent after 2026-11-21T12:00:00Z is unknown."), out);
        assertTrue(out.contains("signalbox ledger reconcile"), out);
        assertTrue(out.contains("data.replaced-"), out);
    }

    @Test
    void aMovedDirectoryIsRestoredWithoutHoldingAnything() throws Exception {
        try (var running = Running.open(data())) {
            assertEquals(429, running.callUntilHalted("etl"));
        }
        done(run("backup", zip()));
        var restored =
                CareText.map(
                        done(new Terminal(dir.resolve("b")).run("restore", zip(), "--nothing-spent-since", "--json")));
        assertEquals(List.of(), restored.get("held"));
        assertEquals("", restored.get("moved_aside"));
        try (var running = Running.open(dir.resolve("b"))) {
            assertFalse(running.router().ledger().recent(1).isEmpty());
            running.router().ledger().flush();
            var incident = running.router().ledger().incidents(5).getFirst();
            assertEquals("restored_backup", incident.code());
        }
    }

    @Test
    void aDamagedJournalIsNamedAndSalvaged() throws Exception {
        try (var running = Running.open(data())) {
            assertEquals(429, running.callUntilHalted("etl"));
        }
        assertRefused("nothing_damaged", run("ledger", "salvage"));
        Path segment = data().resolve("journal/00000001.sbj");
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 2] ^= 1;
        Files.write(segment, bytes);

        var verified = run("ledger", "verify");
        assertEquals(1, verified.code());
        assertTrue(verified.out().contains("00000001.sbj is damaged at byte "), verified.out());
        assertTrue(verified.out().contains("signalbox ledger salvage"), verified.out());
        assertRefused("journal_damaged", run("backup", zip()));
        assertTrue(done(run("ledger", "salvage")).contains("records kept."));
        assertTrue(done(run("ledger", "verify")).contains("The chain is whole.\n"));
        Running.open(data()).close();
    }

    @Test
    void aStoppedLedgerIsRebuilt() throws Exception {
        try (var running = Running.open(data())) {
            assertEquals(429, running.callUntilHalted("etl"));
        }
        Files.delete(data().resolve("store/ledger.mv.db"));
        String out = done(run("ledger", "rebuild"));
        assertTrue(out.matches("\\d+ calls in \\d+\\.\\d{3} s\\.\n"), out);
    }

    @Test
    void theLedgerIsComparedWithAProvidersExport() throws Exception {
        Path csv = dir.resolve("usage.csv");
        Files.writeString(
                csv, "start_time,model,input_tokens,output_tokens\n1795132800,m,10,2\n1795132800,n-2026-01-01,5,5\n");
        assertEquals(3, run("ledger", "reconcile", "--provider", "cloud", csv.toString()).code());
        try (var running = Running.open(data())) {
            assertEquals(429, running.callUntilHalted("etl"));
            String table = done(run("ledger", "reconcile", "--provider", "cloud", csv.toString()));
            assertTrue(table.startsWith("cloud, 2026-11-20 to 2026-11-20 (UTC), beside: OpenAI usage\n"), table);
            assertTrue(table.contains("On one side only (-): 2 rows"), table);
            var compared =
                    CareText.map(done(run("ledger", "reconcile", "--provider", "cloud", csv.toString(), "--json")));
            var line = CareText.of(((List<?>) compared.get("lines")).getFirst());
            assertEquals(12L, line.get("tokens_over"));
            assertFalse(line.containsKey("ours"));
            assertRefused("unknown_provider", run("ledger", "reconcile", "--provider", "x", csv.toString()));
            assertRefused("file_unreadable", run("ledger", "reconcile", "--provider", "cloud", "/nowhere.csv"));
            Files.writeString(csv, "start_time,model,input_tokens,output_tokens\n1795132800,m,ten,2\n");
            var refused = run("ledger", "reconcile", "--provider", "cloud", csv.toString());
            assertRefused("bad_usage_export", refused);
            assertTrue(refused.err().contains("Row 2: input_tokens is \"ten\""), refused.err());
        }
    }

    @Test
    void thereMustBeData() {
        for (var command :
                List.of(
                        List.of("backup", zip()),
                        List.of("ledger", "verify"),
                        List.of("ledger", "rebuild"),
                        List.of("ledger", "salvage"))) {
            assertRefused("no_data", run(command.toArray(String[]::new)));
        }
        assertRefused("backup_unreadable", run("restore", zip()));
        assertFalse(Files.exists(data()));
    }
}
