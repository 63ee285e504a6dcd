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
        if (start.headless()) {
            return Headless.run(start);
        }
        try {
            return showFirst(start) ? 0 : Console.run(start);
        } catch (RouterException e) {
            if (e.code().equals("data_dir_in_use") && showFirst(start)) {
                return 0; // both were started at the same moment
            }
            throw e;
        }
    }

    /// A second start shows the first one's window, and asks for that before it shows one of its own.
    ///
    /// @throws RouterException `headless` when the first one has no window
    private static boolean showFirst(Start start) throws RouterException {
        if (start.dataDir() == null) {
            return false;
        }
        try (var _ = ControlClient.send(start.dataDir(), Map.of("command", "show"))) {
            return true;
        } catch (RouterException e) {
            if (e.code().equals("headless")) {
                throw e;
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }
}
