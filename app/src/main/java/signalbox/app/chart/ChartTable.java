package signalbox.app.chart;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import signalbox.app.form.Describe;

/// The figures of a chart as a table: the chart’s twin for screen readers, copying and exactness.
public final class ChartTable {
    /// What a figure and a short name need.
    private static final double COLUMN = 92;

    private final TableView<Sheet.Row> table = new TableView<>();
    private Sheet sheet = Sheet.EMPTY;

    public ChartTable() {
        table.getStyleClass().addAll("dense", "striped");
        Describe.control(table, "chart.table");
        table.widthProperty().subscribe(width -> arrange());
    }

    public TableView<Sheet.Row> node() {
        return table;
    }

    public void show(Sheet newSheet) {
        if (newSheet.equals(sheet)) {
            return;
        }
        boolean sameColumns = newSheet.columns().equals(sheet.columns());
        sheet = newSheet;
        if (!sameColumns) {
            table.getColumns().setAll(columns());
            arrange();
        }
        table.getItems().setAll(sheet.rows());
    }

    /// The table as comma-separated values.
    public String csv() {
        return sheet.csv();
    }

    /// Where there is no room for all columns, one can scroll to them.
    private void arrange() {
        boolean room = table.getWidth() >= COLUMN * sheet.columns().size();
        table.setColumnResizePolicy(
                room ? TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN : TableView.UNCONSTRAINED_RESIZE_POLICY);
    }

    private List<TableColumn<Sheet.Row, String>> columns() {
        var columns = new ArrayList<TableColumn<Sheet.Row, String>>();
        for (int index = 0; index < sheet.columns().size(); index++) {
            int place = index;
            Sheet.Column of = sheet.columns().get(index);
            var column = new TableColumn<Sheet.Row, String>(of.name());
            column.setSortable(false);
            column.setReorderable(false);
            column.setPrefWidth(of.figures() || index == 0 ? COLUMN : 2.5 * COLUMN);
            if (of.figures()) {
                column.getStyleClass().add("number");
            }
            column.setCellValueFactory(row -> new ReadOnlyStringWrapper(row.getValue().cells().get(place).words()));
            columns.add(column);
        }
        return columns;
    }
}
