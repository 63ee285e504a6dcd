package signalbox.app.form;

import atlantafx.base.controls.Spacer;
import java.util.List;
import java.util.stream.Stream;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import signalbox.app.text.Text;

/// What an empty place will show once there is something: pale, under the word *Sample*, and read out as one. Nothing
/// in it can be pressed or gets the focus.
public final class Sample {
    private static final double PALE = 0.7;

    /// Between cells in a row's text.
    private static final String CELL = "\\|";

    private Sample() {}

    /// Any picture.
    public static Node of(Node picture) {
        return of(Text.of("sample"), picture);
    }

    /// A picture with other words above it.
    public static Node of(String words, Node picture) {
        picture.setOpacity(PALE);
        picture.setMouseTransparent(true);
        picture.setFocusTraversable(false);
        read(picture);
        var box = new VBox(8, Prose.caption(words), picture);
        box.getStyleClass().add("sample");
        return box;
    }

    /// An entry as it stands in a list: name, state, how much of a cap is used, and what else is said.
    ///
    /// @param state class and word of its pill
    /// @param share of the cap, 0 to 1; below 0 for no bar
    public static Node entry(String name, State state, double share, String... lines) {
        var pill = new Label(state.word);
        pill.getStyleClass().addAll("pill", state.style);
        pill.setMinWidth(Region.USE_PREF_SIZE);
        var head = new HBox(8, Prose.styled(name, "strong"), new Spacer(), pill);
        head.setAlignment(Pos.CENTER_LEFT);
        var card = new VBox(4, head);
        if (share >= 0) {
            card.getChildren().add(bar(share));
        }
        Stream.of(lines).map(Prose::caption).forEach(card.getChildren()::add);
        card.getStyleClass().addAll("card", "sample-entry");
        return of(card);
    }

    /// @param style of a pill
    public record State(String style, String word) {}

    /// Rows as they stand in a table; cells are parted by a stroke, and numbers stand at the right.
    public static Node rows(String... rows) {
        var table = new GridPane(16, 0);
        table.getStyleClass().addAll("card", "sample-rows");
        for (int at = 0; at < rows.length; at++) {
            List<String> cells = List.of(rows[at].split(CELL));
            for (int column = 0; column < cells.size(); column++) {
                var cell = new Label(cells.get(column).strip());
                cell.setMinWidth(0);
                if (at == 0) {
                    table.getColumnConstraints().add(column(cell.getText(), column));
                }
                table.add(cell, column, at);
            }
        }
        return of(table);
    }

    private static ColumnConstraints column(String first, int place) {
        boolean figure = place > 0 && first.matches("[≈+−$]?[0-9].*");
        var column = new ColumnConstraints();
        column.setHalignment(figure ? HPos.RIGHT : HPos.LEFT);
        column.setHgrow(figure ? Priority.NEVER : Priority.SOMETIMES);
        return column;
    }

    private static Node bar(double share) {
        var used = new Region();
        used.getStyleClass().add("cap-spent");
        var bar = new GridPane();
        var column = new ColumnConstraints();
        column.setPercentWidth(share * 100);
        bar.getColumnConstraints().add(column);
        used.setMinHeight(8);
        bar.add(used, 0, 0);
        bar.getStyleClass().add("cap-bar");
        return bar;
    }

    /// So that nobody who only hears it takes it for real.
    private static void read(Node node) {
        String words = node instanceof Label label ? label.getText() : node.getAccessibleText();
        if (words != null && !words.isEmpty()) {
            Describe.read(node, Text.of("sample.read", words));
        }
        if (node instanceof Parent parent && !(node instanceof Label)) {
            parent.getChildrenUnmodifiable().forEach(Sample::read);
        }
    }
}
