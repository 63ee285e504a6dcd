package signalbox.app.budgets;

import atlantafx.base.controls.Spacer;
import java.time.InstantSource;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import signalbox.app.chart.CapBar;
import signalbox.app.chart.Paces;
import signalbox.app.chart.SpentWords;
import signalbox.app.form.Prose;
import signalbox.app.text.Sentences;
import signalbox.app.text.Text;

/// A budget in the list: name, state, bands, figures, whose calls it counts and its pace.
final class BudgetCell extends ListCell<BudgetRow> {
    private final Label name = new Label();
    private final Label pill = new Label();
    private final Label figures = new Label();
    private final Label scope = new Label();
    private final Label pace = new Label();
    private final CapBar bar = new CapBar();
    private final InstantSource clock;
    private final VBox node;

    BudgetCell(InstantSource clock) {
        this.clock = clock;
        name.getStyleClass().add("strong");
        name.setMinWidth(0);
        pill.setMinWidth(Region.USE_PREF_SIZE);
        figures.getStyleClass().add("text-small");
        figures.setMinWidth(0);
        scope.getStyleClass().addAll("text-small", "text-muted");
        scope.setMinWidth(0);
        pace.getStyleClass().addAll("text-small", "text-muted");
        pace.setMinWidth(0);
        Prose.hiddenWhileEmpty(pace);
        var head = new HBox(8, name, new Spacer(), pill);
        head.setAlignment(Pos.CENTER_LEFT);
        node = new VBox(4, head, bar, figures, scope, pace);
        node.setMaxWidth(Double.MAX_VALUE);
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(BudgetRow row, boolean empty) {
        super.updateItem(row, empty);
        setText(null);
        setGraphic(empty || row == null ? null : node);
        if (!empty && row != null) {
            show(row);
        }
    }

    private void show(BudgetRow row) {
        var now = clock.instant();
        name.setText(row.name());
        String state = BudgetWords.state(row.status().state());
        pill.getStyleClass().setAll("label", "pill", state);
        pill.setText(Text.of("budgets.state." + state));
        bar.show(row.status(), BudgetWords.passed(row.status(), now));
        figures.setText(SpentWords.of(row.status()));
        scope.setText(BudgetWords.scope(row.status().budget().scope()));
        pace.setText(Sentences.begin(Paces.words(row.pace(), now, row.status().budget().zone())));
        setAccessibleText(
                String.join(", ", name.getText(), pill.getText(), figures.getText(), scope.getText(), pace.getText()));
    }
}
