package signalbox.app.workloads;

import atlantafx.base.controls.Spacer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import signalbox.app.chart.CapBar;
import signalbox.app.chart.SpentWords;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;
import signalbox.core.budget.BudgetStatus;

/// A workload in the list: name, state, cap bar and what it is served by.
final class WorkloadCell extends ListCell<WorkloadRow> {
    private final Label name = new Label();
    private final Label pill = new Label();
    private final Label figures = new Label();
    private final Label models = new Label();
    private final CapBar bar = new CapBar();
    private final InstantSource clock;
    private final VBox node;

    WorkloadCell(InstantSource clock) {
        this.clock = clock;
        name.getStyleClass().add("strong");
        name.setMinWidth(0);
        pill.getStyleClass().add("pill");
        pill.setMinWidth(Region.USE_PREF_SIZE);
        figures.getStyleClass().add("text-small");
        figures.setMinWidth(0);
        models.getStyleClass().addAll("text-small", "text-muted");
        models.setMinWidth(0);
        var head = new HBox(8, name, new Spacer(), pill);
        head.setAlignment(Pos.CENTER_LEFT);
        node = new VBox(4, head, bar, figures, models);
        node.setMaxWidth(Double.MAX_VALUE);
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(WorkloadRow row, boolean empty) {
        super.updateItem(row, empty);
        setText(null);
        setGraphic(empty || row == null ? null : node);
        if (!empty && row != null) {
            show(row);
        }
    }

    private void show(WorkloadRow row) {
        name.setText(row.name());
        state(row);
        models.setText(models(row));
        BudgetStatus tightest = row.tightest();
        bar.setVisible(tightest != null);
        bar.setManaged(tightest != null);
        if (tightest == null) {
            figures.setText(Text.of("workloads.no_cap"));
        } else {
            bar.show(tightest, passed(tightest, clock.instant()));
            figures.setText(SpentWords.of(tightest));
        }
        setAccessibleText(name.getText() + ", " + pill.getText() + ", " + figures.getText());
    }

    private static String models(WorkloadRow row) {
        String first = row.targets().isEmpty() ? Amounts.NOTHING : row.targets().getFirst();
        int more = row.targets().size() - 1;
        String text = more > 0 ? Text.of("workloads.models", first, more) : first;
        return row.practice() ? Text.of("workloads.simulated", text) : text;
    }

    private void state(WorkloadRow row) {
        String state =
                switch (row.state()) {
                    case null -> "muted";
                    case OK -> "ok";
                    case SOFT, DOWNGRADED -> "near";
                    case HALTED -> "halted";
                };
        pill.getStyleClass().setAll("label", "pill", state);
        pill.setText(Text.of("workloads.state." + state));
    }

    private static double passed(BudgetStatus status, Instant now) {
        if (status.windowEnd() == null || status.windowEnd().equals(Instant.MAX)) {
            return -1;
        }
        double whole = Duration.between(status.windowStart(), status.windowEnd()).toMillis();
        return whole <= 0 ? -1 : Duration.between(status.windowStart(), now).toMillis() / whole;
    }
}
