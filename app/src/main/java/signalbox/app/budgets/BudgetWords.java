package signalbox.app.budgets;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import signalbox.app.chart.Paces;
import signalbox.app.text.Amounts;
import signalbox.app.text.Sentences;
import signalbox.app.text.Text;
import signalbox.app.text.Times;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.budget.Bump;
import signalbox.core.budget.Forecast;
import signalbox.core.policy.Budget;
import signalbox.core.policy.Measure;
import signalbox.core.policy.Scope;
import signalbox.core.policy.Window;

/// How a budget is said. Pure.
final class BudgetWords {
    private BudgetWords() {}

    /// `Workload nightly-etl`, `Everything`.
    static String scope(Scope scope) {
        return switch (scope) {
            case Scope.OfWorkload(String name) -> Text.of("budgets.scope.workload", name);
            case Scope.OfKey(String name) -> Text.of("budgets.scope.key", name);
            case Scope.OfTeam(String tag) -> Text.of("budgets.scope.team", tag);
            case Scope.OfProvider(String name) -> Text.of("budgets.scope.provider", name);
            case Scope.OfModel(String provider, String model) -> Text.of("budgets.scope.model", provider, model);
            case Scope.Everything() -> Text.of("budgets.scope.everything");
        };
    }

    /// An amount to the cent, where nothing is a figure too.
    static String figure(Measure measure, long units) {
        return measure == Measure.MONEY && units != 0 ? Amounts.money(units) : Amounts.units(measure, units);
    }

    /// `today`.
    static String within(Window window) {
        return Text.of("window.this." + window.name().toLowerCase(Locale.ROOT));
    }

    /// `Daily. Resets in 9 h 58 min (midnight UTC).`
    static String window(BudgetStatus status, Instant now) {
        Budget budget = status.budget();
        String name = Text.of("budgets.window." + budget.window().name().toLowerCase(Locale.ROOT));
        return budget.window() == Window.LIFETIME
                ? Text.of("budgets.cycle", name, Text.of("budgets.never_resets"))
                : Text.of(
                        "budgets.cycle",
                        name,
                        Text.of(
                                "budgets.resets",
                                Times.span(Duration.between(now, status.windowEnd())),
                                end(status, now)));
    }

    static String end(BudgetStatus status, Instant now) {
        return status.budget().window() == Window.LIFETIME
                ? Text.of("budgets.for_good")
                : Times.until(status.windowEnd(), now, status.budget().zone());
    }

    /// `On pace. At this pace ≈ $33 today.`; why there is none when it is too early.
    static String outlook(BudgetStatus status, Forecast forecast, Instant now) {
        OptionalLong atEnd = forecast.atEnd();
        if (atEnd.isEmpty()) {
            return Text.of("budgets.too_early");
        }
        String pace = Paces.words(forecast.pace(), now, status.budget().zone());
        return Text.of(
                "budgets.outlook",
                Sentences.begin(pace),
                Amounts.units(status.budget().measure(), rounded(status.budget().measure(), atEnd.getAsLong())),
                within(status.budget().window()));
    }

    /// A forecast is no better than its first digits: whole dollars above ten, cents below.
    private static long rounded(Measure measure, long units) {
        if (measure != Measure.MONEY) {
            return units;
        }
        long step = units > 10 * Amounts.DOLLAR ? Amounts.DOLLAR : Amounts.DOLLAR / 100;
        return units / step * step;
    }

    /// What happens at the limit, and when one is warned.
    static String atLimit(Budget budget) {
        String what = Text.of("budgets.at_limit." + budget.atLimit().name().toLowerCase(Locale.ROOT));
        if (budget.warnAtPercent().isEmpty()) {
            return what;
        }
        String shares = Sentences.list(budget.warnAtPercent().stream().map(percent -> percent + " %").toList());
        return Sentences.joined(what, Text.of("budgets.warns", shares));
    }

    /// `Raised by $10 until midnight UTC by ana: month end.`
    static String bump(Bump bump, BudgetStatus status, Instant now) {
        String key = bump.kind() == Bump.Kind.UNLOCK ? "budgets.bump.unlock" : "budgets.bump.raise";
        String words =
                Text.of(key, Amounts.units(status.budget().measure(), bump.amount()), end(status, now), bump.actor());
        return bump.reason().isEmpty() ? words + "." : Text.of("budgets.bump.why", words, bump.reason());
    }

    /// The style class and last part of text keys of a state.
    static String state(BudgetStatus.State state) {
        return switch (state) {
            case OK -> "ok";
            case SOFT -> "near";
            case DOWNGRADED -> "downgraded";
            case HALTED -> "halted";
        };
    }

    /// Share of the window that has passed; negative when it never ends.
    static double passed(BudgetStatus status, Instant now) {
        double whole = Duration.between(status.windowStart(), status.windowEnd()).toMillis();
        return status.budget().window() == Window.LIFETIME || whole <= 0
                ? -1
                : Duration.between(status.windowStart(), now).toMillis() / whole;
    }
}
