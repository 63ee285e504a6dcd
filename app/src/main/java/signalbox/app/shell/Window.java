package signalbox.app.shell;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// The main window’s content: sidebar, screen, status bar; toasts above them; modals above all.
public final class Window {
    private static final double NARROW = 900;

    private final StackPane root = new StackPane();

    public Window(Navigator navigator, Sidebar sidebar, StatusBar status, Toasts toasts, Modals modals) {
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
