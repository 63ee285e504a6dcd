package signalbox.app.chart;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;

/// Models as horizontal bars, as long as they have calls, each with its price per call.
public final class MixChart extends Region {
    private static final double ROW = 30;
    private static final double BAR = 14;
    private static final double GAP = 12;

    private final List<Row> rows = new ArrayList<>();
    private ModelMix data = ModelMix.EMPTY;

    private record Row(Label name, Region bar, Label figures) {}

    public MixChart() {
        getStyleClass().add("mix-chart");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setFocusTraversable(true);
        setMinHeight(160);
        setPrefHeight(220);
    }

    public void show(ModelMix newData) {
        if (newData.equals(data)) {
            return;
        }
        data = newData;
        getChildren().clear();
        rows.clear();
        data.bars().forEach(bar -> rows.add(row(bar)));
        setAccessibleText(Text.of("chart.mix.read", data.bars().size(), data.calls()));
        requestLayout();
    }

    private Row row(ModelMix.Bar bar) {
        var name = Pieces.label(bar.name(), "mix-name");
        var figures = Pieces.label(figures(bar), "mix-figures");
        figures.setAlignment(Pos.CENTER_RIGHT);
        var drawn = Pieces.region("mix-bar", bar.rest() ? "series-0" : "series-1");
        var tip =
                new Tooltip(
                        Text.of(
                                "chart.mix.piece",
                                bar.name(),
                                Amounts.percent(bar.calls(), data.calls()),
                                bar.calls(),
                                Amounts.money(bar.nanos())));
        tip.setShowDelay(Duration.millis(120));
        name.setTooltip(tip);
        Tooltip.install(drawn, tip);
        getChildren().addAll(name, drawn, figures);
        return new Row(name, drawn, figures);
    }

    static String figures(ModelMix.Bar bar) {
        return bar.nanos() == 0
                ? Text.of("chart.mix.free", bar.calls(), Amounts.briefCount(bar.calls()))
                : Text.of("chart.mix.figures", bar.calls(), Amounts.briefCount(bar.calls()), Amounts.each(bar.each()));
    }

    @Override
    protected void layoutChildren() {
        double names = rows.stream().mapToDouble(row -> row.name.prefWidth(-1)).max().orElse(0);
        double figures = rows.stream().mapToDouble(row -> row.figures.prefWidth(-1)).max().orElse(0);
        names = Math.min(names, getWidth() * 0.4);
        double room = Math.max(0, getWidth() - names - figures - 2 * GAP);
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            double y = ROW * i;
            double high = row.name.prefHeight(-1);
            row.name.resizeRelocate(0, Math.round(y + (ROW - high) / 2), names, high);
            double wide = room * data.bars().get(i).calls() / Math.max(1, data.peak());
            row.bar.resizeRelocate(names + GAP, Math.round(y + (ROW - BAR) / 2), Math.max(2, Math.round(wide)), BAR);
            row.figures.resizeRelocate(
                    getWidth() - figures, Math.round(y + (ROW - high) / 2), figures, row.figures.prefHeight(-1));
        }
    }
}
