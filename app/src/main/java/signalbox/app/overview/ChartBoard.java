package signalbox.app.overview;

import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import signalbox.app.chart.LatencyChart;
import signalbox.app.chart.Legend;
import signalbox.app.chart.MixChart;
import signalbox.app.chart.SpendChart;
import signalbox.app.form.Describe;
import signalbox.app.shell.Icons;
import signalbox.app.shell.Tools;
import signalbox.app.text.Text;

/// The overview’s charts: spend by workload, today against its cap, and beside each other latency and models.
final class ChartBoard {
    private static final double SIDE_BY_SIDE = 900;
    private static final double GAP = 24;

    private final SpendChart spend = new SpendChart();
    private final LatencyChart latency = new LatencyChart();
    private final MixChart mix = new MixChart();
    private final Legend spendLegend = new Legend();
    private final ToggleButton compare = new ToggleButton(null, Icons.of(Feather.COPY));
    private final ChartCard spendCard;
    private final ChartCard latencyCard;
    private final ChartCard mixCard;
    private final DayCard day;
    private final GridPane pair = new GridPane(GAP, GAP);
    private final VBox node;

    /// @param requests opens the list of requests with a filter
    ChartBoard(Tools tools, OverviewModel model, Consumer<String> requests) {
        Describe.button(compare, "overview.compare", "P");
        compare.selectedProperty().bindBidirectional(model.compare());
        spend.onPick(series -> requests.accept(series.rest() ? "" : "workload:" + series.name()));
        spendCard = new ChartCard(tools, spend, spendLegend.node(), "overview.where.nothing", compare);
        day = new DayCard(tools);
        var lines = new Legend();
        lines.show(
                Legend.line("latency-line line-1", Text.of("overview.latency.p50"), ""),
                Legend.line("latency-line line-2", Text.of("overview.latency.p95"), ""));
        latencyCard = new ChartCard(tools, latency, lines.node(), "overview.latency.nothing");
        var meaning = new Label(Text.of("overview.mix.legend"));
        meaning.getStyleClass().addAll("text-small", "text-muted");
        mixCard = new ChartCard(tools, mix, meaning, "overview.latency.nothing");
        node = new VBox(GAP, spendCard.node(), day.card().node(), pair);
        pair.widthProperty().subscribe(width -> arrange());
        arrange();
    }

    Node node() {
        return node;
    }

    void show(Charts charts) {
        String period = charts.period().words();
        spendCard.title(Text.of("overview.chart.title", period));
        latencyCard.title(Text.of("overview.latency.title", period));
        mixCard.title(Text.of("overview.mix.title", period));
        spend.show(charts.spend());
        spendLegend.show(charts.spend());
        spendCard.show(charts.spend().sheet(), charts.spend().peak() == 0);
        day.show(charts.day());
        latency.show(charts.latency());
        latencyCard.show(charts.latency().sheet(), charts.latency().calls() == 0);
        mix.show(charts.mix());
        mixCard.show(charts.mix().sheet(), charts.mix().calls() == 0);
    }

    /// The key P.
    void compare() {
        compare.fire();
    }

    /// The key T.
    void tables() {
        ChartCard.toggle(List.of(spendCard, day.card(), latencyCard, mixCard));
    }

    /// Two cards beside each other where there is room, else one below the other.
    private void arrange() {
        boolean side = pair.getWidth() >= SIDE_BY_SIDE;
        if (pair.getColumnCount() == (side ? 2 : 1)) {
            return;
        }
        pair.getChildren().clear();
        pair.getColumnConstraints().clear();
        for (int column = 0; column < (side ? 2 : 1); column++) {
            var constraints = new ColumnConstraints();
            constraints.setPercentWidth(side ? 50 : 100);
            pair.getColumnConstraints().add(constraints);
        }
        pair.add(latencyCard.node(), 0, 0);
        pair.add(mixCard.node(), side ? 1 : 0, side ? 0 : 1);
    }
}
