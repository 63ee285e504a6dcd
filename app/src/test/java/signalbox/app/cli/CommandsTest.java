package signalbox.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import signalbox.app.cli.Terminal.Said;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policyfile.PolicyFile;

/// Commands that look and commands that change, against a real router over its control socket.
class CommandsTest {
    @TempDir Path dir;

    @RegisterExtension final RunningEach running = new RunningEach(() -> dir);

    private static void assertRefused(String code, String words, Said said) {
        assertEquals(1, said.code(), said.out());
        assertEquals("", said.out());
        assertTrue(said.err().contains("[" + code + "]"), said.err());
        assertTrue(said.err().contains(words), said.err());
    }

    @Test
    void statusShowsWorkloadsAndBudgets() {
        var said = running.run("status");
        assertEquals(0, said.code(), said.err());
        assertTrue(said.out().startsWith("Signalbox 1.2.3 listening on http://127.0.0.1:4717, policy"), said.out());
        assertTrue(said.out().contains("etl-daily"), said.out());
        assertTrue(said.out().contains("of $0.02 spent this day"), said.out());
        assertTrue(said.out().lines().anyMatch(line -> line.strip().matches("letters +no_cap")), said.out());
    }

    @Test
    void statusAsJsonIsOneObject() throws Exception {
        var said = running.run("status", "--json");
        var status = (Map<?, ?>) Json.read(said.out());
        assertEquals(running.router().policy().version(), status.get("policy_version"));
        assertEquals(1, said.out().lines().count());
    }

    @Test
    void dataDirAndJsonMayStandBeforeTheCommand() {
        var before = Terminal.exactly("--data-dir", dir.resolve("data").toString(), "--json", "status");
        assertEquals(0, before.code(), before.err());
        assertEquals(running.run("status", "--json").out().length(), before.out().length(), 3);
    }

    @Test
    void unlockNeedsAHalt() {
        assertRefused("not_halted", "not halted", running.run("unlock", "etl"));
        assertRefused("unknown_workload", "etl, letters", running.run("unlock", "nobody"));
        assertRefused("bad_amount", "write $25.00", running.run("unlock", "etl", "--to", "much"));
    }

    @Test
    void releaseNeedsSomethingThatACrashLeft() {
        assertRefused("no_budget", "no budget", running.run("release", "nothing"));
        assertRefused("nothing_unreported", "left unreported", running.run("release", "etl-daily"));
    }

    @Test
    void aClockThatIsBelievedNeedsNoConfirming() {
        assertRefused("clock_not_doubted", "nothing to confirm", running.run("confirm-clock"));
    }

    @Test
    void unlockLetsItRunOn() throws Exception {
        assertEquals(429, running.callUntilHalted("etl"));
        assertTrue(running.run("status").out().matches("(?s).*etl +halted.*"));
        assertRefused("ceiling_too_low", "Name a higher", running.run("unlock", "etl", "--to", "$0.001"));
        var said = running.run("unlock", "etl", "--to", "$0.05", "--reason", "month end");
        assertEquals(0, said.code(), said.err());
        assertTrue(said.out().startsWith("etl runs again.\n"), said.out());
        assertTrue(said.out().contains("of $0.05"), said.out());
        running.router().ledger().flush();
        assertEquals("month end", running.router().ledger().audit(1).getFirst().reason());
    }

    @Test
    void raiseUntilTheWindowEndsLeavesThePolicyAlone() {
        var before = running.router().policy();
        var said = running.run("raise", "etl", "--to", "$0.10");
        assertEquals(0, said.code(), said.err());
        assertTrue(said.out().contains("of $0.10"), said.out());
        assertEquals(before, running.router().policy());
    }

    @Test
    void raiseForGoodChangesThePolicy() throws Exception {
        var said = running.run("raise", "etl", "--to", "$0.10", "--lasting", "--json");
        assertEquals(0, said.code(), said.err());
        assertTrue(Json.read(said.out()).toString().contains("cap=100000000"), said.out());
        assertEquals(100_000_000, running.router().policy().budgets().get("etl-daily").cap());
        assertRefused("ceiling_too_low", "already", running.run("raise", "etl", "--to", "$0.05", "--lasting"));
        assertRefused("no_budget", "no cap to raise", running.run("raise", "letters", "--to", "$1"));
    }

    @Test
    void anExportedPolicyComesBackTheSame() throws Exception {
        Path file = dir.resolve("policy.yaml");
        Policy before = running.router().policy();
        assertEquals(0, running.run("policy", "export", file.toString()).code());
        assertEquals(Files.readString(file), running.run("policy", "export").out());
        assertEquals(0, running.run("raise", "etl", "--to", "$5", "--lasting").code());
        var said = running.run("policy", "import", file.toString(), "--reason", "back");
        assertEquals(0, said.code(), said.err());
        assertEquals("The policy of " + file + " is in force.\n", said.out());
        assertEquals(before.withVersion(0), running.router().policy().withVersion(0));
        assertNotEquals(before.version(), running.router().policy().version());
    }

    @Test
    void aPolicyComesFromStandardInput() {
        var changed = Running.POLICY.replace("$0.02", "$0.03");
        assertEquals(0, running.runWithInput(changed, "policy", "import", "-").code());
        assertEquals(30_000_000, running.router().policy().budgets().get("etl-daily").cap());
    }

    @Test
    void aPolicyWithErrorsChangesNothing() {
        var before = running.router().policy();
        var broken =
                Running.POLICY.replace("route: practice,", "route: nowhere,").replace("window: day", "window: era");
        var said = running.runWithInput(broken, "policy", "import", "-");
        assertRefused("policy_invalid", "nothing was changed", said);
        assertTrue(said.err().lines().skip(1).allMatch(line -> line.matches("  line \\d+: .+")), said.err());
        assertTrue(said.err().lines().count() >= 2, said.err());
        assertEquals(before, running.router().policy());
    }

    @Test
    void filesThatCannotBeReadOrWrittenAreNamed() throws Exception {
        Path binary = Files.write(dir.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertRefused("unreadable", "not UTF-8", running.run("policy", "import", binary.toString()));
        assertRefused("unreadable", "no file", running.run("policy", "import", dir.resolve("none").toString()));
        assertRefused("unwritable", "Cannot write", running.run("policy", "export", dir.toString()));
    }

    @Test
    void keysAreIssuedOnceAndRevoked() throws Exception {
        var issued = running.run("keys", "issue", "--workload", "etl", "--name", "nightly");
        assertEquals(0, issued.code(), issued.err());
        String secret = issued.out().strip();
        assertTrue(running.router().authenticate(secret).isPresent());
        assertRefused("key_exists", "revoke", running.run("keys", "issue", "--workload", "etl", "--name", "nightly"));
        assertRefused("unknown_workload", "etl", running.run("keys", "issue", "--workload", "nobody"));
        assertRefused("bad_name", "a to z", running.run("keys", "issue", "--workload", "etl", "--name", "No Good"));
        assertEquals("The key nightly is revoked.\n", running.run("keys", "revoke", "nightly").out());
        assertFalse(running.router().authenticate(secret).isPresent());
        assertRefused("unknown_key", "nightly", running.run("keys", "revoke", "nightly"));
        var json = (Map<?, ?>) Json.read(running.run("--json", "keys", "issue", "--workload", "letters").out());
        assertEquals("letters", json.get("name"));
    }

    @Test
    void whoCalledWithoutAKeyIsShownWithoutIt() throws Exception {
        assertEquals("Nobody called without a valid key in the last day.\n", running.run("keys", "detected").out());
        running.router().callers().refused("codex_cli_rs/0.50", "sk-proj-abcdefghijk-9f3c");
        running.router().callers().refused("", "");
        var said = running.run("keys", "detected").out();
        assertTrue(said.contains("codex_cli_rs/0.50"), said);
        assertTrue(said.matches("(?s).*key …9f3c +1 refused, last .*"), said);
        assertTrue(said.contains("(no name)"), said);
        assertFalse(said.contains("abcdefghijk"), said);
        var json = (Map<?, ?>) Json.read(running.run("--json", "keys", "detected").out());
        assertEquals(2, ((List<?>) json.get("callers")).size());
    }

    @Test
    void theVaultIsLockedAndOpenedWithItsPassword() {
        assertEquals(0, running.runWithInput("sk-canary-77\n", "secrets", "set", "cloud").code());
        assertRefused("no_master_password", "Set one first", running.run("secrets", "lock"));
        var set = running.runWithInput("correct horse\n", "secrets", "password");
        assertEquals("The vault is open.\n  cloud  for https://api.example.com\n", set.out(), set.err());
        assertTrue(running.run("secrets", "lock").out().startsWith("The vault is locked;"));
        assertRefused("wrong_password", "Try again", running.runWithInput("guess\n", "secrets", "unlock"));
        assertRefused("vault_locked", "Unlock it", running.runWithInput("sk-2\n", "secrets", "set", "cloud"));
        assertEquals(0, running.runWithInput("correct horse\n", "secrets", "unlock").code());
        var status = running.run("secrets", "status", "--json");
        assertTrue(status.out().contains("\"locked\":false,\"master_password\":true"), status.out());
    }

    @Test
    void providersAreListedAndAskedForTheirModels() throws Exception {
        var said = running.run("providers", "list");
        assertEquals(0, said.code(), said.err());
        assertTrue(said.out().lines().anyMatch(line -> line.matches("cloud +ok .*vault:cloud, 1 model")), said.out());
        assertRefused("unknown_provider", "nobody", running.run("providers", "discover", "nobody"));
        assertRefused("models_unreadable", "Check its address", running.run("providers", "discover", "house"));
        running.router()
                .apply(
                        new PolicyChange.Replace(
                                PolicyFile.read(
                                        """
                                        signalbox: 1
                                        providers:
                                          max: {vendor: claude-cli, wire: anthropic, base-url: claude-cli, tier: subscription, jurisdiction: US}
                                        """)),
                        "test",
                        "");
        assertTrue(running.run("providers", "discover", "max").out().contains("  claude-haiku-4-5 "));
        assertRefused("unknown_model", "gpt-1", running.run("providers", "discover", "max", "--add", "gpt-1"));
        var added = running.run("providers", "discover", "max", "--add", "claude-haiku-4-5");
        assertTrue(added.out().contains("* claude-haiku-4-5 "), added.out() + added.err());
        var models = running.router().policy().providers().get("max").models();
        assertEquals(Set.of("claude-haiku-4-5"), models.keySet());
    }

    @Test
    void aSecretGoesToTheVaultAndIsNeverPrinted() throws Exception {
        var said = running.runWithInput("sk-canary-77\n", "secrets", "set", "cloud");
        assertEquals(0, said.code(), said.err());
        assertEquals("The key cloud is stored.\n", said.out());
        assertRefused("unused_secret", "add the provider", running.runWithInput("k\n", "secrets", "set", "other"));
        assertRefused("no_secret", "standard input", running.runWithInput("\n", "secrets", "set", "cloud"));
        try (var files = Files.walk(dir)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertFalse(
                        new String(Files.readAllBytes(file), "ISO-8859-1").contains("sk-canary-77"), file.toString());
            }
        }
    }

    @Test
    void theLedgerIsExportedAsJsonAndCsv() throws Exception {
        running.callUntilHalted("etl");
        var json = running.run("ledger", "export");
        assertEquals(0, json.code(), json.err());
        int calls = running.router().ledger().recent(1000).size();
        assertEquals(calls, json.out().lines().count());
        assertEquals("etl", ((Map<?, ?>) Json.read(json.out().lines().findFirst().orElseThrow())).get("workload"));
        var csv = running.run("ledger", "export", "--format", "csv", "--since", "2026-11-21");
        assertEquals(calls + 1, csv.out().lines().count());
        assertEquals("", running.run("ledger", "export", "--since", "2026-11-21T12:00:01Z").out());
        assertRefused("bad_time", "2026-11-21T08:00:00Z", running.run("ledger", "export", "--since", "noon"));
    }

    @Test
    void anErrorAsJsonHasCodeAndSentence() throws Exception {
        var said = running.run("unlock", "nobody", "--json");
        assertEquals(1, said.code());
        var error = (Map<?, ?>) Json.read(said.err());
        assertEquals(List.of("error", "message"), List.copyOf(error.keySet()));
        assertEquals("unknown_workload", error.get("error"));
    }

    @Test
    void wrongUsageExitsWith2() {
        assertEquals(2, running.run("unlock").code());
        assertEquals(2, running.run("raise", "etl").code());
        assertEquals(2, running.run("ledger", "export", "--format", "xml").code());
        assertEquals(2, running.run("--port", "70000").code());
        assertEquals(2, running.run("conduct").code());
    }

    @Test
    void nothingRunningExitsWith3() throws Exception {
        running.close();
        var said = running.run("status");
        assertEquals(3, said.code());
        assertTrue(said.err().contains("Start it with: signalbox --headless --data-dir "), said.err());
        var json = running.run("status", "--json");
        assertEquals("not_running", ((Map<?, ?>) Json.read(json.err())).get("error"));
    }
}
