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
                "etl: 1 call cost $1.00; by its route $3.00, $2.00 more.",
                SavingsBox.sentence(new Savings.Watched("etl", 1, 0, 0, 1_000_000_000L, 3_000_000_000L)));
        assertEquals(
                "etl: 2 calls cost $1.00; by its route $3.00, $2.00 more."
                        + " 2 calls without a known price stand in neither sum.",
                SavingsBox.sentence(new Savings.Watched("etl", 2, 0, 2, 1_000_000_000L, 3_000_000_000L)));
    }

    @Test
    void theModelAskedForIsComparedWithoutAPromise() {
        String same =
                " The models named might have used more tokens or fewer, so this compares prices and not what would"
                        + " have happened.";
        assertEquals(
                "9 answered calls named another model than the one that answered. Paid $1.00; the same tokens at list"
                        + " price of the models named: $3.00, $2.00 more."
                        + same,
                SavingsBox.sentence(new Savings.Asked(9, 0, 1_000_000_000L, 3_000_000_000L)));
        assertEquals(
                "1 answered call named another model than the one that answered."
                        + " 1 call without a known price stands in neither sum."
                        + same,
                SavingsBox.sentence(new Savings.Asked(1, 1, 0, 0)));
    }
}
