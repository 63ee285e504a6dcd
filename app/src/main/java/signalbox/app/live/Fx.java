package signalbox.app.live;

import javafx.application.Platform;

/// The one door to the FX thread.
public final class Fx {
    private Fx() {}

    /// Runs `action` on the FX thread: at once when already there, else soon. Dropped when the toolkit has gone.
    public static void run(Runnable action) {
        if (Platform.isFxApplicationThread()) {
            action.run();
        } else {
            later(action);
        }
    }

    /// Runs `action` on the FX thread, after what is queued there now.
    public static void later(Runnable action) {
        try {
            Platform.runLater(action);
        } catch (IllegalStateException toolkitGone) {
            // closing down: nobody is left to look
        }
    }
}
