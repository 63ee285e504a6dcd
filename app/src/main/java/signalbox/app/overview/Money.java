package signalbox.app.overview;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import signalbox.app.chart.Paces;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;
import signalbox.core.Forecasts;
import signalbox.core.budget.Band;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.budget.Forecast;
import signalbox.core.budget.Pace;
import signalbox.core.ledger.Ledger;
import signalbox.core.policy.AtLimit;
import signalbox.core.policy.Budget;
import signalbox.core.policy.Measure;
import signalbox.core.policy.Scope;
import signalbox.core.policy.Window;

/// Spend of a calendar window against the caps that hold for it, with pace and forecast.
final class Money {
    private final List<BudgetStatus> budgets;
    private final Instant now;

    Money(List<BudgetStatus> budgets, Instant now) {
        this.budgets = budgets;
        this.now = now;
    }

    /// The zone of the overall daily budget, else of the first money budget, else UTC.
    ZoneId zone() {
        return overall(Window.DAY)
                .or(() -> budgets.stream().filter(one -> one.budget().measure() == Measure.MONEY).findFirst())
                .map(one -> one.budget().zone())
                .orElse(ZoneOffset.UTC);
    }

    /// The cap over everything, else the sum of the workloads’ caps for that window; empty when there is neither.
    OptionalLong cap(Window window) {
        var overall = overall(window);
        if (overall.isPresent()) {
            return OptionalLong.of(overall.get().cap());
        }
        long sum =
                budgets.stream()
                        .filter(one -> isMoney(one, window) && one.budget().scope() instanceof Scope.OfWorkload)
                        .mapToLong(BudgetStatus::cap)
                        .sum();
        return sum == 0 ? OptionalLong.empty() : OptionalLong.of(sum);
    }

    /// What the window will have cost at its end, by the router’s own maths. Asks the store.
    Forecast forecast(Ledger ledger, Window window, long spent, Instant start, Instant end, boolean practice) {
        return Forecasts.of(ledger, status(window, spent, start, end), practice, now);
    }

    /// Between which amounts a day will probably end; empty with too little history. Asks the store.
    ///
    /// @param forecast of that day
    Optional<Band> band(Ledger ledger, Forecast forecast, long spent, Instant start, Instant end, boolean practice) {
        return Forecasts.band(ledger, status(Window.DAY, spent, start, end), practice, forecast, now);
    }

    private BudgetStatus status(Window window, long spent, Instant start, Instant end) {
        long cap = cap(window).orElse(Long.MAX_VALUE);
        var budget =
                new Budget("all", new Scope.Everything(), Measure.MONEY, cap, window, zone(), List.of(), AtLimit.WARN);
        return new BudgetStatus(budget, start, end, spent, 0, 0, cap, List.of(), BudgetStatus.State.OK, 0, null);
    }

    /// `on pace`, `8 % ahead`, `runs out at 16:40`, `lasts until reset`; empty when it is too early.
    String words(Pace pace) {
        return Paces.words(pace, now, zone());
    }

    /// Thousandths of the cap that are used; -1 without a cap.
    int share(Window window, long spent) {
        var cap = cap(window);
        return cap.isEmpty() || cap.getAsLong() == 0
                ? -1
                : (int)
                        Math.min(
                                1_000, Math.multiplyHigh(spent, 1_000L) == 0 ? spent * 1_000 / cap.getAsLong() : 1_000);
    }

    /// `of $60`; empty without a cap.
    String ofCap(Window window) {
        var cap = cap(window);
        return cap.isEmpty() ? "" : Text.of("overview.of_cap", Amounts.cap(cap.getAsLong()));
    }

    private Optional<BudgetStatus> overall(Window window) {
        return budgets.stream()
                .filter(one -> isMoney(one, window) && one.budget().scope() instanceof Scope.Everything)
                .findFirst();
    }

    private static boolean isMoney(BudgetStatus one, Window window) {
        return one.budget().measure() == Measure.MONEY && one.budget().window() == window;
    }
}
