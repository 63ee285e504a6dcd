package signalbox.app;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.app.cli.SignalboxCommand.Start;
import signalbox.app.cli.Version;
import signalbox.app.desktop.SettingsFile;
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
        try (Instance instance = Starting.open(start, App::bringToFront);
                var settings = new SettingsFile(instance.dataDir())) {
            try {
                instance.listen(port(start, settings));
            } catch (RouterException e) {
                LOG.warn("not listening: {}", e.getMessage());
            }
            App.show(
                    new App.Start(
                            instance.router(),
                            instance.serving(),
                            settings,
                            instance.dataDir(),
                            Actor.name(),
                            Version.current(),
                            start.minimised()));
        }
        return 0;
    }

    /// The command line's port, else the one chosen in Preferences, else the usual one.
    private static int port(Start start, SettingsFile settings) {
        String chosen = settings.load().getOrDefault("port", "");
        return start.portChosen() || !chosen.matches("[0-9]{1,5}") ? start.port() : Integer.parseInt(chosen);
    }
}
