package signalbox.app.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;

/// Spend as stacked bars, one bar a bucket, with the previous period as pale ghosts behind them. Nodes are kept and
/// moved, so an update costs a layout and nothing else.
public final class SpendChart extends Region {
    private final Axes axes = new Axes(getChildren(), 10);
    private final List<Region> ghosts = new ArrayList<>();
    private final List<List<Region>> bars = new ArrayList<>();
    private Consumer<Stacked.Series> picked = series -> {};
    private Stacked data = Stacked.EMPTY;

    public SpendChart() {
        getStyleClass().add("spend-chart");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setFocusTraversable(true);
        setMinHeight(160);
        setPrefHeight(260);
    }

    /// What a click on a piece of a bar does, told its series.
    public void onPick(Consumer<Stacked.Series> action) {
        picked = action;
    }

    /// Shows other figures.
    public void show(Stacked newData) {
        boolean sameShape =
                newData.buckets().size() == data.buckets().size()
                        && colors(newData).equals(colors(data))
                        && newData.ghosts().size() == data.ghosts().size();
        data = newData;
        int most = getHeight() > 0 && getHeight() < 220 ? 4 : 5;
        Scale scale = Scale.covering(data.peak(), most);
        axes.scale(scale, nanos -> nanos == 0 ? "$0" : Amounts.axis(nanos, scale.step()));
        axes.names(data.buckets().stream().map(Stacked.Bucket::label).toList());
        if (!sameShape) {
            rebuild();
        }
        setAccessibleText(Text.of("chart.read", data.buckets().size(), Amounts.money(data.total())));
        requestLayout();
    }

    private static List<Integer> colors(Stacked data) {
        return data.series().stream().map(Stacked.Series::color).toList();
    }

    private void rebuild() {
        getChildren().removeAll(ghosts);
        bars.forEach(getChildren()::removeAll);
        ghosts.clear();
        bars.clear();
        data.ghosts().forEach(ghost -> ghosts.add(Pieces.region("ghost")));
        for (Stacked.Series series : data.series()) {
            var pieces = new ArrayList<Region>();
            for (int bucket = 0; bucket < data.buckets().size(); bucket++) {
                pieces.add(piece(series.color(), bars.size(), bucket));
            }
            bars.add(pieces);
        }
        getChildren().addAll(ghosts);
        bars.forEach(getChildren()::addAll);
    }

    private Region piece(int color, int series, int bucket) {
        var piece = Pieces.region("bar", "series-" + color);
        piece.setOnMouseClicked(click -> picked.accept(data.series().get(series)));
        var tip = new Tooltip();
        tip.setShowDelay(Duration.millis(120));
        tip.setOnShowing(showing -> tip.setText(words(data.series().get(series), bucket)));
        Tooltip.install(piece, tip);
        return piece;
    }

    private String words(Stacked.Series series, int bucket) {
        String words =
                Text.of(
                        "chart.piece",
                        series.name(),
                        data.buckets().get(bucket).name(),
                        Amounts.money(series.nanos().get(bucket)),
                        Amounts.money(data.total(bucket)));
        if (!data.compared()) {
            return words;
        }
        Stacked.Ghost ghost = data.ghosts().get(bucket);
        return words
                + "\n"
                + Text.of(
                        "chart.piece.before",
                        ghost.bucket().name(),
                        Amounts.money(ghost.nanos()),
                        Change.words(data.total(bucket), ghost.nanos()));
    }

    @Override
    protected void layoutChildren() {
        if (!axes.layout(getWidth(), getHeight())) {
            return;
        }
        double slot = axes.width() / Math.max(1, data.buckets().size());
        double gap = Math.clamp(slot * 0.22, 1, 14);
        for (int bucket = 0; bucket < data.buckets().size(); bucket++) {
            double left = Math.round(Axes.LEFT + slot * bucket + gap / 2);
            layoutBar(bucket, left, Math.max(1, Math.round(slot - gap)));
        }
        axes.placeNames(Axes.middles(data.buckets().size()));
    }

    private void layoutBar(int bucket, double left, double width) {
        double bottom = Math.round(axes.bottom());
        if (!ghosts.isEmpty()) {
            double high = Math.round(axes.y(data.ghosts().get(bucket).nanos()));
            ghosts.get(bucket).resizeRelocate(left - 3, high, width + 6, bottom - high);
        }
        long below = 0;
        for (int series = 0; series < bars.size(); series++) {
            long nanos = data.series().get(series).nanos().get(bucket);
            double from = Math.round(axes.y(below));
            below += nanos;
            double to = Math.round(axes.y(below));
            Region piece = bars.get(series).get(bucket);
            piece.setVisible(nanos > 0 && from > to);
            double seam = from - to > 3 && series > 0 ? 1 : 0;
            piece.resizeRelocate(left, to, width, from - to - seam);
        }
    }
}
