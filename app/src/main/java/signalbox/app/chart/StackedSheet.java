package signalbox.app.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import signalbox.app.chart.Sheet.Cell;
import signalbox.app.chart.Sheet.Column;
import signalbox.app.text.Text;

/// Spend by bucket and series as a table; where it is compared, each bucket beside the one before it, and below them
/// each series beside what it came to before. Pure.
final class StackedSheet {
    private final Stacked data;

    StackedSheet(Stacked data) {
        this.data = data;
    }

    Sheet make() {
        var columns = new ArrayList<Column>();
        columns.add(Column.words(Text.of("chart.column.bucket")));
        data.series().forEach(series -> columns.add(Column.figures(series.name())));
        columns.add(Column.figures(Text.of("chart.column.all")));
        if (data.compared()) {
            columns.add(Column.figures(Text.of("chart.column.against")));
            columns.add(Column.figures(Text.of("chart.column.before")));
            columns.add(Column.figures(Text.of("chart.column.change")));
            columns.add(Column.figures(Text.of("chart.column.percent")));
        }
        var rows = new ArrayList<>(IntStream.range(0, data.buckets().size()).mapToObj(this::bucket).toList());
        if (data.compared()) {
            rows.addAll(sums());
        }
        return new Sheet(columns, rows);
    }

    private Sheet.Row bucket(int place) {
        Stacked.Bucket bucket = data.buckets().get(place);
        var cells = new ArrayList<Cell>();
        cells.add(new Cell(bucket.name(), bucket.key()));
        data.series().forEach(series -> cells.add(Cell.money(series.nanos().get(place))));
        cells.add(Cell.money(data.total(place)));
        if (data.compared()) {
            Stacked.Ghost ghost = data.ghosts().get(place);
            cells.add(new Cell(ghost.bucket().name(), ghost.bucket().key()));
            against(cells, data.total(place), ghost.nanos());
        }
        return new Sheet.Row(cells);
    }

    private List<Sheet.Row> sums() {
        var all = sum("chart.row.all", series -> Cell.money(series.total()), Cell.money(data.total()));
        all.add(Cell.NOTHING);
        against(all, data.total(), data.before());
        var before = sum("chart.row.before", series -> Cell.money(series.before()), Cell.money(data.before()));
        var change =
                sum(
                        "chart.column.change",
                        series -> Change.moneyCell(series.total(), series.before()),
                        Change.moneyCell(data.total(), data.before()));
        var percent =
                sum(
                        "chart.column.percent",
                        series -> Change.percentCell(series.total(), series.before()),
                        Change.percentCell(data.total(), data.before()));
        for (var row : List.of(before, change, percent)) {
            row.addAll(List.of(Cell.NOTHING, Cell.NOTHING, Cell.NOTHING, Cell.NOTHING));
        }
        return List.of(new Sheet.Row(all), new Sheet.Row(before), new Sheet.Row(change), new Sheet.Row(percent));
    }

    private List<Cell> sum(String name, Function<Stacked.Series, Cell> each, Cell all) {
        var cells = new ArrayList<Cell>();
        cells.add(Cell.of(Text.of(name)));
        data.series().forEach(series -> cells.add(each.apply(series)));
        cells.add(all);
        return cells;
    }

    private static void against(List<Cell> cells, long now, long before) {
        cells.add(Cell.money(before));
        cells.add(Change.moneyCell(now, before));
        cells.add(Change.percentCell(now, before));
    }
}
