import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Where the training run shows its window: the class cache must know what draws it. On Linux without a display that is
/// a virtual one (`Xvfb`); where that is not installed the window is drawn for nobody, and the program starts slower.
final class Screen implements AutoCloseable {
    private static final int PATIENCE = 100;

    private final Process server; // null when a display is there already, or none can be had
    private final String display; // empty for the usual one
    private final boolean none;

    private Screen(Process server, String display, boolean none) {
        this.server = server;
        this.display = display;
        this.none = none;
    }

    static Screen any() throws IOException, InterruptedException {
        if (Layout.isWindows() || Layout.isMac() || System.getenv("DISPLAY") != null) {
            return new Screen(null, "", false);
        }
        for (int number = 90; number < 99; number++) {
            if (Files.notExists(socket(number)) && Files.notExists(Path.of("/tmp/.X" + number + "-lock"))) {
                return virtual(number);
            }
        }
        return without();
    }

    private static Screen virtual(int number) throws IOException, InterruptedException {
        Process server;
        try {
            server =
                    Command.of("Xvfb")
                            .with(":" + number, "-screen", "0", "1440x960x24")
                            .start(Layout.WORK.resolve("screen.log"));
        } catch (IOException notInstalled) {
            return without();
        }
        for (int i = 0; i < PATIENCE && server.isAlive(); i++) {
            if (Files.exists(socket(number))) {
                return new Screen(server, ":" + number, false);
            }
            server.waitFor(100, TimeUnit.MILLISECONDS);
        }
        server.destroy();
        return without();
    }

    private static Screen without() {
        IO.println("No display and no Xvfb: the class cache will not know the window. The program starts slower.");
        return new Screen(null, "", true);
    }

    private static Path socket(int number) {
        return Path.of("/tmp/.X11-unix/X" + number);
    }

    /// Lets a command show its window here.
    Command over(Command command) {
        return display.isEmpty() ? command : command.environment("DISPLAY", display);
    }

    /// What the Java machine must be told.
    String options() {
        return none ? "-Dglass.platform=Headless -Dprism.order=sw" : "";
    }

    @Override
    public void close() {
        if (server != null) {
            server.destroy();
        }
    }
}
