package signalbox.app.budgets;

import java.util.Locale;
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
import signalbox.app.shell.Route;
import signalbox.app.shell.Tools;
import signalbox.app.text.Text;
import signalbox.app.text.Times;
import signalbox.core.BudgetExplanation;
import signalbox.core.budget.Counters;
import signalbox.core.ledger.BudgetWindow.Posting;
import signalbox.core.ledger.CallId;
import signalbox.core.policy.Budget;
import signalbox.core.policy.Measure;
import signalbox.core.policy.Scope;

/// What makes up a budget’s figure: the counters beside what the rows say, and the rows themselves.
final class ExplainView {
    private static final double ROW = 28;
    private static final int SHOWN = 8;

    private final Tools tools;
    private final Label verdict = BudgetPane.wrapped("label");
    private final GridPane figures = new GridPane(16, 6);
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
        table();
        node = new VBox(12, title, verdict, figures, rows, calls);
        node.getStyleClass().add("explain");
    }

    Region node() {
        return node;
    }

    private void table() {
        Describe.control(rows, "budgets.explain.rows");
        rows.getStyleClass().add("dense");
        rows.setFixedCellSize(ROW);
        rows.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        rows.getColumns().add(column("time", posting -> Times.seconds(posting.at(), budget.zone())));
        rows.getColumns().add(column("call", posting -> posting.call() == 0 ? "" : CallId.format(posting.call())));
        rows.getColumns().add(column("kind", posting -> Text.of("budgets.posting." + lower(posting.kind()))));
        rows.getColumns().add(column("amount", posting -> amount(posting.amount())));
        rows.getColumns().getLast().getStyleClass().add("number");
        rows.setPlaceholder(new Label(Text.of("budgets.explain.none")));
    }

    private TableColumn<Posting, String> column(String key, java.util.function.Function<Posting, String> words) {
        var column = new TableColumn<Posting, String>(Text.of("budgets.column." + key));
        column.setCellValueFactory(row -> new ReadOnlyStringWrapper(words.apply(row.getValue())));
        column.setSortable(false);
        return column;
    }

    void show(BudgetDetails details) {
        budget = details.status().budget();
        boolean readable = details.explanation().isPresent();
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
        int lines = Math.clamp(rows.getItems().size(), 2, SHOWN);
        rows.setMinHeight((lines + 1) * ROW + 8);
        rows.setPrefHeight((lines + 1) * ROW + 8);
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
