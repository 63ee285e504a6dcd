package signalbox.app.halted;

import java.util.List;
import javafx.geometry.Rectangle2D;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.StageStyle;
import javafx.stage.Window;
import javafx.util.Subscription;
import signalbox.app.shell.Theme;

/// A small window of its own at the bottom right of the screen, above all others, opaque. It gives the focus back to
/// the window of ours that had it.
final class ToastWindow {
    private static final double MARGIN = 16;
    static final double WIDTH = 500;

    private final Theme theme;
    private Stage stage;
    private Subscription looks = Subscription.EMPTY;

    ToastWindow(Theme theme) {
        this.theme = theme;
    }

    /// Shows content, in place of what was shown.
    void show(Parent content) {
        var focused = List.copyOf(Window.getWindows()).stream().filter(Window::isFocused).findFirst();
        if (stage == null) {
            stage = new Stage(StageStyle.UNDECORATED);
            stage.setAlwaysOnTop(true);
            stage.setResizable(false);
            stage.setTitle("Signalbox");
            var scene = new Scene(content, WIDTH, 100);
            looks = theme.dress(scene);
            stage.setScene(scene);
        } else {
            stage.getScene().setRoot(content);
        }
        place(content);
        if (!stage.isShowing()) {
            stage.show();
            place(content);
            focused.ifPresent(Window::requestFocus);
        }
    }

    void hide() {
        if (stage != null) {
            stage.hide();
        }
    }

    /// Hides it for good.
    void close() {
        hide();
        looks.unsubscribe();
    }

    boolean showing() {
        return stage != null && stage.isShowing();
    }

    private void place(Parent content) {
        content.applyCss();
        double height = Math.ceil(content.prefHeight(WIDTH));
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        stage.setWidth(WIDTH);
        stage.setHeight(height);
        stage.setX(screen.getMaxX() - WIDTH - MARGIN);
        stage.setY(screen.getMaxY() - height - MARGIN);
    }
}
