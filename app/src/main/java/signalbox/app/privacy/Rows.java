package signalbox.app.privacy;

import atlantafx.base.controls.Spacer;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.text.Text;

/// A card of rows: a name, a sentence or two, and what can be done.
final class Rows {
    private final VBox rows = new VBox();
    private final VBox node;

    /// @param key text key of the heading
    /// @param action stands at the right of the heading; null for none
    Rows(String key, Button action) {
        var title = Prose.title(Text.of(key));
        var head = new HBox(8, title, new Spacer());
        if (action != null) {
            head.getChildren().add(action);
        }
        head.setAlignment(Pos.CENTER_LEFT);
        node = new VBox(8, head, rows);
        node.getStyleClass().add("card");
    }

    Node node() {
        return node;
    }

    void show(List<Node> newRows) {
        rows.getChildren().setAll(newRows);
    }

    /// @param lines below the name; empty ones are left out
    static Node row(String name, List<String> lines, Button... actions) {
        var words = new VBox(2, Prose.styled(name, "strong"));
        lines.stream().filter(line -> !line.isEmpty()).forEach(line -> words.getChildren().add(Prose.body(line)));
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        var row = new HBox(8, words);
        row.getChildren().addAll(actions);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("privacy-row");
        return row;
    }

    /// A button whose accessible name says what it is about.
    static Button button(String key, String about, Runnable action) {
        var button = new Button();
        Describe.button(button, key);
        button.setAccessibleText(Text.of("privacy.about", Text.of(key), about));
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(press -> action.run());
        return button;
    }
}
