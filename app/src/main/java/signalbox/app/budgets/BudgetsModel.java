package signalbox.app.budgets;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import signalbox.app.live.Background;
import signalbox.app.shell.ChangedMeanwhile;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;
import signalbox.core.BudgetExplanation;
import signalbox.core.Forecasts;
import signalbox.core.Router;
import signalbox.core.RouterException;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.budget.Bump;
import signalbox.core.budget.Forecast;
import signalbox.core.policy.Amount;
import signalbox.core.policy.Budget;
import signalbox.core.policy.Loosening;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policy.PolicyChange.Part;

/// State and actions of the budgets screen. FX thread; the router is asked in the background, one reading at a time.
public final class BudgetsModel {
    static final int ROWS = 50;

    private final Router router;
    private final Paced paced;
    private final Background background;
    private final InstantSource clock;
    private final String actor;
    private final ReadOnlyObjectWrapper<List<BudgetRow>> rows = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<BudgetDetails> details = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Exception> failure = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper known = new ReadOnlyBooleanWrapper();
    private String wanted = "";
    private boolean reading;
    private boolean looking;

    public BudgetsModel(Router router, Background background, InstantSource clock, String actor) {
        this.router = router;
        paced = new Paced(router);
        this.background = background;
        this.clock = clock;
        this.actor = actor;
    }

    /// Every budget: the halted first, then in the operator’s order.
    public ReadOnlyObjectProperty<List<BudgetRow>> rows() {
        return rows.getReadOnlyProperty();
    }

    /// The budget last asked for with [#look]; null before, and when it has gone.
    ReadOnlyObjectProperty<BudgetDetails> details() {
        return details.getReadOnlyProperty();
    }

    /// Why the last reading failed; null when it did not. The figures are then those of the reading before.
    public ReadOnlyObjectProperty<Exception> failure() {
        return failure.getReadOnlyProperty();
    }

    /// Whether the budgets have been read at all.
    public ReadOnlyBooleanProperty known() {
        return known.getReadOnlyProperty();
    }

    public Policy policy() {
        return router.policy();
    }

    /// Reads the list anew, and the details when their budget has changed.
    public void refresh() {
        if (reading) {
            return;
        }
        reading = true;
        background.run(
                this::read,
                found -> {
                    reading = false;
                    failure.set(null);
                    known.set(true);
                    rows.set(found);
                    follow();
                },
                problem -> {
                    reading = false;
                    failure.set(problem);
                });
    }

    /// Shows the details of another budget.
    public void look(String budget) {
        wanted = budget;
        if (details.get() != null && !details.get().status().budget().name().equals(budget)) {
            details.set(null);
        }
        follow();
    }

    private List<BudgetRow> read() {
        var budgets =
                router.budgets().stream()
                        .sorted(Comparator.comparing(one -> one.state() != BudgetStatus.State.HALTED))
                        .toList();
        return paced.rows(budgets, clock.instant());
    }

    private void follow() {
        Optional<BudgetStatus> now =
                rows.get().stream()
                        .map(BudgetRow::status)
                        .filter(one -> one.budget().name().equals(wanted))
                        .findFirst();
        if (now.isEmpty()) {
            details.set(null);
        } else if (!looking && (details.get() == null || !now.get().equals(details.get().status()))) {
            looking = true;
            background.run(() -> detailsOf(now.get()), this::found, this::notFound);
        }
    }

    private BudgetDetails detailsOf(BudgetStatus status) {
        Instant now = clock.instant();
        long suggested = router.suggestCeiling(status);
        try {
            BudgetExplanation explained = router.explainBudget(status.budget().name(), Optional.empty(), ROWS);
            Forecast forecast = Forecasts.of(router.ledger(), status, explained.practice(), now);
            return new BudgetDetails(status, forecast, suggested, Optional.of(explained), null);
        } catch (RouterException | IllegalStateException unreadable) {
            Forecast forecast = Forecast.of(status, now, OptionalLong.empty(), OptionalLong.empty());
            return new BudgetDetails(status, forecast, suggested, Optional.empty(), unreadable);
        }
    }

    private void found(BudgetDetails now) {
        looking = false;
        if (now.status().budget().name().equals(wanted)) {
            details.set(now);
        } else {
            follow();
        }
    }

    private void notFound(Exception problem) {
        looking = false;
        failure.set(problem);
    }

    /// What putting this budget in place lets through that is stopped now.
    public List<String> loosens(Budget after) {
        Policy policy = policy();
        Budget before = policy.budgets().get(after.name());
        var sentences = new ArrayList<String>();
        Budget rest = after;
        if (before != null && sameCount(before, after) && after.cap() > before.cap()) {
            String more = Amounts.units(after.measure(), after.cap() - before.cap());
            sentences.add(Text.of("budgets.effect.more", more, BudgetWords.within(after.window())));
            rest = after.withCap(before.cap());
        }
        sentences.addAll(Loosening.of(policy, new PolicyChange.Put(new Part.OfBudget(rest)).applyTo(policy)));
        return sentences;
    }

    private static boolean sameCount(Budget before, Budget after) {
        return before.scope().equals(after.scope())
                && before.measure() == after.measure()
                && before.window() == after.window();
    }

    /// Puts a budget in place.
    ///
    /// @param before as it stood when the form was opened; null for a new one
    /// @param done gets the change that undoes it
    /// @param failed gets `changed_meanwhile` when somebody else changed it since
    public void put(
            Budget before, Budget after, String reason, Consumer<PolicyChange> done, Consumer<Exception> failed) {
        change(
                () -> {
                    ChangedMeanwhile.check(after.name(), before, router.policy().budgets().get(after.name()));
                    return router.apply(new PolicyChange.Put(new Part.OfBudget(after)), actor, reason);
                },
                done,
                failed);
    }

    public void remove(Budget budget, Consumer<PolicyChange> done, Consumer<Exception> failed) {
        change(() -> router.apply(new PolicyChange.Remove(new Part.OfBudget(budget)), actor, ""), done, failed);
    }

    /// Takes a change of the policy back.
    public void undo(PolicyChange undo, Consumer<Exception> failed) {
        change(() -> router.apply(undo, actor, ""), _ -> {}, failed);
    }

    /// Lifts a cap until its window ends.
    ///
    /// @param ceiling in the budget’s unit; empty takes the suggestion
    public void lift(
            Budget budget,
            Bump.Kind kind,
            OptionalLong ceiling,
            String reason,
            Consumer<BudgetStatus> done,
            Consumer<Exception> failed) {
        Optional<Amount> to =
                ceiling.isEmpty() ? Optional.empty() : Optional.of(new Amount(budget.measure(), ceiling.getAsLong()));
        change(() -> router.lift(budget.name(), kind, to, actor, reason), done, failed);
    }

    /// Takes back the lifts of a budget’s window.
    public void withdraw(String budget, Runnable done, Consumer<Exception> failed) {
        change(
                () -> {
                    router.withdrawBumps(budget, actor);
                    return budget;
                },
                _ -> done.run(),
                failed);
    }

    /// Says that what a crash left unreported was not spent.
    public void release(String budget, Consumer<BudgetStatus> done, Consumer<Exception> failed) {
        change(() -> router.releaseUnreported(budget, actor), done, failed);
    }

    private <T> void change(Callable<T> action, Consumer<? super T> done, Consumer<Exception> failed) {
        background.run(
                action,
                result -> {
                    refresh();
                    done.accept(result);
                },
                failed::accept);
    }
}
