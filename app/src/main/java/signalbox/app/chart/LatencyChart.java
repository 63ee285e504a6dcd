package signalbox.app.chart;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import signalbox.app.text.Text;
import signalbox.app.text.Times;

/// Latency as two lines, half of the calls below one and all but one in twenty below the other. A line is broken where
/// there were no calls. Each bucket tells its figures under the pointer.
public final class LatencyChart extends Region {
    private static final int LINES = 4;

    private final Axes axes = new Axes(getChildren(), 10);
    private final Path half = Pieces.path("latency-line", "line-1");
    private final Path most = Pieces.path("latency-line", "line-2");
    private final List<Region> slots = new ArrayList<>();
    private LatencyLines data = LatencyLines.EMPTY;

    public LatencyChart() {
        getStyleClass().add("latency-chart");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setFocusTraversable(true);
        setMinHeight(160);
        setPrefHeight(220);
        getChildren().addAll(half, most);
    }

    public void show(LatencyLines newData) {
        if (newData.equals(data)) {
            return;
        }
        data = newData;
        axes.scale(
                Scale.covering(Math.max(1, data.peak()), LINES),
                millis -> millis == 0 ? "0" : Times.latency(Duration.ofMillis(millis)));
        axes.names(data.buckets().stream().map(Stacked.Bucket::label).toList());
        while (slots.size() > data.points().size()) {
            getChildren().remove(slots.removeLast());
        }
        while (slots.size() < data.points().size()) {
            slots.add(slot(slots.size()));
            getChildren().add(slots.getLast());
        }
        setAccessibleText(Text.of("chart.latency.read", data.points().size(), data.calls()));
        requestLayout();
    }

    private Region slot(int bucket) {
        var slot = Pieces.region("slot");
        var tip = new Tooltip();
        tip.setShowDelay(javafx.util.Duration.millis(120));
        tip.setOnShowing(showing -> tip.setText(words(bucket)));
        Tooltip.install(slot, tip);
        return slot;
    }

    private String words(int bucket) {
        LatencyLines.Point point = data.points().get(bucket);
        String name = data.buckets().get(bucket).name();
        return point.calls() == 0
                ? Text.of("chart.latency.none", name)
                : Text.of(
                        "chart.latency.piece",
                        name,
                        point.calls(),
                        Times.latency(Duration.ofMillis(point.p50())),
                        Times.latency(Duration.ofMillis(point.p95())));
    }

    @Override
    protected void layoutChildren() {
        if (!axes.layout(getWidth(), getHeight())) {
            return;
        }
        double wide = axes.width() / Math.max(1, slots.size());
        for (int i = 0; i < slots.size(); i++) {
            slots.get(i).resizeRelocate(Axes.LEFT + wide * i, 0, wide, axes.bottom());
        }
        draw(half, LatencyLines.Point::p50);
        draw(most, LatencyLines.Point::p95);
        axes.placeNames(Axes.middles(slots.size()));
    }

    private void draw(Path path, ToLongFunction<LatencyLines.Point> millis) {
        double[] middles = Axes.middles(data.points().size());
        path.getElements().clear();
        boolean going = false;
        for (int i = 0; i < middles.length; i++) {
            LatencyLines.Point point = data.points().get(i);
            double x = axes.x(middles[i]);
            double y = axes.y(millis.applyAsLong(point));
            boolean calls = point.calls() > 0;
            if (calls && !going) {
                // a bucket alone is a short stroke
                path.getElements().addAll(new MoveTo(x - 1, y), new LineTo(x + 1, y), new MoveTo(x, y));
            } else if (calls) {
                path.getElements().add(new LineTo(x, y));
            }
            going = calls;
        }
    }
}
