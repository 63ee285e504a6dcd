package signalbox.app.routes;

import atlantafx.base.controls.Spacer;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import signalbox.app.text.Text;

/// A route in the list: name, whether an experiment runs, its size, who uses it.
final class RouteCell extends ListCell<RouteRow> {
    private final Label name = new Label();
    private final Label pill = new Label(Text.of("routes.pill.experiment"));
    private final Label size = new Label();
    private final Label users = new Label();
    private final VBox node;

    RouteCell() {
        name.getStyleClass().add("strong");
        name.setMinWidth(0);
        pill.getStyleClass().addAll("pill", "practice");
        pill.setMinWidth(Region.USE_PREF_SIZE);
        pill.managedProperty().bind(pill.visibleProperty());
        for (Label line : new Label[] {size, users}) {
            line.getStyleClass().addAll("text-small", "text-muted");
            line.setMinWidth(0);
        }
        var head = new HBox(8, name, new Spacer(), pill);
        head.setAlignment(Pos.CENTER_LEFT);
        node = new VBox(4, head, size, users);
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(RouteRow row, boolean empty) {
        super.updateItem(row, empty);
        setText(null);
        setGraphic(empty || row == null ? null : node);
        if (!empty && row != null) {
            name.setText(row.route().name());
            pill.setVisible(row.route().experiment().isPresent());
            size.setText(Text.of("routes.size", row.route().lanes().size(), row.route().targets().size()));
            users.setText(Text.of("routes.users", row.workloads().size()));
            setAccessibleText(String.join(", ", name.getText(), size.getText(), users.getText()));
        }
    }
}
