package signalbox.app;

import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.shell.Modals;
import signalbox.app.shell.Settings;
import signalbox.app.shell.Tray;
import signalbox.app.text.Text;

/// What closing the window does: asked once, then as chosen. Kept running, the window goes to the notification area
/// where there is one and is minimised where there is none. FX thread only.
final class Closing {
    private static final double WIDTH = 420;

    private final Stage stage;
    private final Settings settings;
    private final Tray tray;
    private final Supplier<Modals> modals;
    private final Runnable quit;

    Closing(Stage stage, Settings settings, Tray tray, Supplier<Modals> modals, Runnable quit) {
        this.stage = stage;
        this.settings = settings;
        this.tray = tray;
        this.modals = modals;
        this.quit = quit;
    }

    void asked(WindowEvent event) {
        event.consume();
        switch (settings.close().get()) {
            case QUIT -> quit.run();
            case KEEP -> putAway();
            case ASK -> ask();
        }
    }

    /// Out of sight, still running.
    void putAway() {
        if (tray.visible()) {
            Platform.setImplicitExit(false);
            stage.hide();
        } else {
            stage.setIconified(true);
        }
    }

    private void ask() {
        var words = Prose.body(Text.of("close.sentence"));
        words.setMaxWidth(WIDTH);
        var keep = button("close.keep", Settings.Close.KEEP, this::putAway);
        keep.getStyleClass().add("accent");
        var end = button("close.quit", Settings.Close.QUIT, quit);
        modals.get().show(Text.of("close.title"), words, modals.get().cancel(), end, keep);
    }

    private Button button(String key, Settings.Close choice, Runnable action) {
        var button = new Button();
        Describe.button(button, key);
        button.setOnAction(press -> {
            modals.get().hide();
            settings.close().set(choice);
            action.run();
        });
        return button;
    }
}
