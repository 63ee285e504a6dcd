import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The Debian package, laid out as Debian lays out its own: files only, no scripts, so that it installs without a
/// desktop and its removal leaves nothing.
///
/// Decision: not by jpackage, whose package depends on every library that a needed library happened to need on the
/// machine that built it, under that machine's names.
final class Debian {
    private static final List<Integer> ICON_SIZES = List.of(16, 24, 32, 48, 64, 128, 256, 512);

    /// What the runtime's native code loads. Newer releases gave two of them new names.
    private static final String DEPENDS =
            "libc6, zlib1g, libfontconfig1, libfreetype6, libpangoft2-1.0-0, libgtk-3-0 | libgtk-3-0t64, libx11-6,"
                    + " libxext6, libxi6, libxrender1, libxtst6, libxxf86vm1, libgl1, libasound2 | libasound2t64,"
                    + " fonts-dejavu-core | fonts-liberation";

    private static final Path PACKAGE = Layout.WORK.resolve("deb");
    private static final Path HOME = PACKAGE.resolve("opt/signalbox");

    private Debian() {}

    static void build() throws IOException, InterruptedException {
        Files.createDirectories(HOME.resolve("bin"));
        for (var part : List.of("app", "runtime")) {
            Command.of("cp").with("--archive", Layout.content().resolve(part), HOME.resolve(part)).run();
        }
        Files.delete(HOME.resolve("app").resolve(Layout.NAME + ".cfg"));
        Files.copy(Layout.content().resolve("bin/signalbox"), HOME.resolve("bin/signalbox"));
        Command.of("chmod").with("755", HOME.resolve("bin/signalbox")).run();
        addToSystem(PACKAGE.resolve("usr"));
        var architecture = Command.of("dpkg").with("--print-architecture").output().strip();
        Folders.write(control(architecture), PACKAGE.resolve("DEBIAN/control"));
        var file = Layout.DIST.resolve("signalbox_" + Layout.version() + "_" + architecture + ".deb");
        Command.of("dpkg-deb").with("--root-owner-group", "-Zxz", "-z3", "--build", PACKAGE, file).run();
    }

    /// The command, the menu entry and its icons.
    private static void addToSystem(Path usr) throws IOException {
        Files.createDirectories(usr.resolve("bin"));
        Files.createSymbolicLink(usr.resolve("bin/signalbox"), Path.of("../../opt/signalbox/bin/signalbox"));
        Folders.copy(
                Layout.ROOT.resolve("packaging/linux/signalbox.desktop"),
                usr.resolve("share/applications/signalbox.desktop"));
        Folders.copy(Layout.ROOT.resolve("LICENSE"), usr.resolve("share/doc/signalbox/copyright"));
        var icons = usr.resolve("share/icons/hicolor");
        Folders.copy(Layout.ROOT.resolve("icons/src/signalbox.svg"), icons.resolve("scalable/apps/signalbox.svg"));
        for (var size : ICON_SIZES) {
            Folders.copy(
                    Layout.ROOT.resolve("icons/png/signalbox-" + size + ".png"),
                    icons.resolve(size + "x" + size + "/apps/signalbox.png"));
        }
    }

    private static String control(String architecture) throws IOException {
        return """
        Package: signalbox
        Version: %s
        Architecture: %s
        Maintainer: Signalbox <signalbox@localhost>
        Installed-Size: %d
        Depends: %s
        Section: devel
        Priority: optional
        Description: Console for LLM spend and routing policy
         Every app on this machine calls one local port; Signalbox routes the call,
         holds the caps and shows where the money goes. Brings its own Java.
        """
                .formatted(Layout.version(), architecture, Folders.size(PACKAGE) / 1024, DEPENDS);
    }
}
