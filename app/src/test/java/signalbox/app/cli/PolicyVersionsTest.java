package signalbox.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policyfile.PolicyFile;

/// Versions of the policy: listed, compared, gone back to; and drafts, compared and replayed.
class PolicyVersionsTest {
    private static final String RAISED = Running.POLICY.replace("limit: $0.02", "limit: $5.00");

    @TempDir Path dir;

    @RegisterExtension final RunningEach running = new RunningEach(() -> dir);

    @Test
    void anImportedPolicyThatCannotServeIsWarnedOf() throws Exception {
        Path file = dir.resolve("policy.yaml");
        Files.writeString(
                file, PolicyFile.write(running.router().policy()).replace("clearance: private", "clearance: public"));
        var said = running.run("policy", "import", file.toString());
        assertEquals(0, said.code(), said.err());
        assertTrue(
                said.out().contains("Warning: workloads.letters.route: the interlock refuses every target"),
                said.out());
    }

    @Test
    void everyVersionIsListedComparedAndCanComeBack() throws Exception {
        long first = running.router().policy().version();
        running.router().apply(new PolicyChange.Replace(PolicyFile.read(RAISED)), "ana", "busy week");

        assertTrue(running.run("policy", "versions").out().contains("ana  Replaced the policy (busy week)"));
        var diff = running.run("policy", "diff", Long.toString(first)).out();
        assertTrue(
                diff.contains("budget etl-daily") && diff.contains("- limit: $0.02") && diff.contains("+ limit: $5"),
                diff);
        assertTrue(diff.contains("lets $4.98 more through a day on budget etl-daily"), diff);

        var back = running.run("policy", "rollback", Long.toString(first), "--reason", "enough");
        assertEquals(0, back.code(), back.err());
        assertEquals(first + 2, running.router().policy().version());
        assertEquals("No difference.\n", running.run("policy", "diff", Long.toString(first)).out());
        assertEquals("enough", running.router().ledger().policies(1).getFirst().entry().reason());
    }

    @Test
    void aVersionThatNeverWasIsRefused() {
        assertTrue(running.run("policy", "rollback", "4711").err().contains("[no_such_version]"));
        assertTrue(running.run("policy", "diff").err().contains("[usage]"));
    }

    @Test
    void aDraftIsComparedAndReplayedWithoutChangingAnything() throws Exception {
        running.callUntilHalted("etl");
        long version = running.router().policy().version();
        Path draft =
                Files.writeString(
                        dir.resolve("draft.yaml"),
                        Running.POLICY.replace("etl: {route: practice,", "etl: {route: both, any-model: true,"));

        var diff = running.run("policy", "diff", "--policy", draft.toString()).out();
        assertTrue(diff.contains("- route: practice") && diff.contains("+ route: both"), diff);
        assertTrue(diff.contains("Nothing is loosened."), diff);

        var replay = running.run("simulate", "--policy", draft.toString(), "--last", "P36500D");
        assertEquals(0, replay.code(), replay.err());
        assertTrue(replay.out().contains("moved: practice/practice-large → cloud/m (primary)"), replay.out());
        assertFalse(replay.out().contains("calls: 0 would move"), replay.out());
        assertEquals(version, running.router().policy().version());
    }

    @Test
    void aDraftThatIsNoPolicyIsRefusedWithItsLine() throws Exception {
        Path draft = Files.writeString(dir.resolve("draft.yaml"), "signalbox: 1\nroutes: {r: nowhere}\n");

        assertTrue(running.run("simulate", "--policy", draft.toString()).err().contains("[policy_invalid]"));
    }
}
