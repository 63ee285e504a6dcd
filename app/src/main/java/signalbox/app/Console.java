package signalbox.app;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.app.cli.SignalboxCommand.Start;
import signalbox.app.cli.Version;
import signalbox.core.RouterException;

/// Signalbox with its window.
final class Console {
    private static final Logger LOG = LoggerFactory.getLogger(Console.class);

    private Console() {}

    /// Shows the window and returns when it is closed. A port that cannot be had is no reason not to open: the window
    /// says who holds it and offers another.
    ///
    /// @return the exit code
    static int run(Start start) throws RouterException {
        try (Instance instance = Starting.open(start, App::bringToFront)) {
            try {
                instance.listen();
            } catch (RouterException e) {
                LOG.warn("not listening: {}", e.getMessage());
            }
            App.show(instance.router(), instance.serving(), Actor.name(), Version.current());
        }
        return 0;
    }
}
