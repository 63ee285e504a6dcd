package signalbox.app.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;

/// Spend as stacked bars, one bar a bucket, with the previous period as pale ghosts behind them. Nodes are kept and
/// moved, so an update costs a layout and nothing else.
public final class SpendChart extends Region {
    private static final double AXIS = 56;
    private static final double FOOT = 24;
    private static final double TOP = 10;

    private final List<Region> lines = new ArrayList<>();
    private final List<Label> amounts = new ArrayList<>();
    private final List<Label> names = new ArrayList<>();
    private final List<Region> ghosts = new ArrayList<>();
    private final List<List<Region>> bars = new ArrayList<>();
    private BiConsumer<String, String> picked = (series, bucket) -> {};
    private Stacked data = Stacked.EMPTY;
    private Scale scale = Scale.covering(0, 1);

    public SpendChart() {
        getStyleClass().add("spend-chart");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setMinHeight(160);
        setPrefHeight(260);
    }

    /// What a click on a piece of a bar does: its series and its bucket’s key.
    public void onPick(BiConsumer<String, String> action) {
        picked = action;
    }

    /// Shows other figures.
    public void show(Stacked newData) {
        boolean sameShape =
                newData.buckets().size() == data.buckets().size()
                        && newData.series().stream()
                                .map(Stacked.Series::color)
                                .toList()
                                .equals(data.series().stream().map(Stacked.Series::color).toList())
                        && newData.ghosts().size() == data.ghosts().size();
        data = newData;
        rescale();
        if (!sameShape) {
            rebuild();
        }
        relabel();
        setAccessibleText(Text.of("chart.read", data.buckets().size(), Amounts.money(data.total())));
        requestLayout();
    }

    private void rescale() {
        int most = getHeight() > 0 && getHeight() < 220 ? 4 : 5;
        scale = Scale.covering(data.peak(), most);
        while (lines.size() <= scale.lines()) {
            lines.add(region("grid-line"));
            amounts.add(label("axis-label"));
            getChildren().addAll(lines.getLast(), amounts.getLast());
        }
        for (int i = 0; i < lines.size(); i++) {
            boolean used = i <= scale.lines();
            lines.get(i).setVisible(used);
            amounts.get(i).setVisible(used);
            amounts.get(i).setText(i == 0 ? "$0" : Amounts.axis(scale.step() * i, scale.step()));
        }
    }

    private void rebuild() {
        getChildren().removeAll(names);
        getChildren().removeAll(ghosts);
        bars.forEach(getChildren()::removeAll);
        names.clear();
        ghosts.clear();
        bars.clear();
        for (int bucket = 0; bucket < data.buckets().size(); bucket++) {
            names.add(label("axis-label"));
            if (!data.ghosts().isEmpty()) {
                ghosts.add(region("ghost"));
            }
        }
        for (Stacked.Series series : data.series()) {
            var pieces = new ArrayList<Region>();
            for (int bucket = 0; bucket < data.buckets().size(); bucket++) {
                pieces.add(piece(series.color(), bars.size(), bucket));
            }
            bars.add(pieces);
        }
        getChildren().addAll(ghosts);
        bars.forEach(getChildren()::addAll);
        getChildren().addAll(names);
    }

    private Region piece(int color, int series, int bucket) {
        var piece = region("bar");
        piece.getStyleClass().add("series-" + color);
        piece.setOnMouseClicked(
                click -> picked.accept(data.series().get(series).name(), data.buckets().get(bucket).key()));
        var tip = new Tooltip();
        tip.setShowDelay(Duration.millis(120));
        tip.setOnShowing(showing ->
                tip.setText(
                        Text.of(
                                "chart.piece",
                                data.series().get(series).name(),
                                data.buckets().get(bucket).name(),
                                Amounts.money(data.series().get(series).nanos().get(bucket)),
                                Amounts.money(data.total(bucket)))));
        Tooltip.install(piece, tip);
        return piece;
    }

    private void relabel() {
        for (int bucket = 0; bucket < names.size(); bucket++) {
            names.get(bucket).setText(data.buckets().get(bucket).label());
        }
    }

    @Override
    protected void layoutChildren() {
        double height = getHeight() - FOOT - TOP;
        double width = getWidth() - AXIS;
        if (height <= 0 || width <= 0 || lines.isEmpty()) {
            return;
        }
        layoutGrid(width, height);
        double slot = width / Math.max(1, data.buckets().size());
        double gap = Math.clamp(slot * 0.22, 1, 14);
        for (int bucket = 0; bucket < data.buckets().size(); bucket++) {
            double left = Math.round(AXIS + slot * bucket + gap / 2);
            layoutBar(bucket, left, Math.max(1, Math.round(slot - gap)), height);
        }
        layoutNames(slot);
    }

    private void layoutGrid(double width, double height) {
        for (int i = 0; i <= scale.lines(); i++) {
            double y = Math.round(TOP + height - height * i / scale.lines());
            lines.get(i).resizeRelocate(AXIS, y, width, 1);
            Label amount = amounts.get(i);
            amount.autosize();
            amount.relocate(AXIS - 8 - amount.getWidth(), Math.round(y - amount.getHeight() / 2));
        }
    }

    private void layoutBar(int bucket, double left, double width, double height) {
        double bottom = Math.round(TOP + height);
        long below = 0;
        if (!ghosts.isEmpty()) {
            double tall = height * data.ghosts().get(bucket) / scale.top();
            ghosts.get(bucket).resizeRelocate(left - 3, Math.round(bottom - tall), width + 6, Math.round(tall));
        }
        for (int series = 0; series < bars.size(); series++) {
            long nanos = data.series().get(series).nanos().get(bucket);
            double from = Math.round(bottom - height * below / scale.top());
            below += nanos;
            double to = Math.round(bottom - height * below / scale.top());
            Region piece = bars.get(series).get(bucket);
            piece.setVisible(nanos > 0 && from > to);
            double seam = from - to > 3 && series > 0 ? 1 : 0;
            piece.resizeRelocate(left, to, width, from - to - seam);
        }
    }

    /// Every n-th name, so that none touches the next.
    private void layoutNames(double slot) {
        double widest = 0;
        for (Label name : names) {
            name.autosize();
            widest = Math.max(widest, name.getWidth());
        }
        int every = Math.max(1, (int) Math.ceil((widest + 10) / slot));
        for (int bucket = 0; bucket < names.size(); bucket++) {
            Label name = names.get(bucket);
            boolean shown = (names.size() - 1 - bucket) % every == 0;
            double x = Math.round(AXIS + slot * (bucket + 0.5) - name.getWidth() / 2);
            name.setVisible(shown && x >= 0 && x + name.getWidth() <= getWidth() + 1);
            name.relocate(Math.min(x, getWidth() - name.getWidth()), getHeight() - FOOT + 6);
            if (shown && bucket == names.size() - 1) {
                name.setVisible(true);
            }
        }
    }

    private static Region region(String styleClass) {
        var region = new Region();
        region.getStyleClass().add(styleClass);
        region.setManaged(false);
        return region;
    }

    private static Label label(String styleClass) {
        var label = new Label();
        label.getStyleClass().add(styleClass);
        label.setManaged(false);
        return label;
    }
}
