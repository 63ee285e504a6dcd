package signalbox.app.chart;

import java.util.ArrayList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.shape.Line;
import javafx.scene.shape.Rectangle;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;

/// Names, colours and figures of what a chart shows.
public final class Legend {
    private static final double USUAL_WIDTH = 540;

    private final FlowPane node = new FlowPane(16, 6);

    public Legend() {
        node.getStyleClass().add("legend");
        node.setPrefWrapLength(USUAL_WIDTH);
    }

    public Node node() {
        return node;
    }

    /// A chart’s series with their totals; where it is compared, with how these changed.
    public void show(Stacked data) {
        var entries = new ArrayList<Node>();
        for (Stacked.Series series : data.series()) {
            String change = data.compared() ? Change.words(series.total(), series.before()) : "";
            entries.add(entry(swatch("series-" + series.color()), series.name(), brief(series.total()), change));
        }
        if (data.compared()) {
            String when =
                    Text.of(
                            "chart.before",
                            data.ghosts().getFirst().bucket().name(),
                            data.ghosts().getLast().bucket().name());
            entries.add(entry(swatch("ghost"), when, brief(data.before()), Change.words(data.total(), data.before())));
        }
        node.getChildren().setAll(entries);
    }

    public void show(Node... entries) {
        node.getChildren().setAll(entries);
    }

    /// What a line means.
    ///
    /// @param figure empty for none
    public static Node line(String style, String name, String figure) {
        var sample = new Line(0, 0, 18, 0);
        sample.getStyleClass().addAll(style.split(" "));
        return entry(sample, name, figure, "");
    }

    /// What a filled shape means.
    public static Node area(String style, String name, String figure) {
        var sample = new Rectangle(18, 12);
        sample.getStyleClass().add(style);
        return entry(sample, name, figure, "");
    }

    private static String brief(long nanos) {
        return nanos == 0 ? "$0" : Amounts.brief(nanos);
    }

    private static Region swatch(String style) {
        var swatch = new Region();
        swatch.getStyleClass().addAll("swatch", style);
        return swatch;
    }

    private static Node entry(Node sample, String name, String figure, String change) {
        var entry = new HBox(6, sample, new Label(name));
        for (String words : new String[] {figure, change}) {
            if (!words.isEmpty()) {
                var label = new Label(words);
                label.getStyleClass().add(words.equals(change) ? "legend-change" : "text-muted");
                entry.getChildren().add(label);
            }
        }
        entry.setAlignment(Pos.CENTER_LEFT);
        return entry;
    }
}
