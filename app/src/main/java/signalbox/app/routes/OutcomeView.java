package signalbox.app.routes;

import java.time.Duration;
import java.util.List;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import signalbox.app.form.Prose;
import signalbox.app.shell.ErrorBoundary;
import signalbox.app.text.Amounts;
import signalbox.app.text.OutcomeWords;
import signalbox.app.text.Text;
import signalbox.app.text.Times;
import signalbox.core.ledger.Ledger.ArmOutcome;

/// How the arms of an experiment have done, as figures and as what they are worth.
final class OutcomeView {
    private static final List<String> COLUMNS = List.of("arm", "calls", "failed", "p50", "p95", "cost", "each");

    private final GridPane grid = new GridPane(16, 6);
    private final VBox words = new VBox(4);
    private final VBox node;

    OutcomeView() {
        var title = new Label(Text.of("routes.outcome.title", RoutesModel.DAYS));
        title.getStyleClass().add("strong");
        node = new VBox(8, title, grid, words);
        node.managedProperty().bind(node.visibleProperty());
        node.setVisible(false);
    }

    Region node() {
        return node;
    }

    void show(Outcomes outcomes) {
        node.setVisible(!outcomes.experiment().isEmpty());
        grid.getChildren().clear();
        words.getChildren().clear();
        if (outcomes.problem() != null) {
            say(Text.of("routes.outcome.unreadable", ErrorBoundary.sentence(outcomes.problem())));
            return;
        }
        if (!outcomes.arms().isEmpty()) {
            head();
            outcomes.arms().forEach(this::row);
        }
        OutcomeWords.of(outcomes.arms()).forEach(this::say);
    }

    private void head() {
        for (int column = 0; column < COLUMNS.size(); column++) {
            add(Text.of("routes.outcome.column." + COLUMNS.get(column)), column, 0, "text-muted");
        }
    }

    private void row(ArmOutcome arm) {
        int row = grid.getRowCount();
        boolean answered = arm.millisP95() > 0;
        add(arm.arm(), 0, row, "mono");
        add(Amounts.count(arm.calls()), 1, row, "figure");
        add(Amounts.count(arm.failed()), 2, row, "figure");
        add(answered ? Times.latency(Duration.ofMillis(arm.millisP50())) : Amounts.NOTHING, 3, row, "figure");
        add(answered ? Times.latency(Duration.ofMillis(arm.millisP95())) : Amounts.NOTHING, 4, row, "figure");
        add(Amounts.money(arm.costNanos()), 5, row, "figure");
        add(Amounts.money(OutcomeWords.eachNanos(arm)), 6, row, "figure");
    }

    private void add(String text, int column, int row, String style) {
        var label = new Label(text);
        label.getStyleClass().add(style);
        label.setMinWidth(Region.USE_PREF_SIZE);
        GridPane.setHalignment(label, column == 0 ? HPos.LEFT : HPos.RIGHT);
        grid.add(label, column, row);
    }

    private void say(String sentence) {
        words.getChildren().add(Prose.body(sentence));
    }
}
