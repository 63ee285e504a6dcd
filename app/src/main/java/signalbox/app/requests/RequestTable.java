package signalbox.app.requests;

import java.time.ZoneId;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import signalbox.app.form.Describe;
import signalbox.app.form.WordCell;
import signalbox.app.text.Text;
import signalbox.app.text.Times;
import signalbox.core.ledger.CallRow;

/// The virtualised table of calls, compact rows, newest first.
final class RequestTable {
    private static final double ROW = 28;
    private static final PseudoClass PINNED = PseudoClass.getPseudoClass("pinned");

    private final TableView<CallRow> table = new TableView<>();
    private final TableColumn<CallRow, CallRow> why = fixed(text("why", RequestWords::why, RequestWords::why), 72);
    private final TableColumn<CallRow, CallRow> tokens =
            fixed(number(text("tokens", RequestWords::tokens, row -> Text.of("requests.tokens.tip"))), 118);

    /// @param empty what stands there while there is no row
    RequestTable(RequestsModel model, Consumer<CallRow> opened, Node empty) {
        table.setItems(model.rows());
        table.setRowFactory(of -> new PinnedRow(model));
        table.setFixedCellSize(ROW);
        table.getStyleClass().addAll("requests-table", "edge-to-edge");
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        Describe.control(table, "requests.table");
        table.setPlaceholder(empty);
        columns(model);
        table.getSelectionModel()
                .selectedItemProperty()
                .subscribe((was, now) -> {
                    if (now != null) {
                        opened.accept(now);
                    }
                });
    }

    TableView<CallRow> node() {
        return table;
    }

    /// Leaves out what the details say too, when there is little room or they stand beside the table.
    void compact(boolean narrow, boolean detailsBeside) {
        why.setVisible(!narrow && !detailsBeside);
        tokens.setVisible(!detailsBeside);
    }

    private void columns(RequestsModel model) {
        var zone = ZoneId.systemDefault();
        var latency = text("latency", row -> Times.latency(row.total()), RequestTable::latencyTip);
        table.getColumns()
                .add(fixed(text("time", row -> Times.seconds(row.at(), zone), row -> Times.full(row.at(), zone)), 76));
        table.getColumns()
                .add(upTo(grows(text("workload", row -> workload(model, row), CallRow::workload), 104, 130), 220));
        table.getColumns().add(grows(text("model", RequestWords::model, RequestTable::modelTip), 116, 190));
        table.getColumns().add(why);
        table.getColumns().add(tokens);
        table.getColumns().add(fixed(number(cost()), 70));
        table.getColumns().add(fixed(number(latency), 66));
        table.getColumns().add(fixed(outcome(), 94));
    }

    private static String workload(RequestsModel model, CallRow row) {
        return model.pinned(row) ? "★ " + row.workload() : row.workload();
    }

    private static String modelTip(CallRow row) {
        return Text.of("requests.model.tip", row.provider().isEmpty() ? "—" : row.provider(), RequestWords.model(row));
    }

    private static String latencyTip(CallRow row) {
        return row.firstByte() == null
                ? Times.latency(row.total())
                : Text.of("requests.latency.tip", Times.latency(row.firstByte()));
    }

    private static TableColumn<CallRow, CallRow> text(
            String key, Function<CallRow, String> words, Function<CallRow, String> tip) {
        return column(key, () -> new WordCell<>(words, tip));
    }

    private static TableColumn<CallRow, CallRow> cost() {
        return column(
                "cost",
                () ->
                        new WordCell<>(
                                RequestWords::cost,
                                row -> row.practice() ? Text.of("requests.practice.tip") : RequestWords.cost(row)) {
                            @Override
                            protected void updateItem(CallRow row, boolean empty) {
                                super.updateItem(row, empty);
                                getStyleClass().remove("practice");
                                if (!empty && row.practice()) {
                                    getStyleClass().add("practice");
                                }
                            }
                        });
    }

    private static TableColumn<CallRow, CallRow> outcome() {
        return column("outcome", PillCell::new);
    }

    private static TableColumn<CallRow, CallRow> column(String key, Supplier<TableCell<CallRow, CallRow>> cells) {
        var column = new TableColumn<CallRow, CallRow>(Text.of("requests.column." + key));
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(of -> cells.get());
        return column;
    }

    private static TableColumn<CallRow, CallRow> fixed(TableColumn<CallRow, CallRow> column, double width) {
        column.setMinWidth(width);
        column.setPrefWidth(width);
        column.setMaxWidth(width * 1.35);
        return column;
    }

    private static TableColumn<CallRow, CallRow> grows(
            TableColumn<CallRow, CallRow> column, double least, double usual) {
        column.setMinWidth(least);
        column.setPrefWidth(usual);
        return column;
    }

    private static TableColumn<CallRow, CallRow> upTo(TableColumn<CallRow, CallRow> column, double most) {
        column.setMaxWidth(most);
        return column;
    }

    private static TableColumn<CallRow, CallRow> number(TableColumn<CallRow, CallRow> column) {
        column.getStyleClass().add("number");
        return column;
    }

    private static final class PinnedRow extends TableRow<CallRow> {
        private final RequestsModel model;

        PinnedRow(RequestsModel model) {
            this.model = model;
        }

        @Override
        protected void updateItem(CallRow row, boolean empty) {
            super.updateItem(row, empty);
            pseudoClassStateChanged(PINNED, !empty && model.pinned(row));
        }
    }

    private static final class PillCell extends TableCell<CallRow, CallRow> {
        private final Label pill = new Label();

        @Override
        protected void updateItem(CallRow row, boolean empty) {
            super.updateItem(row, empty);
            if (empty) {
                setGraphic(null);
                return;
            }
            pill.setText(RequestWords.outcome(row));
            pill.getStyleClass().setAll("label", "state-word", RequestWords.style(row));
            setGraphic(pill);
        }
    }
}
