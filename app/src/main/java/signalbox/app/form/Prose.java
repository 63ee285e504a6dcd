package signalbox.app.form;

import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/// Labels for words that may be longer than a line: they wrap, and no box around them can make them too low to read.
public final class Prose {
    private Prose() {}

    /// In the ordinary colour and size.
    public static Label body(String words) {
        return styled(words);
    }

    /// What matters less than what stands beside it.
    public static Label muted(String words) {
        return styled(words, "text-muted");
    }

    /// Small and muted: what something is called, or what is known of it.
    public static Label caption(String words) {
        return styled(words, "caption", "text-muted");
    }

    /// The heading of a card, a box or a section.
    public static Label title(String words) {
        return styled(words, "section-title");
    }

    /// With style classes of its own.
    public static Label styled(String words, String... styles) {
        var label = new Label(words);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().addAll(styles);
        return label;
    }

    /// The label, which from now on takes no room while it says nothing.
    public static Label hiddenWhileEmpty(Label label) {
        label.managedProperty().bind(label.textProperty().isNotEmpty());
        return label;
    }
}
