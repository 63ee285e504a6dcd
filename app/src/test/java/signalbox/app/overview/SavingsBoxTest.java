package signalbox.app.overview;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import signalbox.core.Savings;

class SavingsBoxTest {
    @Test
    void anObservedWorkloadSaysWhatItsRouteWouldHaveCost() {
        assertEquals(
                "etl: 9 calls cost $3.00; by its route $1.00, $2.00 less. 1 call would have been refused.",
                SavingsBox.sentence(new Savings.Watched("etl", 9, 1, 0, 3_000_000_000L, 1_000_000_000L)));
        assertEquals(
                "etl: 2 calls cost $1.00; by its route $3.00, $2.00 more."
                        + " 2 calls without a known price stand in neither sum.",
                SavingsBox.sentence(new Savings.Watched("etl", 2, 0, 2, 1_000_000_000L, 3_000_000_000L)));
    }
}
