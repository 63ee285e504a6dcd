package signalbox.app.overview;

import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import signalbox.app.form.Describe;
import signalbox.app.text.Text;

/// A figure with a name above and a line below; a thin bar where there is a cap.
final class KpiCard {
    private static final PseudoClass CAPPED = PseudoClass.getPseudoClass("capped");

    private final String name;
    private final Label figure = new Label();
    private final Label line = new Label();
    private final Region used = new Region();
    private final StackPane bar = new StackPane(used);
    private final VBox node;

    KpiCard(String key) {
        name = Text.of(key);
        var title = new Label(name);
        title.getStyleClass().addAll("caption", "text-muted");
        figure.getStyleClass().add("kpi");
        figure.setMinWidth(Region.USE_PREF_SIZE);
        line.getStyleClass().addAll("caption", "text-muted");
        line.setWrapText(true);
        line.setMinHeight(Region.USE_PREF_SIZE);
        bar.getStyleClass().add("kpi-bar");
        bar.setAlignment(Pos.CENTER_LEFT);
        used.getStyleClass().add("kpi-used");
        var gap = new Region();
        VBox.setVgrow(gap, Priority.ALWAYS);
        node = new VBox(4, title, figure, line, gap, bar);
        node.getStyleClass().addAll("card", "kpi-card");
        node.setMinWidth(0);
        HBox.setHgrow(node, Priority.ALWAYS);
    }

    Node node() {
        return node;
    }

    void show(Facts.Kpi kpi) {
        figure.setText(kpi.figure());
        line.setText(kpi.line());
        for (Facts.Mood mood : Facts.Mood.values()) {
            node.pseudoClassStateChanged(
                    PseudoClass.getPseudoClass(mood.name().toLowerCase(Locale.ROOT)), mood == kpi.mood());
        }
        node.pseudoClassStateChanged(CAPPED, kpi.share() >= 0);
        bar.setVisible(kpi.share() >= 0);
        used.maxWidthProperty().unbind();
        used.maxWidthProperty().bind(bar.widthProperty().multiply(Math.max(0, kpi.share()) / 1_000.0));
        Describe.read(node, Text.of("overview.card.read", name, kpi.figure(), kpi.line()));
    }
}
