package signalbox.app.chart;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.layout.Region;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import signalbox.app.form.Describe;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;
import signalbox.app.text.Times;

/// A day’s spend as a rising line, with the cap above it, the even pace beside it, the forecast dashed to the reset
/// within the band it will probably end in, and halts and edits as marks. Lines differ in dashes, not only in colour.
public final class DayChart extends Region {
    private static final double TOP = 30;
    private static final double MARK = 28;
    private static final int LINES = 4;
    private static final int[] HOURS = {0, 6, 12, 18};

    private final Axes axes = new Axes(getChildren(), TOP);
    private final List<Button> marks = new ArrayList<>();
    private final Path band = Pieces.path("day-band");
    private final Path reset = Pieces.path("day-reset");
    private final Path even = Pieces.path("day-even");
    private final Path cap = Pieces.path("day-cap");
    private final Path forecast = Pieces.path("day-forecast");
    private final Path spent = Pieces.path("day-spent");
    private LongConsumer picked = sequence -> {};
    private DayLine data;

    public DayChart() {
        getStyleClass().add("day-chart");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setFocusTraversable(true);
        setMinHeight(160);
        setPrefHeight(220);
        getChildren().addAll(band, reset, even, cap, forecast, spent);
    }

    /// What a click on a mark does, with the number of its entry in the audit trail.
    public void onPick(LongConsumer action) {
        picked = action;
    }

    public void show(DayLine newData) {
        if (newData.equals(data)) {
            return;
        }
        boolean sameMarks = data != null && data.marks().equals(newData.marks());
        data = newData;
        Scale scale = Scale.covering(data.peak(), LINES);
        axes.scale(scale, nanos -> nanos == 0 ? "$0" : Amounts.axis(nanos, scale.step()));
        String until = Times.until(data.end(), data.now(), data.zone());
        axes.names(
                Stream.concat(
                                hours().map(at -> Times.clock(at, data.zone())),
                                Stream.of(Text.of("overview.day.reset", until)))
                        .toList());
        if (!sameMarks) {
            getChildren().removeAll(marks);
            marks.clear();
            data.marks().forEach(mark -> marks.add(mark(mark)));
            getChildren().addAll(marks);
        }
        setAccessibleText(Text.of("chart.day.read", Amounts.money(data.total()), Amounts.cap(data.cap())));
        requestLayout();
    }

    /// On days when clocks change, too.
    private Stream<Instant> hours() {
        var date = data.start().atZone(data.zone()).toLocalDate();
        return Stream.of(0, 1, 2, 3).map(i -> date.atTime(HOURS[i], 0).atZone(data.zone()).toInstant());
    }

    private Button mark(DayLine.Mark mark) {
        var button = new Button(mark.halt() ? "■" : "◆");
        button.getStyleClass().setAll("button", "day-mark", mark.halt() ? "day-halt" : "day-edit");
        button.setManaged(false);
        Describe.named(button, mark.words(), Text.of("overview.day.mark.help"), "");
        button.setOnAction(press -> picked.accept(mark.sequence()));
        return button;
    }

    @Override
    protected void layoutChildren() {
        if (data == null || !axes.layout(getWidth(), getHeight())) {
            return;
        }
        var shares = Stream.concat(hours(), Stream.of(data.end())).mapToDouble(data::share).toArray();
        axes.placeNames(shares);
        double free = 0;
        for (int i = 0; i < marks.size(); i++) {
            // two within minutes of each other stand side by side
            double x = Math.max(axes.x(data.share(data.marks().get(i).at())) - MARK / 2, free);
            marks.get(i).resizeRelocate(Math.round(Math.min(x, getWidth() - MARK)), 0, MARK, MARK);
            free = x + MARK / 2;
        }
        layoutLines();
    }

    private void layoutLines() {
        double from = axes.x(0);
        double to = axes.x(1);
        draw(even, from, axes.y(0), to, axes.y(data.cap()));
        draw(cap, from, axes.y(data.cap()), to, axes.y(data.cap()));
        draw(reset, to - 0.5, TOP / 2, to - 0.5, axes.bottom());
        double now = axes.x(data.share(data.now()));
        double here = axes.y(data.total());
        forecast.setVisible(data.atEnd().isPresent());
        data.atEnd().ifPresent(end -> draw(forecast, now, here, to, axes.y(end)));
        band.setVisible(data.atEnd().isPresent() && data.band().isPresent());
        data.band()
                .ifPresent(ends ->
                        band.getElements()
                                .setAll(
                                        new MoveTo(now, here),
                                        new LineTo(to, axes.y(ends.high())),
                                        new LineTo(to, axes.y(ends.low())),
                                        new ClosePath()));
        spent.getElements().clear();
        for (int i = 0; i < data.spent().size(); i++) {
            double x = axes.x(data.share(data.at(i)));
            double y = axes.y(data.spent().get(i));
            spent.getElements().add(i == 0 ? new MoveTo(x, y) : new LineTo(x, y));
        }
    }

    private static void draw(Path path, double fromX, double fromY, double toX, double toY) {
        path.getElements().setAll(new MoveTo(fromX, fromY), new LineTo(toX, toY));
    }
}
