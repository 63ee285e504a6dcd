package signalbox.app.budgets;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.geometry.HPos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.shell.Route;
import signalbox.app.shell.Tools;
import signalbox.app.text.Text;
import signalbox.app.text.Times;
import signalbox.core.BudgetExplanation;
import signalbox.core.budget.Counters;
import signalbox.core.budget.OpenHolds;
import signalbox.core.budget.OpenHolds.OpenHold;
import signalbox.core.ledger.BudgetWindow.Posting;
import signalbox.core.ledger.CallId;
import signalbox.core.policy.Budget;
import signalbox.core.policy.Measure;
import signalbox.core.policy.Scope;

/// What makes up a budget’s figure: the counters beside what the rows say, and the rows themselves.
final class ExplainView {
    private static final double ROW = 28;
    private static final double HEAD = 38;
    private static final int SHOWN = 8;
    private static final List<Double> HOLD_WIDTHS = List.of(80.0, 125.0, 125.0, 175.0, 80.0);

    private final Tools tools;
    private final Label verdict = Prose.body("");
    private final GridPane figures = new GridPane(16, 6);
    private final TableView<OpenHold> holds = new TableView<>();
    private final Label moreHolds = Prose.muted("");
    private final TableView<Posting> rows = new TableView<>();
    private final Button calls = new Button();
    private final VBox node;
    private Budget budget;

    ExplainView(Tools tools) {
        this.tools = tools;
        var title = new Label(Text.of("budgets.explain.title"));
        title.getStyleClass().add("strong");
        Describe.button(calls, "budgets.explain.calls");
        calls.managedProperty().bind(calls.visibleProperty());
        calls.setOnAction(press -> tools.navigator().go(new Route.Requests(filter(budget.scope()))));
        figures.getStyleClass().add("facts");
        holdTable();
        table();
        node = new VBox(12, title, verdict, figures, holds, moreHolds, rows, calls);
        node.getStyleClass().add("explain");
    }

    Region node() {
        return node;
    }

    private void holdTable() {
        dense(holds, "budgets.explain.holds");
        holds.managedProperty().bind(holds.visibleProperty());
        moreHolds.managedProperty().bind(moreHolds.visibleProperty());
        holds.getColumns().add(column("since", hold -> Times.seconds(hold.since(), budget.zone())));
        holds.getColumns().add(column("call", hold -> CallId.format(hold.call())));
        holds.getColumns().add(column("workload", hold -> hold.subject().workload()));
        holds.getColumns().add(column("model", hold -> hold.subject().provider() + "/" + hold.subject().model()));
        holds.getColumns().add(column("held", hold -> amount(hold.amount())));
        holds.getColumns().getLast().getStyleClass().add("number");
        for (int i = 0; i < HOLD_WIDTHS.size(); i++) {
            holds.getColumns().get(i).setMinWidth(HOLD_WIDTHS.get(i));
        }
    }

    private static void dense(TableView<?> table, String key) {
        Describe.control(table, key);
        table.getStyleClass().add("dense");
        table.setFixedCellSize(ROW);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    }

    private void table() {
        dense(rows, "budgets.explain.rows");
        rows.getColumns().add(column("time", posting -> Times.seconds(posting.at(), budget.zone())));
        rows.getColumns().add(column("call", posting -> posting.call() == 0 ? "" : CallId.format(posting.call())));
        rows.getColumns().add(column("kind", posting -> Text.of("budgets.posting." + lower(posting.kind()))));
        rows.getColumns().add(column("amount", posting -> amount(posting.amount())));
        rows.getColumns().getLast().getStyleClass().add("number");
        rows.setPlaceholder(new Label(Text.of("budgets.explain.none")));
    }

    private static <T> TableColumn<T, String> column(String key, Function<T, String> words) {
        var column = new TableColumn<T, String>(Text.of("budgets.column." + key));
        column.setCellValueFactory(row -> new ReadOnlyStringWrapper(words.apply(row.getValue())));
        column.setSortable(false);
        return column;
    }

    void show(BudgetDetails details) {
        budget = details.status().budget();
        boolean readable = details.explanation().isPresent();
        show(details.explanation().map(BudgetExplanation::holds).orElse(OpenHolds.NONE));
        figures.setVisible(readable);
        rows.setVisible(readable);
        calls.setVisible(readable && !filter(budget.scope()).isEmpty());
        figures.getChildren().clear();
        if (!readable) {
            verdict.setText(BudgetPane.unreadable(details.problem()));
            return;
        }
        BudgetExplanation explanation = details.explanation().get();
        verdict.setText(verdict(explanation));
        figures(explanation);
        rows.getItems().setAll(explanation.ledger().newest());
        fit(rows, 2);
    }

    private void show(OpenHolds open) {
        holds.getItems().setAll(open.largest());
        holds.setVisible(!open.largest().isEmpty());
        fit(holds, 1);
        moreHolds.setVisible(open.more() > 0);
        moreHolds.setText(Text.of("budgets.explain.more", open.more(), amount(open.moreAmount())));
    }

    private static void fit(TableView<?> table, int least) {
        int lines = Math.clamp(table.getItems().size(), least, SHOWN);
        table.setMinHeight(HEAD + lines * ROW);
        table.setPrefHeight(HEAD + lines * ROW);
    }

    private String verdict(BudgetExplanation explanation) {
        return explanation.difference() == 0
                ? Text.of("budgets.explain.agrees", explanation.ledger().calls())
                : Text.of("budgets.explain.differs", amount(explanation.difference()));
    }

    private void figures(BudgetExplanation explanation) {
        int at = 0;
        at = row(at, "charged", explanation.ledger().charged());
        if (explanation.counters().isPresent()) {
            Counters counters = explanation.counters().get();
            at = row(at, "unrecorded", counters.unrecorded());
            at = row(at, "holds", counters.held(), counters.holds());
            at = row(at, "unreported", counters.unreported());
            at = row(at, "moved", counters.moved());
        }
        row(at, "lifted", explanation.ledger().lifted());
    }

    private int row(int at, String key, long units, Object... arguments) {
        var label = new Label(Text.of("budgets.figure." + key, arguments));
        label.getStyleClass().add("text-muted");
        var figure = new Label(amount(units));
        figure.setMinWidth(Region.USE_PREF_SIZE);
        GridPane.setHalignment(figure, HPos.RIGHT);
        figures.addRow(at, label, figure);
        return at + 1;
    }

    private String amount(long units) {
        Measure measure = budget.measure();
        return units < 0 ? "−" + BudgetWords.figure(measure, -units) : BudgetWords.figure(measure, units);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /// The filter of the request list that finds the calls; empty when there is none.
    private static String filter(Scope scope) {
        return switch (scope) {
            case Scope.OfWorkload(String name) -> "workload:" + name;
            case Scope.OfKey(String name) -> "key:" + name;
            case Scope.OfProvider(String name) -> "provider:" + name;
            case Scope.OfModel(String _, String model) -> "model:" + model;
            case Scope.OfTeam _, Scope.Everything _ -> "";
        };
    }
}
