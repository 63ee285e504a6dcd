package signalbox.app.workloads;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import signalbox.app.form.Check;
import signalbox.app.form.Choice;
import signalbox.app.form.Describe;
import signalbox.app.form.Field;
import signalbox.app.form.Form;
import signalbox.app.form.MoneyField;
import signalbox.app.form.Prose;
import signalbox.app.text.Text;
import signalbox.core.policy.AtLimit;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Quality;
import signalbox.core.policy.Task;

/// The fields of one workload.
final class WorkloadForm {
    private static final int MOST_TOKENS = 100_000_000;

    private final TextField name = new TextField();
    private final TextField team = new TextField();
    private final ComboBox<Task> task = Choice.of(Task.values(), "word.");
    private final ComboBox<Quality> quality = Choice.of(Quality.values(), "word.");
    private final ComboBox<PiiClass> pii = Choice.of(PiiClass.values(), "word.");
    private final ComboBox<AtLimit> atLimit = Choice.of(AtLimit.values(), "word.");
    private final TextField maxTokens = new TextField();
    private final TextField warnAt = new TextField();
    private final MoneyField dayMoney = new MoneyField();
    private final TextField dayTokens = new TextField();
    private final CheckBox clamp = new CheckBox();
    private final CheckBox anyModel = new CheckBox();
    private final TargetsField targets = new TargetsField();
    private final Label others = Prose.hiddenWhileEmpty(Prose.styled("", "text-muted", "text-small"));
    private final ConductFields conduct = new ConductFields();
    private final Hyperlink lanes = new Hyperlink();
    private final Form form = new Form();

    WorkloadForm() {
        Describe.named(clamp, Text.of("workloads.clamp"), Text.of("workloads.clamp.help"), "");
        clamp.setText(Text.of("workloads.clamp"));
        clamp.setWrapText(true);
        Describe.named(anyModel, Text.of("workloads.any_model"), Text.of("workloads.any_model.help"), "");
        anyModel.setText(Text.of("workloads.any_model"));
        anyModel.setWrapText(true);
        warnAt.setMinWidth(90);
        identity();
        route();
        budgets();
        limits();
        conduct.addTo(form);
    }

    private void identity() {
        form.section("workloads.section.identity")
                .row(
                        Field.of("workloads.name", name, Check.name()),
                        Field.of("workloads.team", team, Check.optional(Check.name())))
                .row(Field.of("workloads.task", task), Field.of("workloads.quality", quality))
                .row(Field.of("workloads.pii", pii));
    }

    private void route() {
        lanes.setMinHeight(28);
        lanes.setWrapText(true);
        for (Node part : List.of(lanes, targets.node())) {
            part.managedProperty().bind(part.visibleProperty());
        }
        form.section("workloads.section.route").add(lanes).add(targets.node()).add(anyModel);
    }

    private void budgets() {
        form.section("workloads.section.budgets")
                .row(
                        Field.of("workloads.day_money", dayMoney.control(), Check.optional(Check.money())),
                        Field.of(
                                "workloads.day_tokens",
                                dayTokens,
                                Check.optional(Check.whole(0, 1_000_000_000_000_000L))))
                .row(Field.of("workloads.warn_at", warnAt, Check.whole(1, 99)), Field.of("workloads.at_limit", atLimit))
                .add(others);
    }

    private void limits() {
        form.section("workloads.section.limits")
                .row(Field.of("workloads.max_tokens", maxTokens, Check.whole(1, MOST_TOKENS)))
                .add(new VBox(8, clamp));
    }

    Node node() {
        return form.node();
    }

    /// @param fixedName whether the workload exists, so that its name stays
    /// @param everyTarget what its route can name
    /// @param otherBudgets budgets that this form does not edit, in words; empty for none
    void show(Draft draft, boolean fixedName, List<String> everyTarget, String otherBudgets) {
        name.setText(draft.name());
        name.setDisable(fixedName);
        team.setText(draft.team());
        task.setValue(draft.task());
        quality.setValue(draft.quality());
        pii.setValue(draft.pii());
        atLimit.setValue(draft.atLimit());
        maxTokens.setText(Integer.toString(draft.maxTokens()));
        warnAt.setText(Integer.toString(draft.warnAt()));
        money(draft.dayNanos());
        dayTokens.setText(draft.dayTokens() == Draft.NO_CAP ? "" : Long.toString(draft.dayTokens()));
        clamp.setSelected(draft.clamp());
        anyModel.setSelected(draft.anyModel());
        targets.set(draft.targets(), everyTarget);
        conduct.show(draft.conduct());
        others.setText(otherBudgets);
    }

    /// Shows where the route is edited instead of its targets, which alone do not make it; empty shows the targets.
    ///
    /// @param words what the route is
    void route(String words, Runnable open) {
        lanes.setText(words);
        lanes.setOnAction(press -> open.run());
        lanes.setVisible(!words.isEmpty());
        targets.node().setVisible(words.isEmpty());
    }

    private void money(long nanos) {
        if (nanos == Draft.NO_CAP) {
            dayMoney.control().setText("");
        } else {
            dayMoney.set(nanos);
        }
    }

    /// Whether all fields are well; the first that is not has the focus and says why.
    boolean valid() {
        boolean fields = form.valid();
        return targets.valid() && fields;
    }

    /// What the form says; call only when [#valid].
    Draft draft() {
        return new Draft(
                name.getText().strip(),
                task.getValue(),
                quality.getValue(),
                pii.getValue(),
                team.getText().strip(),
                whole(maxTokens),
                clamp.isSelected(),
                anyModel.isSelected(),
                targets.get(),
                dayMoney.nanos().orElse(Draft.NO_CAP),
                dayTokens.getText().isBlank() ? Draft.NO_CAP : Long.parseLong(digits(dayTokens)),
                whole(warnAt),
                atLimit.getValue(),
                conduct.conduct());
    }

    /// Calls `listener` whenever something was edited.
    void onEdit(Runnable listener) {
        for (TextField text : List.of(name, team, maxTokens, warnAt, dayMoney.control(), dayTokens)) {
            text.textProperty().subscribe((was, now) -> listener.run());
        }
        for (ComboBox<?> box : List.of(task, quality, pii, atLimit)) {
            box.valueProperty().subscribe((was, now) -> listener.run());
        }
        clamp.selectedProperty().subscribe((was, now) -> listener.run());
        anyModel.selectedProperty().subscribe((was, now) -> listener.run());
        targets.onChange(listener);
        conduct.onEdit(listener);
    }

    void focus() {
        (name.isDisabled() ? team : name).requestFocus();
    }

    private static int whole(TextField text) {
        return Integer.parseInt(digits(text));
    }

    private static String digits(TextField text) {
        return text.getText().strip().replace(",", "");
    }
}
