package signalbox.app.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// Where Signalbox keeps its data unless told otherwise, by the platform's custom. Pure.
public final class DataDir {
    private DataDir() {}

    static Path standard(String osName, String home, Map<String, String> environment) {
        String os = osName.toLowerCase(Locale.ROOT);
        if (os.contains("win")) {
            return Path.of(environment.getOrDefault("APPDATA", home), "Signalbox");
        }
        if (os.contains("mac")) {
            return Path.of(home, "Library", "Application Support", "Signalbox");
        }
        String data = environment.getOrDefault("XDG_DATA_HOME", "");
        return data.isEmpty() ? Path.of(home, ".local", "share", "signalbox") : Path.of(data, "signalbox");
    }

    static Path standard() {
        return standard(System.getProperty("os.name"), home().toString(), System.getenv());
    }

    /// The operator’s own folder: `HOME` where the system has it, as every other program there takes it. Java asks the
    /// user database instead, which a container or a `sudo` may not mean.
    public static Path home() {
        return home(System.getProperty("os.name"), System.getProperty("user.home"), System.getenv());
    }

    static Path home(String osName, String user, Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", "");
        boolean windows = osName.toLowerCase(Locale.ROOT).startsWith("win");
        return Path.of(windows || !home.startsWith("/") ? user : home);
    }
}
