package signalbox.app.preferences;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.VBox;
import signalbox.app.form.Prose;
import signalbox.app.text.Text;

/// Settings that belong together, under a heading.
final class Section {
    private final String title;
    private final List<SettingRow> rows;
    private final VBox node = new VBox();

    Section(String key, SettingRow... rows) {
        this.title = Text.of(key);
        this.rows = List.of(rows);
        var heading = Prose.title(title);
        node.getChildren().add(heading);
        this.rows.forEach(row -> node.getChildren().add(row.node()));
        node.getStyleClass().addAll("card", "setting-section");
        node.managedProperty().bind(node.visibleProperty());
        filter("");
    }

    String title() {
        return title;
    }

    Node node() {
        return node;
    }

    /// Shows the rows that say what was typed, and itself when there are any.
    ///
    /// @return how many are shown
    int filter(String typed) {
        int shown = 0;
        for (SettingRow row : rows) {
            boolean fits = row.says(typed, title);
            row.node().setVisible(fits);
            row.node().getStyleClass().remove("first");
            if (fits && shown++ == 0) {
                row.node().getStyleClass().add("first");
            }
        }
        node.setVisible(shown > 0);
        return shown;
    }
}
