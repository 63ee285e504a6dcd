package signalbox.app;

import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.app.cli.SignalboxCommand.Start;
import signalbox.app.cli.Version;
import signalbox.app.desktop.SettingsFile;
import signalbox.app.shell.Settings;
import signalbox.core.RouterException;

/// Signalbox with its window. The window comes up while the router opens: neither waits for the other.
final class Console {
    private static final Logger LOG = LoggerFactory.getLogger(Console.class);

    private Console() {}

    /// Shows the window and returns when it is closed. A port that cannot be had is no reason not to open: the window
    /// says who holds it and offers another.
    ///
    /// @return the exit code
    static int run(Start start) throws RouterException {
        Path dataDir = Starting.dataDir(start);
        try (var settings = new SettingsFile(dataDir);
                var opening = Opening.begin(() -> open(start, dataDir, settings))) {
            App.show(new App.Start(opening, settings, dataDir, Actor.name(), Version.current(), start.minimised()));
            opening.check();
        }
        return 0;
    }

    private static Instance open(Start start, Path dataDir, SettingsFile settings) throws RouterException {
        Instance instance = Starting.open(start, dataDir, App::bringToFront);
        try {
            instance.listen(port(start, settings));
        } catch (RouterException e) {
            LOG.warn("not listening: {}", e.getMessage());
        }
        return instance;
    }

    /// The command line's port, else the one chosen in Preferences, else the usual one.
    private static int port(Start start, SettingsFile settings) {
        String chosen = settings.load().getOrDefault("port", "");
        return start.portChosen() || !Settings.isPort(chosen) ? start.port() : Integer.parseInt(chosen);
    }
}
