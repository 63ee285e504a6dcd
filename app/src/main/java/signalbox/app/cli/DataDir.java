package signalbox.app.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// Where Signalbox keeps its data unless told otherwise, by the platform's custom. Pure.
final class DataDir {
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
        return standard(System.getProperty("os.name"), System.getProperty("user.home"), System.getenv());
    }
}
