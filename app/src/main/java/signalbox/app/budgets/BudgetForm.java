package signalbox.app.budgets;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import signalbox.app.form.Check;
import signalbox.app.form.Choice;
import signalbox.app.form.Field;
import signalbox.app.form.Form;
import signalbox.app.text.Text;
import signalbox.app.text.Times;
import signalbox.core.policy.AtLimit;
import signalbox.core.policy.Budget;
import signalbox.core.policy.Measure;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Scope;
import signalbox.core.policy.Window;
import signalbox.core.policy.Workload;

/// The fields of one budget.
final class BudgetForm {
    private static final double FIELD = 250;

    private final TextField name = new TextField();
    private final ComboBox<String> scope;
    private final ComboBox<Measure> measure = Choice.of(Measure.values(), "budgets.measure.");
    private final TextField cap = new TextField();
    private final ComboBox<Window> window = Choice.of(Window.values(), "budgets.window.");
    private final ComboBox<String> zone = new ComboBox<>();
    private final TextField warnAt = new TextField();
    private final ComboBox<AtLimit> atLimit = Choice.of(AtLimit.values(), "word.");
    private final Form form = new Form();
    private boolean named;

    /// @param before the budget to edit; null for a new one
    BudgetForm(Policy policy, Budget before) {
        scope = Choice.of(scopes(policy), reference -> BudgetWords.scope(Scope.parse(reference)));
        scope.setVisibleRowCount(8);
        zone.setEditable(true);
        zone.getItems().setAll(zones());
        cap.setId("budget-cap");
        show(before == null ? fresh() : before);
        name.setDisable(before != null);
        Check free =
                Check.that(typed -> before != null || !policy.budgets().containsKey(typed.strip()), "budgets.taken");
        row(Field.of("budgets.scope", scope), Field.of("budgets.name", name, Check.all(Check.name(), free)));
        row(Field.of("budgets.measure", measure), capField());
        row(Field.of("budgets.window", window), Field.of("budgets.zone", zone, this::zoneComplaint));
        row(Field.of("budgets.warn_at", warnAt, shares()), Field.of("budgets.at_limit", atLimit));
        if (before == null) {
            suggestName();
        }
    }

    /// Two fields of the same width, however long their words are.
    private void row(Field... fields) {
        for (Field field : fields) {
            ((Region) field.node()).setPrefWidth(FIELD);
        }
        form.row(fields);
    }

    private Field capField() {
        return Field.of("budgets.cap", cap, Check.that(typed -> cap().isPresent(), "budgets.cap.wrong"));
    }

    private static Budget fresh() {
        return new Budget(
                "", new Scope.Everything(), Measure.MONEY, 0, Window.DAY, ZoneOffset.UTC, List.of(80), AtLimit.HALT);
    }

    private void show(Budget budget) {
        name.setText(budget.name());
        scope.setValue(budget.scope().reference());
        measure.setValue(budget.measure());
        cap.setText(budget.name().isEmpty() ? "" : CapText.write(budget.measure(), budget.cap()));
        window.setValue(budget.window());
        zone.setValue(Times.zoneName(budget.zone()));
        warnAt.setText(String.join(", ", budget.warnAtPercent().stream().map(String::valueOf).toList()));
        atLimit.setValue(budget.atLimit());
    }

    /// A new budget is named after what it counts, until somebody writes another name.
    private void suggestName() {
        name.textProperty().subscribe((was, now) -> named |= name.isFocused());
        Runnable suggest =
                () -> {
                    if (!named) {
                        String of = scope.getValue().substring(scope.getValue().indexOf(':') + 1).replace('/', '-');
                        name.setText(of + "-" + window.getValue().name().toLowerCase(Locale.ROOT));
                    }
                };
        scope.valueProperty().subscribe((was, now) -> suggest.run());
        window.valueProperty().subscribe((was, now) -> suggest.run());
        suggest.run();
    }

    Node node() {
        return form.node();
    }

    void focus() {
        (name.isDisabled() ? cap : scope).requestFocus();
    }

    boolean valid() {
        return form.valid();
    }

    void onEdit(Runnable listener) {
        for (TextField text : List.of(name, cap, warnAt)) {
            text.textProperty().subscribe((was, now) -> listener.run());
        }
        for (ComboBox<?> box : List.of(scope, measure, window, zone, atLimit)) {
            box.valueProperty().subscribe((was, now) -> listener.run());
        }
    }

    /// What the fields say; empty while one of them cannot be read.
    Optional<Budget> budget() {
        if (cap().isEmpty() || zoneComplaint().isPresent() || shares().apply(text(warnAt)).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                new Budget(
                        text(name),
                        Scope.parse(scope.getValue()),
                        measure.getValue(),
                        cap().getAsLong(),
                        window.getValue(),
                        ZoneId.of(zone.getValue().strip()),
                        percents(text(warnAt)),
                        atLimit.getValue()));
    }

    private OptionalLong cap() {
        return CapText.read(measure.getValue(), text(cap));
    }

    private Optional<String> zoneComplaint() {
        try {
            ZoneId.of(zone.getValue() == null ? "" : zone.getValue().strip());
            return Optional.empty();
        } catch (DateTimeException unknown) {
            return Optional.of(Text.of("budgets.zone.wrong"));
        }
    }

    private static Check shares() {
        return Check.that(
                typed ->
                        Stream.of(typed.split(","))
                                .map(String::strip)
                                .allMatch(part -> part.isEmpty() && typed.isBlank() || part.matches("[1-9][0-9]?")),
                "budgets.warn_at.wrong");
    }

    private static List<Integer> percents(String typed) {
        return typed.isBlank()
                ? List.of()
                : Stream.of(typed.split(",")).map(String::strip).map(Integer::valueOf).sorted().distinct().toList();
    }

    private static String text(TextField field) {
        return field.getText() == null ? "" : field.getText().strip();
    }

    /// Everything a policy lets a budget count, as references.
    private static List<String> scopes(Policy policy) {
        var scopes = new ArrayList<String>();
        scopes.add(new Scope.Everything().reference());
        policy.workloads().keySet().forEach(each -> scopes.add(new Scope.OfWorkload(each).reference()));
        policy.workloads().values().stream()
                .map(Workload::team)
                .filter(team -> !team.isEmpty())
                .distinct()
                .forEach(team -> scopes.add(new Scope.OfTeam(team).reference()));
        policy.keys().keySet().forEach(each -> scopes.add(new Scope.OfKey(each).reference()));
        policy.providers()
                .forEach((provider, each) -> {
                    scopes.add(new Scope.OfProvider(provider).reference());
                    each.models().keySet().forEach(id -> scopes.add(new Scope.OfModel(provider, id).reference()));
                });
        return scopes;
    }

    private static List<String> zones() {
        return Stream.concat(
                        Stream.of("UTC", ZoneId.systemDefault().getId()),
                        ZoneId.getAvailableZoneIds().stream()
                                .filter(id -> id.matches("(Europe|America|Asia|Africa|Australia|Pacific)/.*"))
                                .sorted())
                .distinct()
                .toList();
    }
}
