package signalbox.app.budgets;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import signalbox.core.Forecasts;
import signalbox.core.Router;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.budget.Forecast;
import signalbox.core.budget.Pace;

/// The paces of the listed budgets by the forecast that every other screen shows. That asks the store, so one is kept
/// for a while unless its budget's cap, state or window changes. For one thread at a time, never the FX thread.
final class Paced {
    private static final Duration KEPT = Duration.ofSeconds(15);

    private final Router router;
    private final Map<String, Known> known = new HashMap<>();

    Paced(Router router) {
        this.router = router;
    }

    private record Known(BudgetStatus of, Instant at, Pace pace) {
        boolean holds(BudgetStatus now, Instant at) {
            return of.cap() == now.cap()
                    && of.state() == now.state()
                    && of.windowStart().equals(now.windowStart())
                    && at.isBefore(this.at.plus(KEPT));
        }
    }

    List<BudgetRow> rows(List<BudgetStatus> budgets, Instant now) {
        known.keySet().retainAll(budgets.stream().map(one -> one.budget().name()).toList());
        return budgets.stream().map(one -> new BudgetRow(one, pace(one, now))).toList();
    }

    private Pace pace(BudgetStatus status, Instant now) {
        String name = status.budget().name();
        var last = known.get(name);
        if (last == null || !last.holds(status, now)) {
            last = new Known(status, now, reckon(status, now));
            known.put(name, last);
        }
        return last.pace();
    }

    /// By the window alone while the store cannot be read: the page says so elsewhere.
    private Pace reckon(BudgetStatus status, Instant now) {
        try {
            return Forecasts.of(router, status, now).pace();
        } catch (IllegalStateException unreadable) {
            return Forecast.of(status, now, OptionalLong.empty(), OptionalLong.empty()).pace();
        }
    }
}
