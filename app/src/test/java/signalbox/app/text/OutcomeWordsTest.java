package signalbox.app.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import signalbox.core.ledger.Ledger.ArmOutcome;

class OutcomeWordsTest {
    private static ArmOutcome arm(String name, long calls, long failed, long nanos) {
        return new ArmOutcome(name, calls, 0, failed, 1_000, nanos, 400, 900);
    }

    private static String words(ArmOutcome... arms) {
        return String.join(" ", OutcomeWords.of(List.of(arms)));
    }

    @Test
    void saysNothingAboutAFewCalls() {
        assertTrue(words().startsWith("No call"), words());
        assertTrue(words(arm("a", 40, 0, 100)).startsWith("Only arm a"));
        assertTrue(words(arm("a", 900, 0, 100), arm("b", 37, 20, 9)).contains("arm b has had 37 calls"));
    }

    @Test
    void callsThatWereRefusedDoNotCountAsCallsOfAnArm() {
        var refused = new ArmOutcome("b", 500, 480, 0, 0, 0, 0, 0);
        assertTrue(words(arm("a", 900, 0, 100), refused).contains("arm b has had 20 calls"));
    }

    @Test
    void aDifferenceInCostIsAnEstimateAndASmallOneIsNone() {
        String cheaper = words(arm("a", 1_000, 1, 10_000_000_000L), arm("b", 1_000, 1, 6_000_000_000L));
        assertTrue(cheaper.contains("A call in arm b cost 40 % less than in arm a."), cheaper);
        assertTrue(cheaper.contains("≈ $4.00 less"), cheaper);
        assertTrue(cheaper.contains("take it as an estimate"), cheaper);
        String same = words(arm("a", 1_000, 1, 10_000_000_000L), arm("b", 1_000, 1, 9_700_000_000L));
        assertTrue(same.contains("about the same"), same);
    }

    @Test
    void failuresAreTakenForChanceUntilTheyAreMore() {
        assertTrue(words(arm("a", 200, 2, 100), arm("b", 200, 5, 100)).contains("no more than chance"));
        String more = words(arm("a", 611, 9, 100), arm("b", 593, 31, 100));
        assertTrue(more.contains("Arm b failed more often, 31 of 593 calls against 9 of 611"), more);
        assertEquals(2, OutcomeWords.of(List.of(arm("a", 200, 0, 0), arm("b", 200, 0, 0))).size());
    }
}
