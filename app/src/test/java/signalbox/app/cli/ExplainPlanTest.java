package signalbox.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.ledger.CallId;
import signalbox.core.provider.PracticeSettings;
import signalbox.core.provider.PracticeSettings.Fault;

/// Plans of calls that nobody makes, and explanations of calls that were made.
class ExplainPlanTest {
    private static final String CHAT =
            "{\"model\":\"practice-large\",\"max_tokens\":7,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    @TempDir Path dir;

    @RegisterExtension final RunningEach running = new RunningEach(() -> dir);

    @Test
    void aPlanShowsEveryReasonAndCallsNobody() {
        var said = running.run("plan", "--workload", "letters");
        assertEquals(0, said.code(), said.err());
        assertTrue(said.out().contains("1. house/h (primary), at most 50 output tokens"), said.out());
        assertTrue(said.out().matches("(?s).*refused +interlock\\.\\S+ +cloud/m: .*"), said.out());
        running.router().ledger().flush();
        assertEquals(List.of(), running.router().ledger().recent(10));
    }

    @Test
    void aRequestIsReadLikeARealOne() throws Exception {
        var said = running.runWithInput(CHAT, "plan", "--workload", "etl", "--request", "-", "--json");
        assertEquals(0, said.code(), said.err());
        var attempt = (Map<?, ?>) ((List<?>) ((Map<?, ?>) Json.read(said.out())).get("attempts")).getFirst();
        assertEquals(7L, attempt.get("output_limit"));
        assertEquals("asked", attempt.get("why"));
        var broken = running.runWithInput("{", "plan", "--workload", "etl", "--request", "-");
        assertEquals(1, broken.code());
        assertTrue(broken.err().contains("The request cannot be read"), broken.err());
        assertTrue(running.run("plan", "--workload", "x").err().contains("[unknown_workload]"));
    }

    @Test
    void aPolicyFileAloneIsEnough() throws Exception {
        var live = running.run("plan", "--workload", "letters");
        running.close();
        Path file = Files.writeString(dir.resolve("policy.yaml"), Running.POLICY);
        assertEquals(live.out(), running.run("plan", "--workload", "letters", "--policy", file.toString()).out());
        assertEquals(3, running.run("plan", "--workload", "letters").code());
    }

    @Test
    void aPastCallIsExplained() throws Exception {
        running.callUntilHalted("etl");
        var rows = running.router().ledger().recent(1000);
        var answered = running.run("explain", CallId.format(rows.getLast().id()));
        assertEquals(0, answered.code(), answered.err());
        assertTrue(answered.out().contains("workload etl, key etl-calls, openai-chat"), answered.out());
        assertTrue(answered.out().contains("tried practice/practice-large: status 200"), answered.out());
        assertTrue(answered.out().contains("(reported)"), answered.out());
        assertTrue(answered.out().contains("in-text"), answered.out());
        var refused = running.run("explain", CallId.format(rows.getFirst().id()));
        assertTrue(refused.out().contains("refused [budget_halted], status 429"), refused.out());
        assertTrue(refused.out().contains("budget.reserve"), refused.out());
        var json = (Map<?, ?>) Json.read(running.run("explain", "--json", CallId.format(rows.getLast().id())).out());
        assertEquals(rows.getLast().costNanos(), json.get("cost_nanos"));
    }

    @Test
    void aFailedAttemptIsExplainedWithItsClassAndItsFigures() throws Exception {
        running.router().practice(PracticeSettings.instant().withFault(Fault.NO_CREDIT, 1));
        assertEquals(429, running.callUntilHalted("etl"));
        String call = CallId.format(running.router().ledger().recent(1).getFirst().id());
        String explained = running.run("explain", call).out();
        assertTrue(
                explained.matches(
                        "(?s).*refused +attempt\\.quota +practice/practice-large: status 429 after \\d+ ms,"
                                + " nothing charged.*"),
                explained);
    }

    @Test
    void aCallThatIsNotThereIsSaid() {
        assertTrue(running.run("explain", "c000000000001").err().contains("[unknown_call]"));
        assertTrue(running.run("explain", "oops").err().contains("[bad_call_id]"));
    }
}
