package signalbox.app.chart;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import signalbox.app.chart.Sheet.Cell;
import signalbox.app.chart.Sheet.Column;
import signalbox.app.text.Text;
import signalbox.app.text.Times;

/// A day as a table: what was spent up to now, what is expected from now to the reset, and what happened when. Pure.
final class DaySheet {
    private final DayLine day;

    /// By time, so that what happened stands where it happened.
    private final TreeMap<Instant, List<Sheet.Row>> rows = new TreeMap<>();

    DaySheet(DayLine day) {
        this.day = day;
    }

    Sheet make() {
        var columns = new ArrayList<Column>();
        columns.add(Column.words(Text.of("chart.column.bucket")));
        for (String name : List.of("spent", "even", "forecast", "low", "high", "cap")) {
            columns.add(Column.figures(Text.of("overview.day." + name)));
        }
        columns.add(Column.words(Text.of("overview.day.what")));
        for (int i = 0; i < day.spent().size() - 1; i++) {
            if (day.at(i).isBefore(day.now())) {
                add(day.at(i), Times.clock(day.at(i), day.zone()), Cell.money(day.spent().get(i)), "");
            }
        }
        add(day.now(), Times.clock(day.now(), day.zone()), Cell.money(day.total()), Text.of("overview.day.now"));
        Instant hour = day.start();
        while (hour.isBefore(day.end())) {
            if (hour.isAfter(day.now())) {
                add(hour, Times.clock(hour, day.zone()), Cell.NOTHING, "");
            }
            hour = hour.plus(Duration.ofHours(1));
        }
        String reset = Times.until(day.end(), day.now(), day.zone());
        add(day.end(), reset, Cell.NOTHING, Text.of("overview.day.reset", reset));
        for (DayLine.Mark mark : day.marks()) {
            add(mark.at(), Times.clock(mark.at(), day.zone()), Cell.NOTHING, mark.words());
        }
        return new Sheet(columns, rows.values().stream().flatMap(List::stream).toList());
    }

    private void add(Instant at, String name, Cell spent, String what) {
        boolean expected = !at.isBefore(day.now()) && day.atEnd().isPresent();
        var cells = new ArrayList<Cell>();
        cells.add(new Cell(name, at.toString()));
        cells.add(spent);
        cells.add(Cell.money(day.even(at)));
        cells.add(expected ? Cell.estimated(day.onTheWay(at, day.atEnd().getAsLong())) : Cell.NOTHING);
        boolean band = expected && day.band().isPresent();
        cells.add(band ? Cell.estimated(day.onTheWay(at, day.band().get().low())) : Cell.NOTHING);
        cells.add(band ? Cell.estimated(day.onTheWay(at, day.band().get().high())) : Cell.NOTHING);
        cells.add(Cell.money(day.cap()));
        cells.add(Cell.of(what));
        rows.computeIfAbsent(at, first -> new ArrayList<>()).add(new Sheet.Row(cells));
    }
}
