package signalbox.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.past.PastPlaces;

/// Logs of the past on the command line, with nothing running.
class AuditCommandTest {
    private static final String LOG =
            """
            time,provider,model,input_tokens,output_tokens,cost_usd,id
            HOUR,anthropic,claude-opus-4-8,5000,10,0.5,1
            HOUR,anthropic,claude-opus-4-8,5000,10,0.5,1
            HOUR,anthropic,claude-opus-4-8,100,10,,2
            HOUR,anthropic,no-such-model,100,10,,3
            HOUR,anthropic,claude-opus-4-8,many,10,,4
            2020-01-01,anthropic,claude-opus-4-8,100,10,,5
            """;

    private static final String POLICY = Running.POLICY.replace("pii: private}", "pii: private, any-model: true}");

    @TempDir private Path dir;

    private Path logs;
    private Terminal terminal;

    @BeforeEach
    void write() throws IOException {
        logs = Files.createDirectory(dir.resolve("logs"));
        String hour = Instant.now().minus(Duration.ofHours(1)).toString();
        Files.writeString(logs.resolve("calls.csv"), LOG.replace("HOUR", hour));
        Files.writeString(logs.resolve("notes.txt"), "just words\n");
        terminal = new Terminal(dir.resolve("data"));
    }

    @Test
    void theTextSaysWhatWasSpentAndWhatIsNotKnown() {
        var said = terminal.run("audit", logs.toString());
        assertEquals(0, said.code(), said.err());
        String text = said.out();
        assertTrue(text.contains("\nfiles   1, with 3 calls or sums of a day\n"), text);
        assertTrue(text.contains("\nspent   $0.50075,"), text);
        assertTrue(text.contains("\nstated  $0.50 for 1 of them\n"), text);
        assertTrue(text.contains("\nlist    $0.026 for 2 of them, by the prices of 2"), text);
        assertTrue(
                text.contains("\ntokens  5,200 input, 0 read from caches, 0 written into caches, 30 output\n"), text);
        assertTrue(text.contains("\n  log anthropic/claude-opus-4-8: $0.50075 for 2 of 2, 5,120 tokens\n"), text);
        assertTrue(text.contains("\n  log anthropic/no-such-model: cost not known, 110 tokens\n"), text);
        assertTrue(text.contains("never counted as free:\n  log anthropic/no-such-model: 1\n"), text);
        assertTrue(text.contains(logs.resolve("calls.csv") + ":6: input_tokens is no number\n"), text);
        assertTrue(text.contains("\nCame again and counted once: 1\nOutside that time: 1\n"), text);
        assertTrue(text.contains("\nNot known as a log: 1\n  " + logs.resolve("notes.txt") + "\n"), text);
        assertTrue(text.contains("Such logs have no prompt text, so no PII class, and no output limit"), text);
        assertFalse(text.contains("As letters"), text);
        assertFalse(Files.exists(dir.resolve("data")), "nothing is kept");
    }

    @Test
    void aWorkloadOfAPolicyIsAskedAbout() throws IOException {
        Path policy = Files.writeString(dir.resolve("policy.yaml"), POLICY);
        String[] asked = {"audit", logs.toString(), "--workload", "letters", "--policy", policy.toString()};
        String text = terminal.run(asked).out();
        // the long call fits no context, the short one costs 100 × 1 + 10 × 2 dollars a million
        assertTrue(
                text.contains(
                        "\nAs letters: served 1, for $0.00012 instead of $0.00075; refused 1, which cost $0.50\n"
                                + "  house/h: 1, $0.00012\n"),
                text);
        assertTrue(text.contains("or too many: 1\n"), text);
    }

    @Test
    void jsonHasTheSameFigures() throws IOException {
        Path policy = Files.writeString(dir.resolve("policy.yaml"), POLICY);
        var said =
                terminal.run(
                        "audit", logs.toString(), "--json", "--workload", "letters", "--policy", policy.toString());
        var report = (Map<?, ?>) Json.read(said.out());
        var total = (Map<?, ?>) report.get("total");
        assertEquals(500_750_000L, total.get("spent_nanos"));
        assertEquals(1L, total.get("unpriced"));
        assertEquals(1L, report.get("duplicates"));
        assertEquals(List.of(logs.resolve("notes.txt").toString()), report.get("unknown"));
        assertEquals(6L, ((Map<?, ?>) ((List<?>) report.get("bad_rows")).getFirst()).get("line"));
        var under = (Map<?, ?>) report.get("under");
        assertEquals(120_000L, ((Map<?, ?>) ((List<?>) under.get("targets")).getFirst()).get("nanos"));
    }

    @Test
    void withoutPlacesItNamesThoseThatItFoundAndReadsNothing() throws IOException {
        Path projects = Files.createDirectories(dir.resolve(".config/claude/projects"));
        Files.writeString(projects.resolve("calls.csv"), LOG);
        String said = AuditText.places(PastPlaces.found(dir, Map.of()));
        assertTrue(said.contains("nothing was read:\n"), said);
        assertTrue(said.contains("\n  " + projects + "\n"), said);
        assertTrue(said.endsWith("Name what to read: signalbox audit FILE|DIR...\n"), said);
    }

    @Test
    void itLooksWhereTheWindowLooks() throws IOException {
        Files.createDirectories(dir.resolve(".claude/projects"));
        String user = System.getProperty("user.home");
        System.setProperty("user.home", dir.toString());
        try {
            var said = terminal.run("audit");
            assertEquals(0, said.code(), said.err());
            assertEquals(AuditText.places(PastPlaces.found(DataDir.home(), System.getenv())), said.out());
        } finally {
            System.setProperty("user.home", user);
        }
    }

    @Test
    void whatCannotBeAskedIsSaid() throws IOException {
        Path policy = Files.writeString(dir.resolve("policy.yaml"), POLICY);
        refused("unreadable", 1, "audit", dir.resolve("none").toString());
        refused("no_workload", 1, "audit", logs.toString(), "--policy", policy.toString());
        refused("unknown_workload", 1, "audit", logs.toString(), "--policy", policy.toString(), "--workload", "none");
        refused("not_running", 3, "audit", logs.toString(), "--workload", "letters");
        refused("bad_time", 1, "audit", logs.toString(), "--last", "PT0S");
    }

    private void refused(String code, int exit, String... arguments) {
        var said = terminal.run(arguments);
        assertEquals(exit, said.code(), said.out());
        assertTrue(said.err().strip().endsWith("[" + code + "]"), said.err());
        assertEquals("", said.out());
    }
}
