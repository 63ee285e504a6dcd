package signalbox.app.simulator;

import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import signalbox.app.form.Describe;
import signalbox.app.form.WordCell;
import signalbox.app.text.Text;

/// A table of texts inside a card: as high as its rows, up to ten of them, and gone while it has none. Every row has a
/// tooltip that says it whole.
final class ShortTable<T> {
    private static final double ROW = 28;
    private static final double HEAD = 36;
    private static final int MOST_ROWS = 10;

    private final TableView<T> table = new TableView<>();
    private final Function<T, String> tip;

    /// @param key text key of its name
    ShortTable(String key, Function<T, String> tip) {
        this.tip = tip;
        table.setFixedCellSize(ROW);
        table.getStyleClass().add("replay-table");
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        table.managedProperty().bind(table.visibleProperty());
        Describe.control(table, key);
        table.setVisible(false);
    }

    TableView<T> node() {
        return table;
    }

    /// @param key text key of its heading
    ShortTable<T> column(String key, Function<T, String> words, double least) {
        add(key, words, least);
        return this;
    }

    /// A column of figures, at the right.
    ShortTable<T> figures(String key, Function<T, String> words, double least) {
        add(key, words, least).getStyleClass().add("number");
        return this;
    }

    void show(List<T> rows) {
        table.setVisible(!rows.isEmpty());
        table.getItems().setAll(rows);
        double height = HEAD + ROW * Math.clamp(rows.size(), 1, MOST_ROWS);
        table.setMinHeight(height);
        table.setPrefHeight(height);
    }

    private TableColumn<T, T> add(String key, Function<T, String> words, double least) {
        var column = new TableColumn<T, T>(Text.of(key));
        column.setSortable(false);
        column.setReorderable(false);
        column.setMinWidth(least);
        column.setPrefWidth(least);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(of -> new WordCell<>(words, tip));
        table.getColumns().add(column);
        return column;
    }
}
