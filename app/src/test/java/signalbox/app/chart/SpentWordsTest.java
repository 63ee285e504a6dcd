package signalbox.app.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.policy.AtLimit;
import signalbox.core.policy.Budget;
import signalbox.core.policy.Measure;
import signalbox.core.policy.Scope;
import signalbox.core.policy.Window;

class SpentWordsTest {
    private static BudgetStatus status(long spent, long unreported) {
        Instant start = Instant.parse("2026-11-14T00:00:00Z");
        var scope = new Scope.OfWorkload("codex");
        var budget =
                new Budget(
                        "codex-day",
                        scope,
                        Measure.MONEY,
                        6_000_000_000L,
                        Window.DAY,
                        ZoneOffset.UTC,
                        List.of(),
                        AtLimit.HALT);
        return new BudgetStatus(
                budget,
                start,
                start.plusSeconds(86_400),
                spent,
                0,
                unreported,
                budget.cap(),
                List.of(),
                BudgetStatus.State.OK,
                0,
                null);
    }

    @Test
    void whatACrashLeftUnreportedIsNamedAndNeverAdded() {
        assertEquals("$5.02 of $6 today", SpentWords.of(status(5_020_000_000L, 0)));
        assertEquals("$5.02 and $0.42 unreported of $6 today", SpentWords.of(status(5_020_000_000L, 420_000_000L)));
    }
}
