package signalbox.app.overview;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Line;
import org.kordamp.ikonli.feather.Feather;
import signalbox.app.chart.ChartTable;
import signalbox.app.chart.DayChart;
import signalbox.app.chart.DayLine;
import signalbox.app.chart.Stacked;
import signalbox.app.form.Describe;
import signalbox.app.shell.Destination;
import signalbox.app.shell.Icons;
import signalbox.app.shell.Tools;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;
import signalbox.app.text.Times;

/// Today against its cap: the line, the same as a table, and what each line means with its figure.
final class DayCard {
    private final DayChart chart = new DayChart();
    private final ChartTable table = new ChartTable();
    private final FlowPane legend = new FlowPane(16, 6);
    private final VBox node;

    DayCard(Tools tools) {
        chart.onPick(() -> tools.navigator().go(Destination.AUDIT));
        var title = new Label(Text.of("overview.day"));
        title.getStyleClass().add("section-title");
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var asTable = new ToggleButton(null, Icons.of(Feather.GRID));
        Describe.button(asTable, "overview.as_table");
        var copy = new Button(null, Icons.of(Feather.CLIPBOARD));
        Describe.button(copy, "overview.copy_csv");
        copy.setOnAction(press -> {
            tools.desk().copy(table.csv());
            tools.toasts().say(Text.of("overview.copied"));
        });
        for (var button : List.of(asTable, copy)) {
            button.getStyleClass().addAll(Styles.SMALL, "chart-tool");
        }
        var head = new HBox(8, title, gap, asTable, copy);
        head.setAlignment(Pos.CENTER_LEFT);
        var figures = table.node();
        figures.setPrefHeight(200);
        figures.visibleProperty().bind(asTable.selectedProperty());
        chart.visibleProperty().bind(asTable.selectedProperty().not());
        node = new VBox(12, head, new StackPane(chart, figures), legend);
        node.getStyleClass().addAll("card", "day-card");
        node.managedProperty().bind(node.visibleProperty());
    }

    Node node() {
        return node;
    }

    void show(Optional<DayLine> day) {
        node.setVisible(day.isPresent());
        day.ifPresent(this::show);
    }

    private void show(DayLine day) {
        chart.show(day);
        table.show(rows(day));
        legend.getChildren()
                .setAll(
                        key("day-spent", "overview.day.spent", Amounts.money(day.total())),
                        key("day-even", "overview.day.even", Amounts.money(day.even(day.now()))),
                        key("day-cap", "overview.day.cap", Amounts.cap(day.cap())));
        day.atEnd()
                .ifPresent(end ->
                        legend.getChildren()
                                .add(2, key("day-forecast", "overview.day.forecast", Amounts.estimated(end))));
    }

    private static Node key(String style, String key, String figure) {
        var sample = new Line(0, 0, 18, 0);
        sample.getStyleClass().add(style);
        var name = new Label(Text.of(key));
        var amount = new Label(figure);
        amount.getStyleClass().add("text-muted");
        var row = new HBox(6, sample, name, amount);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("legend");
        return row;
    }

    private static Stacked rows(DayLine day) {
        var buckets = new ArrayList<Stacked.Bucket>();
        var places = IntStream.range(0, day.spent().size()).boxed().toList();
        for (int place : places) {
            String clock = Times.clock(day.at(place), day.zone());
            buckets.add(new Stacked.Bucket(clock, clock, day.at(place).toString()));
        }
        return new Stacked(
                buckets,
                List.of(
                        series("overview.day.spent", places, place -> day.spent().get(place)),
                        series("overview.day.even", places, place -> day.even(day.at(place))),
                        series("overview.day.cap", places, place -> day.cap())),
                List.of());
    }

    private static Stacked.Series series(String key, List<Integer> places, ToLongFunction<Integer> nanos) {
        return new Stacked.Series(Text.of(key), 0, places.stream().map(nanos::applyAsLong).toList());
    }
}
