package signalbox.app.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TablePosition;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import signalbox.app.form.Describe;
import signalbox.app.form.WordCell;
import signalbox.app.text.Text;
import signalbox.core.pii.PiiScan;

/// What is done with each kind of finding: a row a workload or provider, a column a kind, in each cell the action.
final class Matrix {
    private static final double ROW = 32;
    private static final double HEADER = 34;
    private static final int MOST_ROWS = 9;
    private static final double NAME = 118;
    private static final double KIND = 75;

    private final TableView<String> table = new TableView<>();
    private final TableColumn<String, String> names = new TableColumn<>();
    private BiFunction<String, String, Verdict> verdicts = (row, kind) -> null;

    /// @param onPick a row and a kind were selected
    /// @param onChange somebody wants to change what is selected
    Matrix(BiConsumer<String, String> onPick, Runnable onChange) {
        table.setFixedCellSize(ROW);
        table.getStyleClass().add("privacy-matrix");
        table.getSelectionModel().setCellSelectionEnabled(true);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        Describe.control(table, "privacy.matrix");
        var nothing = new Label(Text.of("privacy.matrix.empty"));
        nothing.getStyleClass().add("text-muted");
        nothing.setWrapText(true);
        table.setPlaceholder(nothing);
        names.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        names.setCellFactory(column -> new WordCell<>(name -> name, name -> name));
        names.setMinWidth(NAME);
        table.getColumns().add(prepared(names));
        for (String kind : kinds()) {
            table.getColumns().add(column(kind));
        }
        table.getFocusModel()
                .focusedCellProperty()
                .subscribe((was, now) -> {
                    if (kind(now) != null && now.getRow() >= 0 && now.getRow() < table.getItems().size()) {
                        onPick.accept(table.getItems().get(now.getRow()), kind(now));
                    }
                });
        table.addEventFilter(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.getCode() == KeyCode.ENTER) {
                        onChange.run();
                        event.consume();
                    }
                });
        table.setOnMouseClicked(click -> {
            if (click.getClickCount() == 2) {
                onChange.run();
            }
        });
    }

    /// The kinds of the columns, in order.
    static List<String> kinds() {
        var kinds = new ArrayList<>(PiiScan.KINDS);
        kinds.add(TripwireEdits.OTHER);
        return kinds;
    }

    TableView<String> node() {
        return table;
    }

    /// @param heading what the rows are
    /// @param now the verdict on a row and a kind
    void show(String heading, List<String> rows, BiFunction<String, String, Verdict> now) {
        verdicts = now;
        names.setText(heading);
        if (rows.equals(table.getItems())) {
            table.refresh();
        } else {
            table.getItems().setAll(rows);
        }
        double height = HEADER + ROW * Math.clamp(rows.size(), 2, MOST_ROWS) + 2;
        table.setMinHeight(height);
        table.setPrefHeight(height);
        table.setMaxHeight(height);
    }

    void select(String row, String kind) {
        int at = table.getItems().indexOf(row);
        if (at >= 0) {
            TableColumn<String, ?> column = table.getColumns().get(kinds().indexOf(kind) + 1);
            table.getSelectionModel().clearAndSelect(at, column);
            table.getFocusModel().focus(new TablePosition<>(table, at, column));
        }
    }

    private String kind(TablePosition<?, ?> cell) {
        int at = table.getColumns().indexOf(cell.getTableColumn()) - 1;
        return at < 0 ? null : kinds().get(at);
    }

    private TableColumn<String, String> column(String kind) {
        var column = new TableColumn<String, String>(Kinds.name(kind));
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(of -> new VerdictCell(kind));
        column.setMinWidth(KIND);
        return prepared(column);
    }

    private static TableColumn<String, String> prepared(TableColumn<String, String> column) {
        column.setSortable(false);
        column.setReorderable(false);
        return column;
    }

    private final class VerdictCell extends TableCell<String, String> {
        private final String kind;
        private Verdict verdict;

        VerdictCell(String kind) {
            this.kind = kind;
            Describe.tip(this, () -> verdict == null ? "" : Text.of("privacy.cell", verdict.why(), verdict.rule()));
        }

        @Override
        protected void updateItem(String row, boolean empty) {
            super.updateItem(row, empty);
            verdict = empty ? null : verdicts.apply(row, kind);
            setText(verdict == null ? null : verdict.label());
            getStyleClass().removeIf(style -> style.startsWith("act-"));
            if (verdict != null) {
                getStyleClass().add("act-" + verdict.word());
                setAccessibleText(kind + ", " + row + ": " + verdict.label() + ". " + verdict.why());
            }
        }
    }
}
