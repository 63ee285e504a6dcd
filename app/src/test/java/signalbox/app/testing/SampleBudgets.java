package signalbox.app.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import signalbox.core.BudgetExplanation;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.budget.Bump;
import signalbox.core.budget.Counters;
import signalbox.core.budget.OpenHolds;
import signalbox.core.budget.Subject;
import signalbox.core.ledger.BudgetWindow;
import signalbox.core.ledger.CallId;
import signalbox.core.ledger.CallRow;
import signalbox.core.policy.AtLimit;
import signalbox.core.policy.Budget;
import signalbox.core.policy.Measure;
import signalbox.core.policy.Scope;
import signalbox.core.policy.Window;

/// The sample day’s budgets, one of them halted, and what their figures are made of.
public final class SampleBudgets {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private SampleBudgets() {}

    public static List<BudgetStatus> budgets(boolean halted) {
        var list = new ArrayList<BudgetStatus>();
        long[] caps = {12, 10, 25, 8, 10, 6, 4};
        SampleSpend spend = SampleSpend.of(halted);
        for (int i = 0; i < caps.length; i++) {
            var budget =
                    new Budget(
                            SampleDay.WORKLOADS[i] + "-day",
                            new Scope.OfWorkload(SampleDay.WORKLOADS[i]),
                            Measure.MONEY,
                            caps[i] * SampleDay.DOLLAR,
                            Window.DAY,
                            ZoneOffset.UTC,
                            List.of(80),
                            AtLimit.HALT);
            boolean stopped = halted && i == 2;
            long used = spend.today(SampleDay.WORKLOADS[i]);
            var state = stopped ? BudgetStatus.State.HALTED : i == 5 ? BudgetStatus.State.SOFT : BudgetStatus.State.OK;
            list.add(status(budget, used, stopped ? 0 : 140_000_000L, state, stopped ? 37 : 0));
        }
        var all =
                new Budget(
                        "everything-day",
                        new Scope.Everything(),
                        Measure.MONEY,
                        60 * SampleDay.DOLLAR,
                        Window.DAY,
                        ZoneOffset.UTC,
                        List.of(80),
                        AtLimit.HALT);
        list.add(status(all, spend.today(), 420_000_000L, BudgetStatus.State.OK, 0));
        var month =
                new Budget(
                        "everything-month",
                        new Scope.Everything(),
                        Measure.MONEY,
                        1200 * SampleDay.DOLLAR,
                        Window.MONTH,
                        ZoneOffset.UTC,
                        List.of(80),
                        AtLimit.HALT);
        list.add(
                new BudgetStatus(
                        month,
                        Instant.parse("2026-11-01T00:00:00Z"),
                        Instant.parse("2026-12-01T00:00:00Z"),
                        spend.month(),
                        0,
                        0,
                        1200 * SampleDay.DOLLAR,
                        List.of(),
                        BudgetStatus.State.OK,
                        0,
                        null));
        list.addAll(others());
        return list;
    }

    /// The status of a daily budget of that day.
    public static BudgetStatus status(Budget budget, long spent, long held, BudgetStatus.State state, long refused) {
        Instant since = state == BudgetStatus.State.HALTED ? SampleDay.NOW.minusSeconds(95) : null;
        return new BudgetStatus(
                budget,
                SampleDay.MIDNIGHT,
                SampleDay.MIDNIGHT.plus(Duration.ofDays(1)),
                spent,
                held,
                0,
                budget.cap(),
                List.of(),
                state,
                refused,
                since);
    }

    /// A status that differs in cap, bumps and state.
    public static BudgetStatus with(
            BudgetStatus one, long cap, List<Bump> bumps, BudgetStatus.State state, Instant since) {
        return new BudgetStatus(
                one.budget(),
                one.windowStart(),
                one.windowEnd(),
                one.spent(),
                one.held(),
                one.unreported(),
                cap,
                bumps,
                state,
                one.refused(),
                since);
    }

    /// The same figures under a changed budget.
    static BudgetStatus changed(BudgetStatus one, Budget budget) {
        return new BudgetStatus(
                budget,
                one.windowStart(),
                one.windowEnd(),
                one.spent(),
                one.held(),
                one.unreported(),
                budget.cap() + one.cap() - one.budget().cap(),
                one.bumps(),
                one.state(),
                one.refused(),
                one.haltedSince());
    }

    private static List<BudgetStatus> others() {
        return List.of(team(), tokens(), calls());
    }

    /// Lifted once.
    private static BudgetStatus team() {
        var budget =
                new Budget(
                        "data-week",
                        new Scope.OfTeam("data"),
                        Measure.MONEY,
                        80 * SampleDay.DOLLAR,
                        Window.WEEK,
                        BERLIN,
                        List.of(50, 80),
                        AtLimit.DOWNGRADE);
        Instant start = Instant.parse("2026-11-08T23:00:00Z");
        Instant end = Instant.parse("2026-11-15T23:00:00Z");
        var raise =
                new Bump(
                        "data-week",
                        10 * SampleDay.DOLLAR,
                        start,
                        end,
                        Bump.Kind.RAISE,
                        "ana",
                        "release week, agreed with Ben");
        return new BudgetStatus(
                budget,
                start,
                end,
                61_480_000_000L,
                1_900_000_000L,
                0,
                90 * SampleDay.DOLLAR,
                List.of(raise),
                BudgetStatus.State.OK,
                0,
                null);
    }

    private static BudgetStatus tokens() {
        var budget =
                new Budget(
                        "openai-tokens",
                        new Scope.OfProvider("openai"),
                        Measure.TOKENS,
                        40_000_000,
                        Window.DAY,
                        ZoneOffset.UTC,
                        List.of(80),
                        AtLimit.DOWNGRADE);
        return status(budget, 31_400_000, 120_000, BudgetStatus.State.OK, 0);
    }

    private static BudgetStatus calls() {
        var budget =
                new Budget(
                        "ana-laptop-hour",
                        new Scope.OfKey("ana-laptop"),
                        Measure.CALLS,
                        300,
                        Window.HOUR,
                        ZoneOffset.UTC,
                        List.of(),
                        AtLimit.WARN);
        Instant hour = Instant.parse("2026-11-14T14:00:00Z");
        return new BudgetStatus(
                budget, hour, hour.plusSeconds(3_600), 12, 2, 0, 300, List.of(), BudgetStatus.State.OK, 0, null);
    }

    /// Made of the ledger’s newest calls that the budget counts, one correction, and what came before.
    static BudgetExplanation explanation(BudgetStatus status, FakeLedger ledger) {
        var postings = new ArrayList<BudgetWindow.Posting>();
        for (CallRow row : ledger.recent(120)) {
            boolean counts =
                    status.budget().scope().covers(row.workload(), row.key(), row.team(), row.provider(), row.model());
            if (counts && row.costNanos() > 0 && postings.size() < 12) {
                postings.add(new BudgetWindow.Posting(BudgetWindow.Kind.CALL, row.id(), row.at(), amount(status, row)));
            }
        }
        if (postings.size() > 2) {
            var first = postings.get(2);
            postings.add(
                    3,
                    new BudgetWindow.Posting(
                            BudgetWindow.Kind.CORRECTION, first.call(), first.at(), -first.amount() / 4));
        }
        var window =
                new BudgetWindow(
                        status.windowStart(),
                        status.spent(),
                        status.spent() + status.held() + status.unreported(),
                        status.bumps().stream().mapToLong(Bump::amount).sum(),
                        postings.isEmpty() ? 0 : 184,
                        postings);
        var counters =
                new Counters(
                        status.budget().name(),
                        status.windowStart(),
                        status.spent(),
                        0,
                        status.held(),
                        status.held() > 0 ? 2 : 0,
                        window.moved(),
                        status.unreported());
        return new BudgetExplanation(
                status.budget(),
                false,
                status.windowStart(),
                status.windowEnd(),
                Optional.of(counters),
                holds(status),
                status.bumps(),
                window);
    }

    private static OpenHolds holds(BudgetStatus status) {
        if (status.held() == 0) {
            return OpenHolds.NONE;
        }
        Instant since = Instant.parse("2026-11-14T14:01:58Z");
        var subject = new Subject("code-review", "ana-laptop", "data", "openai", "gpt-5.4-mini");
        var hold = new OpenHolds.OpenHold(CallId.parse("c000000000001"), subject, status.held() - 1, since);
        return new OpenHolds(List.of(hold), 1, 1);
    }

    private static long amount(BudgetStatus status, CallRow row) {
        return switch (status.budget().measure()) {
            case MONEY -> row.costNanos();
            case TOKENS -> row.attempts().getFirst().usage().tokens();
            case CALLS -> 1;
        };
    }
}
