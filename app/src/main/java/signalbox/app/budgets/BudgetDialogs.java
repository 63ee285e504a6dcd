package signalbox.app.budgets;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import signalbox.app.form.Check;
import signalbox.app.form.Describe;
import signalbox.app.form.EffectLine;
import signalbox.app.form.Field;
import signalbox.app.form.Form;
import signalbox.app.form.Prose;
import signalbox.app.shell.Conflict;
import signalbox.app.shell.ErrorBoundary;
import signalbox.app.shell.Tools;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.budget.Bump;
import signalbox.core.policy.Budget;
import signalbox.core.policy.Measure;
import signalbox.core.policy.PolicyChange;

/// What can be done about a budget: each action with its question, its toast and its undo. FX thread.
final class BudgetDialogs {
    private final Tools tools;
    private final BudgetsModel model;
    private final Consumer<String> show;

    /// @param show brings a budget to the front by its name
    BudgetDialogs(Tools tools, BudgetsModel model, Consumer<String> show) {
        this.tools = tools;
        this.model = model;
        this.show = show;
    }

    void create() {
        edit(null);
    }

    /// @param budget null for a new one
    void edit(Budget budget) {
        var form = new BudgetForm(model.policy(), budget);
        var effect = new EffectLine();
        var problem = problem();
        form.onEdit(() -> effect.show(form.budget().map(model::loosens).orElse(List.of())));
        var save = accent(budget == null ? "budgets.create" : "budgets.apply");
        save.setOnAction(press -> {
            if (form.valid()) {
                form.budget().ifPresent(after -> put(budget, after, effect.reason(), problem));
            }
        });
        String title = budget == null ? Text.of("budgets.new") : Text.of("budgets.edit.title", budget.name());
        var box = new VBox(12, form.node(), effect.node(), problem);
        box.setPrefWidth(512);
        tools.modals().show(title, box, tools.modals().cancel(), save);
        form.focus();
    }

    /// @param before what the form was filled from
    private void put(Budget before, Budget after, String reason, Label problem) {
        model.put(
                before,
                after,
                reason,
                undo -> {
                    tools.modals().hide();
                    show.accept(after.name());
                    undoable(Text.of(before == null ? "budgets.created" : "budgets.changed", after.name()), undo);
                },
                failure -> refused(failure, after, reason, problem));
    }

    private void refused(Exception failure, Budget after, String reason, Label problem) {
        Budget theirs = model.policy().budgets().get(after.name());
        boolean conflict =
                new Conflict(tools)
                        .asked(
                                failure,
                                after.name(),
                                policy -> new PolicyChange.Put(new PolicyChange.Part.OfBudget(after)),
                                () -> put(theirs, after, reason, problem),
                                tools.modals()::hide);
        problem.setText(conflict ? "" : ErrorBoundary.sentence(failure));
    }

    void remove(Budget budget) {
        tools.modals()
                .confirm(
                        Text.of("budgets.remove.title", budget.name()),
                        Text.of(
                                "budgets.remove.sentence",
                                BudgetWords.scope(budget.scope()),
                                Amounts.units(budget.measure(), budget.cap())),
                        Text.of("budgets.remove.verb", budget.name()),
                        () ->
                                model.remove(
                                        budget,
                                        undo -> undoable(Text.of("budgets.removed", budget.name()), undo),
                                        tools.toasts()::fail));
    }

    void unlock(BudgetDetails details) {
        lift(details.status().budget(), Bump.Kind.UNLOCK, OptionalLong.empty(), "");
    }

    void raise(BudgetDetails details) {
        BudgetStatus status = details.status();
        Measure measure = status.budget().measure();
        var ceiling = new TextField(CapText.write(measure, details.suggested()));
        var effect = new EffectLine();
        Check above =
                Check.that(
                        typed -> CapText.read(measure, typed).orElse(0) > Math.max(status.cap(), status.spent()),
                        "budgets.raise.low",
                        Amounts.units(measure, Math.max(status.cap(), status.spent())));
        var form = new Form().row(Field.of("budgets.raise.field", ceiling, above));
        Runnable tell = () -> effect.show(more(status, CapText.read(measure, ceiling.getText()).orElse(0)));
        ceiling.textProperty().subscribe((was, now) -> tell.run());
        tell.run();
        var until =
                Prose.muted(
                        Text.of(
                                "budgets.raise.until",
                                BudgetWords.end(status, tools.clock().instant()),
                                Amounts.units(measure, status.budget().cap())));
        var go = accent("budgets.raise.apply");
        go.setOnAction(press -> {
            if (form.valid()) {
                tools.modals().hide();
                lift(status.budget(), Bump.Kind.RAISE, CapText.read(measure, ceiling.getText()), effect.reason());
            }
        });
        var box = new VBox(12, form.node(), until, effect.node());
        box.setPrefWidth(420);
        tools.modals().show(Text.of("budgets.raise.title", status.budget().name()), box, tools.modals().cancel(), go);
        ceiling.requestFocus();
    }

    private static List<String> more(BudgetStatus status, long ceiling) {
        Budget budget = status.budget();
        return ceiling <= status.cap()
                ? List.of()
                : List.of(
                        Text.of(
                                "budgets.effect.more",
                                Amounts.units(budget.measure(), ceiling - status.cap()),
                                BudgetWords.within(budget.window())));
    }

    private void lift(Budget budget, Bump.Kind kind, OptionalLong ceiling, String reason) {
        model.lift(
                budget,
                kind,
                ceiling,
                reason,
                lifted ->
                        tools.toasts()
                                .say(
                                        Text.of(
                                                "budgets.lifted",
                                                budget.name(),
                                                Amounts.units(budget.measure(), lifted.cap()),
                                                BudgetWords.end(lifted, tools.clock().instant())),
                                        () -> model.withdraw(budget.name(), () -> {}, tools.toasts()::fail)),
                tools.toasts()::fail);
    }

    void withdraw(BudgetStatus status) {
        Budget budget = status.budget();
        String cap = Amounts.units(budget.measure(), budget.cap());
        model.withdraw(
                budget.name(),
                () -> tools.toasts().say(Text.of("budgets.withdrawn", budget.name(), cap)),
                tools.toasts()::fail);
    }

    /// Cannot be undone, so it is asked first.
    void release(BudgetStatus status) {
        String amount = BudgetWords.figure(status.budget().measure(), status.unreported());
        String name = status.budget().name();
        tools.modals()
                .confirm(
                        Text.of("budgets.release.title", amount, name),
                        Text.of("budgets.release.sentence", amount, BudgetWords.within(status.budget().window())),
                        Text.of("budgets.release", amount),
                        () ->
                                model.release(
                                        name,
                                        _ -> tools.toasts().say(Text.of("budgets.released", amount, name)),
                                        tools.toasts()::fail));
    }

    private void undoable(String sentence, PolicyChange undo) {
        tools.toasts().say(sentence, () -> model.undo(undo, tools.toasts()::fail));
    }

    private static Label problem() {
        return Prose.hiddenWhileEmpty(Prose.styled("", "danger-text"));
    }

    private static Button accent(String key) {
        var button = new Button();
        Describe.button(button, key);
        button.getStyleClass().add("accent");
        return button;
    }
}
