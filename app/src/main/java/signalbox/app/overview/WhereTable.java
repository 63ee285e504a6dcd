package signalbox.app.overview;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import signalbox.app.chart.Sparkline;
import signalbox.app.form.Describe;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;

/// "Where the money goes": workload and model, calls, spend, share, change, and the shape of the period.
final class WhereTable {
    private static final double ROW = 36;
    private static final double HEAD = 38;

    private final TableView<Facts.Where> table = new TableView<>();

    /// @param opened what double click or Enter on a row does
    WhereTable(Consumer<Facts.Where> opened) {
        table.getStyleClass().addAll("where", "edge-to-edge");
        table.setFixedCellSize(ROW);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        Describe.control(table, "overview.where");
        var nothing = new Label(Text.of("overview.where.nothing"));
        nothing.getStyleClass().add("text-muted");
        table.setPlaceholder(nothing);
        table.getColumns().add(wide(text("overview.column.workload", Facts.Where::workload, false), 104, 150));
        table.getColumns().add(wide(text("overview.column.model", Facts.Where::target, false), 150, 230));
        table.getColumns()
                .add(narrow(text("overview.column.calls", row -> Amounts.briefCount(row.calls()), true), 64, 90));
        table.getColumns().add(narrow(text("overview.column.spend", row -> Amounts.money(row.nanos()), true), 80, 110));
        table.getColumns().add(narrow(graphic("overview.column.share", WhereTable::share), 108, 190));
        table.getColumns().add(narrow(text("overview.column.change", Facts.Where::change, true), 76, 100));
        table.getColumns().add(narrow(graphic("overview.column.shape", WhereTable::shape), 88, 130));
        table.setRowFactory(view -> row(opened));
        table.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER && table.getSelectionModel().getSelectedItem() != null) {
                opened.accept(table.getSelectionModel().getSelectedItem());
            }
        });
    }

    Node node() {
        return table;
    }

    void show(List<Facts.Where> rows) {
        int selected = table.getSelectionModel().getSelectedIndex();
        if (!rows.equals(table.getItems())) {
            table.getItems().setAll(rows);
            table.getSelectionModel().select(selected);
        }
        double height = HEAD + ROW * Math.max(2, rows.size()) + 2;
        table.setMinHeight(height);
        table.setPrefHeight(height);
        table.setMaxHeight(height);
    }

    private static TableRow<Facts.Where> row(Consumer<Facts.Where> opened) {
        var row = new TableRow<Facts.Where>();
        row.setOnMouseClicked(click -> {
            if (click.getClickCount() == 2 && row.getItem() != null) {
                opened.accept(row.getItem());
            }
        });
        return row;
    }

    private static <T> TableColumn<Facts.Where, T> wide(
            TableColumn<Facts.Where, T> column, double least, double usual) {
        column.setMinWidth(least);
        column.setPrefWidth(usual);
        return column;
    }

    /// A column of figures does not grow with the window; names get the room.
    private static <T> TableColumn<Facts.Where, T> narrow(
            TableColumn<Facts.Where, T> column, double least, double most) {
        column.setMinWidth(least);
        column.setPrefWidth(least);
        column.setMaxWidth(most);
        return column;
    }

    private static TableColumn<Facts.Where, String> text(
            String key, Function<Facts.Where, String> figure, boolean number) {
        var column = new TableColumn<Facts.Where, String>(Text.of(key));
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(row -> new ReadOnlyStringWrapper(figure.apply(row.getValue())));
        if (number) {
            column.getStyleClass().add("number");
        }
        column.setCellFactory(of -> new TextCell());
        return column;
    }

    private static TableColumn<Facts.Where, Facts.Where> graphic(String key, Function<Facts.Where, Node> drawing) {
        var column = new TableColumn<Facts.Where, Facts.Where>(Text.of(key));
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(of -> new GraphicCell(drawing));
        return column;
    }

    private static Node share(Facts.Where row) {
        var used = new Region();
        used.getStyleClass().add("share-used");
        var bar = new StackPane(used);
        bar.getStyleClass().add("share-bar");
        bar.setAlignment(Pos.CENTER_LEFT);
        used.maxWidthProperty().bind(bar.widthProperty().multiply(row.sharePermille() / 1_000.0));
        HBox.setHgrow(bar, Priority.ALWAYS);
        var percent = new Label(Amounts.percent(row.sharePermille(), 1_000));
        percent.setMinWidth(42);
        percent.setAlignment(Pos.CENTER_RIGHT);
        var box = new HBox(8, bar, percent);
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private static Node shape(Facts.Where row) {
        var spark = new Sparkline();
        spark.show(row.spark());
        var box = new HBox(spark);
        box.setFillHeight(false);
        box.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(spark, Priority.ALWAYS);
        return box;
    }

    /// Long names are cut in the cell and whole in its tooltip.
    private static final class TextCell extends TableCell<Facts.Where, String> {
        @Override
        protected void updateItem(String text, boolean empty) {
            super.updateItem(text, empty);
            setText(empty ? null : text);
            setTooltip(empty || text.length() < 12 ? null : new Tooltip(text));
        }
    }

    private static final class GraphicCell extends TableCell<Facts.Where, Facts.Where> {
        private final Function<Facts.Where, Node> drawing;

        GraphicCell(Function<Facts.Where, Node> drawing) {
            this.drawing = drawing;
        }

        @Override
        protected void updateItem(Facts.Where row, boolean empty) {
            super.updateItem(row, empty);
            setGraphic(empty ? null : drawing.apply(row));
        }
    }
}
