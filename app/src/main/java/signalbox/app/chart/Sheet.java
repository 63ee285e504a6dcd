package signalbox.app.chart;

import java.util.List;
import signalbox.app.text.Amounts;
import signalbox.app.text.Csv;

/// A chart’s figures as rows and columns: its twin on screen and in copies.
///
/// @param columns the first names the row
/// @param rows as many cells each as there are columns
public record Sheet(List<Column> columns, List<Row> rows) {
    public static final Sheet EMPTY = new Sheet(List.of(), List.of());

    public Sheet {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /// @param figures whether it stands to the right
    public record Column(String name, boolean figures) {
        static Column words(String name) {
            return new Column(name, false);
        }

        static Column figures(String name) {
            return new Column(name, true);
        }
    }

    public record Row(List<Cell> cells) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /// @param words as shown
    /// @param plain as copied, to the last digit
    public record Cell(String words, String plain) {
        static final Cell NOTHING = new Cell("", "");

        static Cell of(String words) {
            return new Cell(words, words);
        }

        static Cell money(long nanos) {
            return new Cell(Amounts.money(nanos), Amounts.plain(nanos));
        }

        static Cell estimated(long nanos) {
            return new Cell(Amounts.estimated(nanos), Amounts.plain(nanos));
        }

        static Cell count(long count) {
            return new Cell(Amounts.count(count), Long.toString(count));
        }
    }

    /// The rows with their heading as comma-separated values; money in dollars, times to the millisecond.
    public String csv() {
        var text = new StringBuilder(Csv.row(columns.stream().map(Column::name).toArray(String[]::new)));
        for (Row row : rows) {
            text.append(Csv.row(row.cells.stream().map(Cell::plain).toArray(String[]::new)));
        }
        return text.toString();
    }
}
