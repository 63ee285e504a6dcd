package signalbox.app.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import signalbox.app.form.Describe;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;

/// The figures of a chart as a table: the chart’s twin for screen readers, copying and exactness.
public final class ChartTable {
    private final TableView<Integer> table = new TableView<>();
    private Stacked data = Stacked.EMPTY;

    public ChartTable() {
        table.getStyleClass().addAll("dense", "striped");
        Describe.control(table, "chart.table");
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    }

    public TableView<Integer> node() {
        return table;
    }

    public void show(Stacked newData) {
        boolean sameColumns = names(newData).equals(names(data)) && !table.getColumns().isEmpty();
        data = newData;
        if (!sameColumns) {
            table.getColumns().setAll(columns());
        }
        table.getItems().setAll(IntStream.range(0, data.buckets().size()).boxed().toList());
    }

    /// The table as comma-separated values, money in dollars.
    public String csv() {
        var lines = new ArrayList<String>();
        lines.add(Text.of("chart.column.bucket") + "," + String.join(",", names(data)));
        for (int bucket = 0; bucket < data.buckets().size(); bucket++) {
            var line = new ArrayList<String>();
            line.add(data.buckets().get(bucket).key());
            for (Stacked.Series series : data.series()) {
                line.add(Amounts.plain(series.nanos().get(bucket)));
            }
            lines.add(String.join(",", line));
        }
        return String.join("\n", lines) + "\n";
    }

    private List<TableColumn<Integer, String>> columns() {
        var columns = new ArrayList<TableColumn<Integer, String>>();
        var first = new TableColumn<Integer, String>(Text.of("chart.column.bucket"));
        first.setCellValueFactory(row -> new ReadOnlyStringWrapper(data.buckets().get(row.getValue()).name()));
        columns.add(first);
        for (int index = 0; index < data.series().size(); index++) {
            int series = index;
            var column = new TableColumn<Integer, String>(data.series().get(index).name());
            column.getStyleClass().add("number");
            column.setCellValueFactory(row ->
                    new ReadOnlyStringWrapper(Amounts.money(data.series().get(series).nanos().get(row.getValue()))));
            columns.add(column);
        }
        return columns;
    }

    private static List<String> names(Stacked data) {
        return data.series().stream().map(Stacked.Series::name).toList();
    }
}
