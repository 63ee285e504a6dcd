package signalbox.app.chart;

import java.util.List;
import signalbox.app.chart.Sheet.Cell;
import signalbox.app.chart.Sheet.Column;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;

/// Which models answered how many calls, and what a call of each cost.
///
/// @param bars most calls first, the rest folded into the last
public record ModelMix(List<Bar> bars) {
    public static final ModelMix EMPTY = new ModelMix(List.of());

    public ModelMix {
        bars = List.copyOf(bars);
    }

    /// @param name `provider/model`
    /// @param calls that were not refused
    /// @param rest whether it stands for all that have no bar of their own
    public record Bar(String name, long calls, long nanos, boolean rest) {
        /// What one call cost on average, rounded.
        public long each() {
            return calls == 0 ? 0 : (nanos + calls / 2) / calls;
        }
    }

    public long calls() {
        return bars.stream().mapToLong(Bar::calls).sum();
    }

    long peak() {
        return bars.stream().mapToLong(Bar::calls).max().orElse(0);
    }

    /// The figures as a table.
    public Sheet sheet() {
        return new Sheet(
                List.of(
                        Column.words(Text.of("overview.column.model")),
                        Column.figures(Text.of("chart.column.calls")),
                        Column.figures(Text.of("overview.column.share")),
                        Column.figures(Text.of("chart.column.each")),
                        Column.figures(Text.of("overview.column.spend"))),
                bars.stream().map(this::row).toList());
    }

    private Sheet.Row row(Bar bar) {
        double percent = calls() == 0 ? 0 : Math.round(bar.calls * 1_000.0 / calls()) / 10.0;
        return new Sheet.Row(
                List.of(
                        Cell.of(bar.name),
                        Cell.count(bar.calls),
                        new Cell(Amounts.percent(bar.calls, calls()), Double.toString(percent)),
                        new Cell(Amounts.each(bar.each()), Amounts.plain(bar.each())),
                        Cell.money(bar.nanos)));
    }
}
