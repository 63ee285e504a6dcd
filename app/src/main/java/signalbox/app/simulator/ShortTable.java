package signalbox.app.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Node;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.StackPane;
import signalbox.app.form.Describe;
import signalbox.app.form.WordCell;
import signalbox.app.text.Text;

/// A table of texts inside a card: as high as its rows, up to ten of them, and gone while it has none. Every row has a
/// tooltip that says it whole.
final class ShortTable<T> {
    private static final double ROW = 28;
    private static final double HEAD = 36;
    private static final int MOST_ROWS = 10;

    private final String key;
    private final Function<T, String> tip;
    private final List<TableColumn<T, T>> columns = new ArrayList<>();
    private final StackPane node = new StackPane();

    /// Made with the first rows: most visits of a page see none.
    private TableView<T> table;

    /// @param key text key of its name
    ShortTable(String key, Function<T, String> tip) {
        this.key = key;
        this.tip = tip;
        node.managedProperty().bind(node.visibleProperty());
        node.setVisible(false);
    }

    Node node() {
        return node;
    }

    /// @param heading text key of its heading
    ShortTable<T> column(String heading, Function<T, String> words, double least) {
        columns.add(made(heading, words, least));
        return this;
    }

    /// A column of words that tell more by their end: a target too long to stand keeps its model.
    ShortTable<T> endings(String heading, Function<T, String> words, double least) {
        var column = made(heading, words, least);
        column.setCellFactory(of -> {
            var cell = new WordCell<>(words, tip);
            cell.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
            return cell;
        });
        columns.add(column);
        return this;
    }

    /// A column of figures, at the right.
    ShortTable<T> figures(String heading, Function<T, String> words, double least) {
        var column = made(heading, words, least);
        column.getStyleClass().add("number");
        columns.add(column);
        return this;
    }

    void show(List<T> rows) {
        node.setVisible(!rows.isEmpty());
        if (table == null && rows.isEmpty()) {
            return;
        }
        if (table == null) {
            table = made();
            node.getChildren().setAll(table);
        }
        table.getItems().setAll(rows);
        double height = HEAD + ROW * Math.clamp(rows.size(), 1, MOST_ROWS);
        table.setMinHeight(height);
        table.setPrefHeight(height);
    }

    private TableView<T> made() {
        var made = new TableView<T>();
        made.setFixedCellSize(ROW);
        made.getStyleClass().add("replay-table");
        made.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        Describe.control(made, key);
        made.getColumns().setAll(columns);
        return made;
    }

    private TableColumn<T, T> made(String heading, Function<T, String> words, double least) {
        var column = new TableColumn<T, T>(Text.of(heading));
        column.setSortable(false);
        column.setReorderable(false);
        column.setMinWidth(least);
        column.setPrefWidth(least);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(of -> new WordCell<>(words, tip));
        return column;
    }
}
