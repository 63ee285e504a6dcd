package signalbox.app.chart;

import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import signalbox.app.text.Text;

/// A small line without axes from its lowest to its highest value: a shape, not a measure. One path, coloured by CSS.
public final class Sparkline extends Region {
    private final Path line = new Path();
    private List<Long> values = List.of();

    public Sparkline() {
        getStyleClass().add("sparkline");
        line.getStyleClass().add("sparkline-line");
        line.setManaged(false);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setMinSize(48, 18);
        setPrefSize(72, 18);
        getChildren().add(line);
    }

    /// @param newValues oldest first
    public void show(List<Long> newValues) {
        if (newValues.equals(values)) {
            return;
        }
        values = List.copyOf(newValues);
        setAccessibleText(Text.of("chart.spark.read", values.size()));
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        line.getElements().clear();
        long peak = values.stream().mapToLong(Long::longValue).max().orElse(0);
        if (values.size() < 2 || peak <= 0) {
            return;
        }
        long low = values.stream().mapToLong(Long::longValue).min().orElse(0);
        double range = Math.max(1, peak - low);
        double step = (getWidth() - 2) / (values.size() - 1);
        double height = getHeight() - 4;
        for (int i = 0; i < values.size(); i++) {
            double x = 1 + step * i;
            double y = 2 + height - height * (values.get(i) - low) / range;
            line.getElements().add(i == 0 ? new MoveTo(x, y) : new LineTo(x, y));
        }
    }
}
