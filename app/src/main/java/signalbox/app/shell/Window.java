package signalbox.app.shell;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Subscription;

/// The main window’s content: sidebar, screen, status bar; toasts above them; modals above all.
public final class Window {
    private static final double NARROW = 900;

    private final StackPane root = new StackPane();
    private final Subscription looks;

    public Window(
            Navigator navigator, Sidebar sidebar, StatusBar status, Toasts toasts, Modals modals, Settings settings) {
        var screen = new StackPane();
        screen.getStyleClass().add("screen");
        navigator.content().subscribe(node -> show(screen, node));
        var frame = new BorderPane(screen);
        frame.setLeft(sidebar.node());
        frame.setBottom(status.node());
        var messages = (Region) toasts.node();
        messages.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        StackPane.setAlignment(messages, Pos.BOTTOM_RIGHT);
        root.getChildren().addAll(frame, messages, modals.node());
        root.getStyleClass().add("window");
        root.widthProperty()
                .subscribe(width -> sidebar.setNarrow(width.doubleValue() > 0 && width.doubleValue() < NARROW));
        looks =
                settings.density()
                        .subscribe(density -> style("compact", density == Settings.Density.COMPACT))
                        .and(settings.patterns().subscribe(hatched -> style("patterned", hatched)));
    }

    /// Stops following the settings.
    public void close() {
        looks.unsubscribe();
    }

    private void style(String name, boolean wanted) {
        root.getStyleClass().remove(name);
        if (wanted) {
            root.getStyleClass().add(name);
        }
    }

    public Parent root() {
        return root;
    }

    private static void show(StackPane screen, Node node) {
        if (node == null) {
            screen.getChildren().clear();
        } else {
            screen.getChildren().setAll(node);
        }
    }
}
