import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The program with its own Java, in one folder.
final class Image {
    private static final List<String> JAVA_MODULES =
            List.of(
                    "java.base",
                    "java.desktop",
                    "java.logging",
                    "java.management",
                    "java.naming",
                    "java.net.http",
                    "java.sql",
                    "javafx.controls",
                    "jdk.accessibility",
                    "jdk.crypto.ec",
                    "jdk.jfr",
                    "jdk.localedata",
                    "jdk.net",
                    "jdk.unsupported");

    private static final String LOCALES = "en,cs,da,de,es,fi,fr,it,ja,ko,nb,nl,pl,pt,sv,tr,zh";

    /// The options of `bin/signalbox`, for the launcher that Windows and macOS start from their menus.
    private static final List<String> MACHINE_OPTIONS =
            List.of(
                    "-XX:AOTCache=$APPDIR/signalbox.aot",
                    "-Xlog:aot=off",
                    "-XX:+UseSerialGC",
                    "-XX:+UseCompactObjectHeaders",
                    "-Xmx512m",
                    "-XX:MetaspaceSize=64m",
                    "-XX:-UsePerfData",
                    "-XX:+DisableAttachMechanism",
                    "-XX:CompileThresholdScaling=3",
                    "--enable-native-access=javafx.graphics,ALL-UNNAMED",
                    "--add-opens=javafx.graphics/com.sun.javafx.tk.quantum=ALL-UNNAMED",
                    "--add-exports=javafx.graphics/com.sun.javafx.tk=ALL-UNNAMED",
                    "--add-exports=javafx.graphics/com.sun.glass.ui=ALL-UNNAMED");

    /// Class caches check the time of every jar, and some package formats keep even seconds only.
    private static final FileTime JAR_TIME = FileTime.from(Instant.parse("2026-11-01T00:00:00Z"));

    /// The cache holds classes, but not what was compiled in training: compiling all that at once, beside the window
    /// that is being drawn, makes its first frame a tenth later and takes a second of processor time more.
    private static final String WITHOUT_PROFILES =
            " -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining -XX:AOTCacheOutput=";

    private static final Duration TRAINING = Duration.ofSeconds(25);

    private Image() {}

    static void build() throws IOException, InterruptedException {
        jlink(modules());
        jpackage();
        sortClassPath();
        for (var jar : Folders.files(Layout.jars(), ".jar")) {
            Files.setLastModifiedTime(jar, JAR_TIME);
        }
        train();
    }

    /// Makes a module with its native code of each JavaFX jar: as a jar it would unpack that code at the first start,
    /// and no package could tell what it depends on.
    private static Path modules() throws IOException, InterruptedException {
        var modules = Files.createDirectories(Layout.WORK.resolve("jmods"));
        for (var jar : Folders.files(Layout.TREE.resolve("lib/javafx"), ".jar")) {
            var name = jar.getFileName().toString().replaceFirst("^javafx-([a-z]+)-.*", "javafx.$1");
            var classes = Files.createDirectories(Layout.WORK.resolve("unpacked/" + name + "/classes"));
            var natives = Files.createDirectories(Layout.WORK.resolve("unpacked/" + name + "/natives"));
            Folders.unzip(jar, classes, natives);
            Command.jdk("jmod")
                    .with("create", "--class-path", classes, "--libs", natives)
                    .with(modules.resolve(name + ".jmod"))
                    .run();
        }
        return modules;
    }

    private static void jlink(Path modules) throws IOException, InterruptedException {
        var runtime = Layout.WORK.resolve("runtime");
        Command.jdk("jlink")
                .with("--module-path", modules, "--add-modules", String.join(",", JAVA_MODULES))
                .with("--include-locales=" + LOCALES)
                .with("--strip-debug", "--no-header-files", "--no-man-pages", "--output", runtime)
                .run();
        var found = Command.of(runtime.resolve("bin/java")).with("--list-modules").output();
        var expected = Files.readString(Layout.ROOT.resolve("packaging/modules.txt"));
        if (!found.replaceAll("@\\S+", "").equals(expected)) {
            throw new IOException("The runtime's modules are not those of packaging/modules.txt:\n" + found);
        }
    }

    private static void jpackage() throws IOException, InterruptedException {
        var input = Files.createDirectories(Layout.WORK.resolve("input"));
        for (var jar : Folders.files(Layout.TREE.resolve("lib"), ".jar")) {
            Files.copy(jar, input.resolve(jar.getFileName()));
        }
        var command =
                Command.jdk("jpackage")
                        .with("--type", "app-image", "--dest", Layout.WORK.resolve("image"))
                        .with("--runtime-image", Layout.WORK.resolve("runtime"), "--input", input)
                        .with("--main-jar", Layout.mainJar().getFileName(), "--main-class", "signalbox.app.Main")
                        .with("--app-content", Layout.TREE.resolve("bin"), "--icon", Layout.icon());
        MACHINE_OPTIONS.forEach(option -> command.with("--java-options", option));
        Package.about(command).run();
    }

    /// Puts the launcher's class path into the order of `bin/signalbox`: one class cache must fit both.
    private static void sortClassPath() throws IOException {
        var file = Layout.jars().resolve(Layout.NAME + ".cfg");
        var lines = Files.readAllLines(file);
        var sorted = lines.stream().filter(line -> line.startsWith("app.classpath=")).sorted().iterator();
        lines.replaceAll(line -> line.startsWith("app.classpath=") ? sorted.next() : line);
        Files.write(file, lines);
    }

    /// Runs the demo's console in a window, sends it some calls, and keeps what the Java machine learned as its class
    /// cache.
    private static void train() throws IOException, InterruptedException {
        if (Layout.isWindows()) {
            IO.println(
                    "No class cache: on Windows nothing can ask the training run to end. The program starts slower.");
            return;
        }
        var cache = Layout.jars().resolve("signalbox.aot");
        var log = Layout.WORK.resolve("training.log");
        var program = Layout.content().resolve("bin/signalbox");
        var data = Layout.WORK.resolve("training");
        int port = Lessons.freePort();
        try (var screen = Screen.any()) {
            var run =
                    screen.over(Command.of(program).with("--demo", "--port", port, "--data-dir", data))
                            .environment("SIGNALBOX_OPTS", screen.options() + WITHOUT_PROFILES + cache)
                            .start(log);
            if (run.waitFor(TRAINING)) {
                throw new IOException("The training run ended by itself; " + log + " has what it said.");
            }
            Lessons.give(program, data, port);
            run.destroy();
            if (!run.waitFor(120, TimeUnit.SECONDS) || !Files.exists(cache)) {
                run.destroyForcibly();
                throw new IOException("The training run left no class cache; " + log + " has what it said.");
            }
        }
    }
}
