package signalbox.app.overview;

import java.util.ArrayList;
import java.util.Optional;
import javafx.scene.Node;
import signalbox.app.chart.DayChart;
import signalbox.app.chart.DayLine;
import signalbox.app.chart.Legend;
import signalbox.app.shell.Route;
import signalbox.app.shell.Tools;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;

/// Today against its cap: the line, and what each part of it means with its figure.
final class DayCard {
    private final DayChart chart = new DayChart();
    private final Legend legend = new Legend();
    private final ChartCard card;

    DayCard(Tools tools) {
        chart.onPick(sequence -> tools.navigator().go(new Route.Change(sequence)));
        card = new ChartCard(tools, chart, legend.node(), "overview.where.nothing");
        card.title(Text.of("overview.day"));
        card.node().managedProperty().bind(card.node().visibleProperty());
    }

    ChartCard card() {
        return card;
    }

    void show(Optional<DayLine> day) {
        card.node().setVisible(day.isPresent());
        day.ifPresent(this::show);
    }

    private void show(DayLine day) {
        chart.show(day);
        card.show(day.sheet(), false);
        var entries = new ArrayList<Node>();
        entries.add(line("spent", Amounts.money(day.total())));
        entries.add(line("even", Amounts.money(day.even(day.now()))));
        day.atEnd().ifPresent(end -> entries.add(line("forecast", Amounts.estimated(end))));
        day.band()
                .ifPresent(band ->
                        entries.add(
                                Legend.area(
                                        "day-band",
                                        Text.of("overview.day.band"),
                                        Text.of(
                                                "overview.day.band.ends",
                                                Amounts.money(band.low()),
                                                Amounts.money(band.high())))));
        entries.add(line("cap", Amounts.cap(day.cap())));
        legend.show(entries.toArray(Node[]::new));
    }

    private static Node line(String part, String figure) {
        return Legend.line("day-" + part, Text.of("overview.day." + part), figure);
    }
}
