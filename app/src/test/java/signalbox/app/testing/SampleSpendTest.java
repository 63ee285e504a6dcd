package signalbox.app.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.ledger.Ledger;

class SampleSpendTest {
    @Test
    void budgetsAndLedgerTellTheSameSums() {
        var router = SampleDay.router();
        assertEquals(41_270_000_000L, spent(router, "everything-day"));
        assertEquals(25_000_000_000L, spent(router, "nightly-etl-day"));
        assertEquals(27_270_000_000L, spent(SampleDay.calm(), "everything-day"));
        long ledger =
                router
                        .ledger()
                        .spend(
                                SampleDay.MIDNIGHT,
                                SampleDay.NOW.plusMillis(1),
                                Ledger.Bucket.ALL,
                                Ledger.Group.PROVIDER)
                        .stream()
                        .mapToLong(Ledger.Spend::costNanos)
                        .sum();
        assertEquals(ledger, spent(router, "everything-day"));
    }

    private static long spent(FakeRouter router, String budget) {
        return router.budgets().stream()
                .filter(one -> one.budget().name().equals(budget))
                .mapToLong(BudgetStatus::spent)
                .sum();
    }
}
