package signalbox.app.form;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import signalbox.app.text.Text;

/// Fields one below the other, in sections. [#valid] checks them all and puts the focus on the first that is wrong, so
/// the button that applies need never be disabled.
public final class Form {
    private final List<Field> fields = new ArrayList<>();
    private final VBox node = new VBox();

    public Form() {
        node.getStyleClass().add("form");
    }

    public Node node() {
        return node;
    }

    /// Starts a section.
    public Form section(String key) {
        var title = new Label(Text.of(key));
        title.getStyleClass().add("form-section");
        node.getChildren().add(title);
        return this;
    }

    /// Adds fields side by side in one row, all of the same width, so that rows of as many stand in columns.
    public Form row(Field... inRow) {
        fields.addAll(List.of(inRow));
        var row = new GridPane(12, 0);
        for (Field field : inRow) {
            var column = new ColumnConstraints();
            column.setPercentWidth(100.0 / inRow.length);
            row.getColumnConstraints().add(column);
            GridPane.setValignment(field.node(), VPos.TOP);
            row.addRow(0, field.node());
        }
        node.getChildren().add(row);
        return this;
    }

    /// Adds something that is no field: an effect line, a snippet.
    public Form add(Node other) {
        node.getChildren().add(other);
        return this;
    }

    /// Whether every field is well; if not, the first that is not has the focus.
    public boolean valid() {
        Field first = null;
        for (Field field : fields) {
            if (!field.valid() && first == null) {
                first = field;
            }
        }
        if (first != null) {
            first.control().requestFocus();
        }
        return first == null;
    }
}
