package signalbox.app.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import signalbox.core.RouterEvent;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.ledger.CallRow;
import signalbox.core.ledger.Ledger;
import signalbox.core.policy.Scope;

/// A working day that looks real: eight workloads, four providers, two weeks of spend, one of them halted. Always the
/// same.
public final class SampleDay {
    public static final Instant NOW = Instant.parse("2026-11-14T14:02:00Z");
    public static final long DOLLAR = 1_000_000_000L;
    static final Instant MIDNIGHT = NOW.truncatedTo(ChronoUnit.DAYS);
    static final String[] WORKLOADS = {
        "support-bot", "code-review", "nightly-etl", "search-rerank", "claude-code", "codex", "meeting-notes", "evals"
    };
    static final String[] TARGETS = {
        "openai/gpt-5.4-mini", "anthropic/claude-sonnet-5", "openai/gpt-5.4-mini", "gemini/gemini-3-flash",
        "anthropic/claude-opus-5", "openai/gpt-5.4", "anthropic/claude-haiku-5", "openai/gpt-5.4-nano"
    };

    private SampleDay() {}

    /// A router in the middle of that day.
    public static FakeRouter router() {
        return router(true);
    }

    /// The same day with nothing halted.
    public static FakeRouter calm() {
        return router(false);
    }

    private static FakeRouter router(boolean halted) {
        var router = new FakeRouter().policy(SamplePolicy.policy()).budgets(SampleBudgets.budgets(halted)).inFlight(3);
        router.ledger()
                .arms(
                        "nano-or-flash",
                        new Ledger.ArmOutcome("flash", 611, 2, 9, 1_402_000, 3_690_000_000L, 610, 1_480));
        router.ledger()
                .arms(
                        "nano-or-flash",
                        new Ledger.ArmOutcome("nano", 593, 0, 31, 1_311_000, 2_210_000_000L, 480, 2_260));
        SampleSpend.fill(router.ledger(), halted);
        router.ledger()
                .add(
                        new Ledger.AuditEntry(
                                1, NOW.minusSeconds(864_000), "ana", "Created workload nightly-etl", "", "", ""));
        SampleTrail.fill(router);
        return router;
    }

    public static RouterEvent.BudgetHalted halt(String workload) {
        var status =
                SampleBudgets.budgets(true).stream()
                        .filter(one -> one.budget().scope().equals(new Scope.OfWorkload(workload)))
                        .findFirst()
                        .orElseThrow();
        var halted = SampleBudgets.with(status, status.spent(), List.of(), BudgetStatus.State.HALTED, NOW);
        return new RouterEvent.BudgetHalted(halted, workload, NOW);
    }

    /// Adds a day of simulated calls.
    public static void practiceDay(FakeLedger ledger) {
        for (int hour = 0; hour < 60; hour++) {
            Instant at = NOW.minus(Duration.ofHours(hour)).truncatedTo(ChronoUnit.HOURS);
            ledger.add(new FakeLedger.Past(at, WORKLOADS[hour % 3], TARGETS[hour % 3], true, 12, 310_000_000L));
        }
    }

    /// Makes `nightly-etl` spend many times the usual in the last five minutes.
    public static void runaway(FakeLedger ledger) {
        for (int i = 0; i < 40; i++) {
            ledger.add(
                    SampleCalls.call(50_000 + i, 2, Duration.ofSeconds(5 + i), CallRow.Outcome.ANSWERED, 400_000_000L));
        }
    }
}
