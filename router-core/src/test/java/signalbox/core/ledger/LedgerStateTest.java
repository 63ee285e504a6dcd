package signalbox.core.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import signalbox.core.budget.Bump;
import signalbox.core.budget.Recovered;
import signalbox.core.ledger.LedgerState.Halt;
import signalbox.core.ledger.LedgerState.WindowState;

/// What budgets take up at a start.
class LedgerStateTest {
    private static final Instant TODAY = Instant.parse("2026-11-04T00:00:00Z");
    private static final Instant TOMORROW = Instant.parse("2026-11-05T00:00:00Z");
    private static final Bump RAISE = new Bump("day", 5, TODAY, TOMORROW, Bump.Kind.RAISE, "ann", "");

    private static List<Recovered> recovered(WindowState... windows) {
        var state =
                new LedgerState(
                        9,
                        0,
                        0,
                        0,
                        "",
                        true,
                        List.of(windows),
                        List.of(RAISE),
                        List.of(new Halt("day", TODAY, TODAY)),
                        List.of(),
                        Optional.empty());
        return state.recovered();
    }

    @Test
    void aWindowCarriesItsLiftsAndItsHalt() {
        assertEquals(
                List.of(new Recovered("day", TODAY, 7, 9, List.of(RAISE), TODAY)),
                recovered(new WindowState("day", TODAY, 7, 9)));
    }

    @Test
    void aBudgetLiftedOrHaltedBeforeItSpentAnythingIsStillSoAfterARestart() {
        assertEquals(List.of(new Recovered("day", TODAY, 0, 0, List.of(RAISE), TODAY)), recovered());
    }
}
