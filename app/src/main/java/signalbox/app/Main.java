package signalbox.app;

import java.io.IOException;
import java.util.Map;
import signalbox.app.cli.SignalboxCommand;
import signalbox.app.cli.SignalboxCommand.Start;
import signalbox.core.RouterException;
import signalbox.core.control.ControlClient;

/// Where the program starts. Not a JavaFX application itself: Java would then insist on JavaFX as modules before any of
/// our code could run, and the command line needs no JavaFX at all.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Logs.none();
        System.exit(SignalboxCommand.run(Main::start, args));
    }

    static int start(Start start) throws RouterException {
        try {
            return start.headless() ? Headless.run(start) : Console.run(start);
        } catch (RouterException e) {
            if (e.code().equals("data_dir_in_use") && !start.headless() && showFirst(start)) {
                return 0;
            }
            throw e;
        }
    }

    /// A second start shows the first one's window.
    private static boolean showFirst(Start start) {
        try (var _ = ControlClient.send(start.dataDir(), Map.of("command", "show"))) {
            return true;
        } catch (RouterException | IOException e) {
            return false;
        }
    }
}
