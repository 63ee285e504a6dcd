package signalbox.app.chart;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.util.Duration;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;

/// A day’s spend as a rising line, with the cap above it, the even pace beside it, the forecast dashed to the day’s
/// end, and halts and edits as marks. Lines differ in dashes, not only in colour.
public final class DayChart extends Region {
    private static final double AXIS = 56;
    private static final double FOOT = 24;
    private static final double TOP = 22;
    private static final int LINES = 4;

    private final List<Region> grid = new ArrayList<>();
    private final List<Label> amounts = new ArrayList<>();
    private final List<Label> hours = new ArrayList<>();
    private final List<Label> marks = new ArrayList<>();
    private final Path even = line("day-even");
    private final Path cap = line("day-cap");
    private final Path forecast = line("day-forecast");
    private final Path spent = line("day-spent");
    private Runnable picked = () -> {};
    private DayLine data;
    private Scale scale = Scale.covering(0, 1);

    public DayChart() {
        getStyleClass().add("day-chart");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setMinHeight(160);
        setPrefHeight(200);
        for (int hour = 0; hour <= 24; hour += 6) {
            hours.add(label(String.format("%02d:00", hour), "axis-label"));
        }
        getChildren().addAll(hours);
        getChildren().addAll(even, cap, forecast, spent);
    }

    /// What a click on a mark does.
    public void onPick(Runnable action) {
        picked = action;
    }

    public void show(DayLine newData) {
        if (newData.equals(data)) {
            return;
        }
        data = newData;
        scale = Scale.covering(data.peak(), LINES);
        getChildren().removeAll(grid);
        getChildren().removeAll(amounts);
        getChildren().removeAll(marks);
        grid.clear();
        amounts.clear();
        marks.clear();
        for (int i = 0; i <= scale.lines(); i++) {
            var rule = new Region();
            rule.getStyleClass().add("grid-line");
            rule.setManaged(false);
            grid.add(rule);
            amounts.add(label(i == 0 ? "$0" : Amounts.axis(scale.step() * i, scale.step()), "axis-label"));
        }
        data.marks().forEach(mark -> marks.add(mark(mark)));
        getChildren().addAll(0, grid);
        getChildren().addAll(amounts);
        getChildren().addAll(marks);
        setAccessibleText(Text.of("chart.day.read", Amounts.money(data.total()), Amounts.cap(data.cap())));
        requestLayout();
    }

    private Label mark(DayLine.Mark mark) {
        var sign = label(mark.halt() ? "■" : "◆", mark.halt() ? "day-halt" : "day-edit");
        var tip = new Tooltip(mark.words());
        tip.setShowDelay(Duration.millis(120));
        sign.setTooltip(tip);
        sign.setAccessibleText(mark.words());
        sign.setOnMouseClicked(click -> picked.run());
        return sign;
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth() - AXIS;
        double height = getHeight() - FOOT - TOP;
        if (data == null || width <= 0 || height <= 0) {
            return;
        }
        for (int i = 0; i < grid.size(); i++) {
            double y = Math.round(y(scale.step() * i, height));
            grid.get(i).resizeRelocate(AXIS, y, width, 1);
            place(amounts.get(i), AXIS - 8 - amounts.get(i).prefWidth(-1), y - amounts.get(i).prefHeight(-1) / 2);
        }
        for (int i = 0; i < hours.size(); i++) {
            double wide = hours.get(i).prefWidth(-1);
            double x = AXIS + width * i / (hours.size() - 1) - wide / 2;
            place(hours.get(i), Math.clamp(x, AXIS - wide / 2, getWidth() - wide), getHeight() - FOOT + 6);
        }
        for (int i = 0; i < marks.size(); i++) {
            double x = AXIS + width * data.share(data.marks().get(i).at());
            place(marks.get(i), x - marks.get(i).prefWidth(-1) / 2, 0);
        }
        layoutLines(width, height);
    }

    private void layoutLines(double width, double height) {
        draw(even, AXIS, y(0, height), AXIS + width, y(data.cap(), height));
        draw(cap, AXIS, y(data.cap(), height), AXIS + width, y(data.cap(), height));
        double now = AXIS + width * data.share(data.now());
        forecast.setVisible(data.atEnd().isPresent());
        data.atEnd().ifPresent(end -> draw(forecast, now, y(data.total(), height), AXIS + width, y(end, height)));
        spent.getElements().clear();
        for (int i = 0; i < data.spent().size(); i++) {
            double x = AXIS + width * data.share(data.at(i));
            double y = y(data.spent().get(i), height);
            spent.getElements().add(i == 0 ? new MoveTo(x, y) : new LineTo(x, y));
        }
    }

    private double y(long nanos, double height) {
        return TOP + height - height * nanos / scale.top();
    }

    private static void draw(Path path, double fromX, double fromY, double toX, double toY) {
        path.getElements().setAll(new MoveTo(fromX, fromY), new LineTo(toX, toY));
    }

    private static void place(Label label, double x, double y) {
        label.autosize();
        label.relocate(Math.round(x), Math.round(y));
    }

    private static Path line(String style) {
        var path = new Path();
        path.getStyleClass().add(style);
        path.setManaged(false);
        return path;
    }

    private static Label label(String words, String style) {
        var label = new Label(words);
        label.getStyleClass().add(style);
        label.setManaged(false);
        return label;
    }
}
