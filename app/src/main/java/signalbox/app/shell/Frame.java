package signalbox.app.shell;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import signalbox.app.text.Text;

/// What the window shows while the router opens, or when the screens cannot be made: its frame with the names of the
/// screens, where they will stand.
public final class Frame {
    private Frame() {}

    public static Parent node() {
        return node(new StackPane(), line("serving.opening", "serving-word"), line("status.opening", "figure"));
    }

    /// The frame with a card in it that says why no screens come.
    public static Parent failed(Node card) {
        return node(new StackPane(card), new Label(), new Label());
    }

    private static Parent node(StackPane screen, Label serves, Label stands) {
        var serving = new VBox(4, serves);
        serving.getStyleClass().add("serving");
        var sidebar = new VBox(serving);
        sidebar.getStyleClass().add("sidebar");
        Sidebar.rows(sidebar, List.of(Destination.values()), Sidebar::still);
        sidebar.setDisable(true);
        screen.getStyleClass().add("screen");
        var status = new HBox(16, stands);
        status.getStyleClass().add("status-bar");
        var frame = new BorderPane(screen);
        frame.setLeft(sidebar);
        frame.setBottom(status);
        var root = new StackPane(frame);
        root.getStyleClass().addAll("window", "opening");
        return root;
    }

    private static Label line(String key, String style) {
        var label = new Label(Text.of(key));
        label.getStyleClass().add(style);
        return label;
    }
}
