package signalbox.app.chart;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import signalbox.app.text.Amounts;

/// Names, colours and totals of a chart’s series.
public final class Legend {
    private final FlowPane node = new FlowPane(16, 6);

    public Legend() {
        node.getStyleClass().add("legend");
    }

    public Node node() {
        return node;
    }

    public void show(Stacked data) {
        var entries = data.series().stream().map(Legend::entry).toList();
        node.getChildren().setAll(entries);
    }

    private static Node entry(Stacked.Series series) {
        var swatch = new Region();
        swatch.getStyleClass().addAll("swatch", "series-" + series.color());
        var total = new Label(Amounts.brief(series.total()));
        total.getStyleClass().add("text-muted");
        var entry = new HBox(6, swatch, new Label(series.name()), total);
        entry.setAlignment(Pos.CENTER_LEFT);
        return entry;
    }
}
