import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/// Where everything lies, on each system.
final class Layout {
    static final String NAME = "Signalbox";

    /// The project's top folder.
    static final Path ROOT = Path.of("").toAbsolutePath();

    /// The program as the build left it.
    static final Path TREE = ROOT.resolve("app/target/signalbox");

    static final Path WORK = ROOT.resolve("target/packaging");

    /// What is handed out.
    static final Path DIST = WORK.resolve("dist");

    private Layout() {}

    static boolean isWindows() {
        return system().contains("win");
    }

    static boolean isMac() {
        return system().contains("mac");
    }

    static Path image() {
        return WORK.resolve("image").resolve(isMac() ? NAME + ".app" : NAME);
    }

    /// The folder in the image that holds `app/`, `runtime/` and `bin/`.
    static Path content() {
        if (isMac()) {
            return image().resolve("Contents");
        }
        return isWindows() ? image() : image().resolve("lib");
    }

    /// The folder in the image that holds the jars and the class cache.
    static Path jars() {
        return content().resolve("app");
    }

    static Path icon() {
        if (isMac()) {
            return ROOT.resolve("icons/signalbox.icns");
        }
        return ROOT.resolve(isWindows() ? "icons/signalbox.ico" : "icons/png/signalbox-256.png");
    }

    /// The jar that has the program's start.
    static Path mainJar() throws IOException {
        return Folders.files(TREE.resolve("lib"), ".jar").stream()
                .filter(jar -> jar.getFileName().toString().startsWith("app-"))
                .findFirst()
                .orElseThrow(() -> new IOException("No program in " + TREE + ". Run ./mvnw package first."));
    }

    /// Such as `1.0.0`: packages know no snapshots.
    static String version() throws IOException {
        return mainJar().getFileName().toString().replaceFirst("^app-([0-9.]+).*\\.jar$", "$1");
    }

    private static String system() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT);
    }
}
