package signalbox.app.shell;

import javafx.scene.control.Button;
import signalbox.app.form.Describe;
import signalbox.app.live.Background;
import signalbox.app.text.Text;

/// A port that is taken is no dead end: a button that serves at the next free one, at once and from then on. Seen only
/// while the listener cannot serve. FX thread only.
final class UsePort {
    private final Serving serving;
    private final Background background;
    private final Toasts toasts;
    private final Settings settings;
    private final Button button = new Button();
    private boolean wanted = true;
    private boolean offered;

    UsePort(Serving serving, Background background, Toasts toasts, Settings settings) {
        this.serving = serving;
        this.background = background;
        this.toasts = toasts;
        this.settings = settings;
        button.managedProperty().bind(button.visibleProperty());
        button.setVisible(false);
    }

    Button button() {
        return button;
    }

    /// Looks for a free port anew, when one is needed.
    void refresh() {
        offered = false;
        show();
        if (failed()) {
            background.run(serving::nextFree, found -> found.ifPresent(this::offer), failure -> {});
        }
    }

    /// Whether there is room for it.
    void setWanted(boolean room) {
        wanted = room;
        show();
    }

    private boolean failed() {
        return serving.status().state() == Serving.State.FAILED;
    }

    private void offer(int port) {
        String words = Text.of("serving.use", Integer.toString(port));
        button.setText(words);
        Describe.named(button, words, Text.of("serving.use.help"), "");
        button.setOnAction(press -> serveAt(port));
        offered = failed();
        show();
    }

    private void show() {
        button.setVisible(wanted && offered);
    }

    private void serveAt(int port) {
        background.run(
                () -> {
                    serving.start(port);
                    return serving.status();
                },
                now -> {
                    settings.port().set(Integer.toString(now.port()));
                    toasts.say(Text.of("serving.used", now.address()));
                },
                toasts::fail);
    }
}
