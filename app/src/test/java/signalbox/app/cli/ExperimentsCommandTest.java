package signalbox.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.ledger.CallRow;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policyfile.PolicyFile;

class ExperimentsCommandTest {
    private static final String SPLIT =
            """
              practice:
                lanes: [practice/practice-large]
                experiment:
                  name: twice
                  arms:
                    a: {weight: 1, lane: practice/practice-large}
                    b: {weight: 1, lane: practice/practice-large}
            """;

    @TempDir Path dir;

    @RegisterExtension final RunningEach running = new RunningEach(() -> dir);

    private void split() throws Exception {
        String policy = Running.POLICY.replace("  practice: [practice/practice-large]\n", SPLIT);
        running.router().apply(new PolicyChange.Replace(PolicyFile.read(policy)), "test", "");
    }

    @Test
    void theTableAndTheWordsAreThoseOfTheScreen() throws Exception {
        split();
        running.callUntilHalted("etl");
        var rows = running.router().ledger().recent(1_000);
        String calls = Long.toString(rows.size());

        var report = (Map<?, ?>) Json.read(running.run("experiments", "--json").out());
        var experiment = (Map<?, ?>) ((List<?>) report.get("experiments")).getFirst();
        assertEquals("twice", experiment.get("name"));
        assertEquals("practice", experiment.get("route"));
        var arm = (Map<?, ?>) ((List<?>) experiment.get("arms")).getFirst();
        assertEquals(rows.size(), ((Long) arm.get("calls")).intValue(), "one key is one subject, so one arm");
        assertEquals(rows.stream().mapToLong(CallRow::costNanos).sum(), arm.get("cost_nanos"));

        List<String> text = running.run("experiments", "twice").out().lines().toList();
        assertEquals("Experiment twice of route practice", text.get(1));
        assertTrue(text.get(2).matches("  Arm +Calls +Failed +p50 +p95 +Cost +A call"), text.get(2));
        assertTrue(text.get(3).matches("  [ab] +" + calls + " .*"), text.get(3));
        assertEquals("  Only arm " + arm.get("arm") + " has had calls, so there is nothing to compare.", text.get(4));
    }

    @Test
    void withoutAnExperimentItSaysSo() throws Exception {
        assertEquals("No route has an experiment.\n", running.run("experiments").out());
        var none = running.run("experiments", "twice");
        assertEquals(1, none.code());
        assertTrue(none.err().contains("[unknown_experiment]"), none.err());
        split();
        assertTrue(running.run("experiments", "once").err().contains("there are twice."), none.err());
        assertTrue(running.run("experiments").out().contains("No call has gone through this experiment yet"));
        assertEquals(2, running.run("experiments", "--last", "soon").code());
    }
}
