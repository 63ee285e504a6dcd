package signalbox.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.app.cli.SignalboxCommand;
import signalbox.app.cli.SignalboxCommand.Start;

/// Starts that cannot succeed: each exits with 1 and says why, and leaves the data directory free.
class StartTest {
    private static final String POLICY =
            """
            signalbox: 1
            providers:
              practice: {base-url: practice, jurisdiction: nowhere-land}
            routes: {r: [practice/none]}
            workloads: {w: {route: missing}}
            """;

    @TempDir Path dir;

    @BeforeEach
    @AfterEach
    void quietLogs() {
        Logs.none();
    }

    @Test
    void aSecondStartOnTheSameDataDirectoryIsRefused() throws Exception {
        Path data = dir.resolve("data");
        try (Instance first = Starting.open(new Start(true, false, data, 0, true, null, false), () -> {})) {
            var said = start("--headless", "--data-dir", data.toString(), "--port", "0");
            assertTrue(said.contains("is in use by another running Signalbox"), said);
            assertTrue(said.strip().endsWith("[data_dir_in_use]"), said);
            assertEquals(0, first.router().inFlight());
        }
    }

    @Test
    void aTakenPortNamesItsOwnerAndTheNextFreeOne() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            var said = start("--headless", "--data-dir", dir.resolve("data").toString(), "--port", "" + port);
            assertTrue(said.startsWith("Port " + port + " is in use by "), said);
            assertTrue(said.contains("use port ") && said.contains(", which is free"), said);
            assertTrue(said.contains("[port_taken]"), said);
            if (Files.isDirectory(Path.of("/proc/self/fd"))) {
                assertTrue(said.contains("process " + ProcessHandle.current().pid()), said);
            }
        }
        assertFree();
    }

    @Test
    void aDataDirectoryThatCannotBeWrittenIsNamed() throws Exception {
        Path file = Files.createFile(dir.resolve("file"));
        var said = start("--headless", "--data-dir", file.toString(), "--port", "0");
        assertTrue(said.contains("The data directory " + file + " cannot be used"), said);
        assertTrue(said.contains("choose another data directory. [data_dir_unusable]"), said);
        assertFalse(said.contains("Exception"), said);
    }

    @Test
    void aPolicyFileWithErrorsIsListedLineByLine() throws Exception {
        Path policy = Files.writeString(dir.resolve("policy.yaml"), POLICY);
        var said = start("--headless", "--data-dir", dir.resolve("data").toString(), "--policy", policy.toString());
        assertTrue(said.startsWith(policy + " cannot be used as policy."), said);
        assertTrue(said.lines().findFirst().orElseThrow().endsWith("[policy_invalid]"), said);
        assertTrue(said.lines().skip(1).allMatch(line -> line.matches("  line \\d+: .+")), said);
        assertTrue(said.contains("line 5: ") && said.contains("missing"), said);
        assertFree();
    }

    @Test
    void aMissingPolicyFileIsNamed() throws Exception {
        var said = start("--headless", "--json", "--data-dir", dir.resolve("data").toString(), "--policy", "no.yaml");
        assertTrue(said.startsWith("{\"error\":\"unreadable\",\"message\":\"There is no file no.yaml."), said);
        assertFree();
    }

    /// Starts as `main` does; what it says on standard error when it exits with 1.
    private static String start(String... arguments) {
        PrintStream before = System.err;
        var err = new ByteArrayOutputStream();
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            assertEquals(1, SignalboxCommand.run(Main::start, arguments));
        } finally {
            System.setErr(before);
        }
        return err.toString(StandardCharsets.UTF_8);
    }

    private void assertFree() throws Exception {
        Starting.open(new Start(true, false, dir.resolve("data"), 0, true, null, false), () -> {}).close();
    }
}
