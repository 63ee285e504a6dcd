package signalbox.app.chart;

import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.shape.Path;

/// What charts are put together from: nodes that the chart itself places, coloured by CSS.
final class Pieces {
    private Pieces() {}

    static Region region(String... styles) {
        var region = new Region();
        region.getStyleClass().addAll(styles);
        region.setManaged(false);
        return region;
    }

    static Label label(String words, String style) {
        var label = new Label(words);
        label.getStyleClass().add(style);
        label.setManaged(false);
        return label;
    }

    static Path path(String... styles) {
        var path = new Path();
        path.getStyleClass().addAll(styles);
        path.setManaged(false);
        return path;
    }

    static void place(Label label, double x, double y) {
        label.autosize();
        label.relocate(Math.round(x), Math.round(y));
    }
}
