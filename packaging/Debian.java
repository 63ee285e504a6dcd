import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The Debian package. jpackage finds what the native code depends on; the rest is laid out here as Debian lays out its
/// own: files only, no scripts, so that it installs without a desktop and its removal leaves nothing.
final class Debian {
    private static final List<Integer> ICON_SIZES = List.of(16, 24, 32, 48, 64, 128, 256, 512);

    private Debian() {}

    static void build() throws IOException, InterruptedException {
        var unpacked = Layout.WORK.resolve("deb");
        var made = byJpackage();
        Command.of("dpkg-deb").with("--raw-extract", made, unpacked).run();
        for (var script : List.of("preinst", "postinst", "prerm", "postrm")) {
            Files.deleteIfExists(unpacked.resolve("DEBIAN").resolve(script));
        }
        addToSystem(unpacked.resolve("usr"));
        Command.of("dpkg-deb")
                .with("--root-owner-group", "-Zxz", "-z3", "--build", unpacked)
                .with(Layout.DIST.resolve(made.getFileName()))
                .run();
    }

    private static Path byJpackage() throws IOException, InterruptedException {
        var folder = Files.createDirectories(Layout.WORK.resolve("deb-by-jpackage"));
        var command =
                Command.jdk("jpackage")
                        .with("--type", "deb", "--app-image", Layout.image(), "--dest", folder)
                        .with("--linux-package-name", "signalbox", "--linux-app-category", "devel")
                        .with("--linux-deb-maintainer", "signalbox@localhost")
                        .environment("DPKG_DEB_COMPRESSOR_TYPE", "none");
        Package.about(command).run();
        return Folders.files(folder, ".deb").getFirst();
    }

    /// The command, the menu entry and its icons.
    private static void addToSystem(Path usr) throws IOException {
        var command = usr.resolve("bin/signalbox");
        Files.createDirectories(command.getParent());
        Files.createSymbolicLink(command, Path.of("../../opt/signalbox/lib/bin/signalbox"));
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
}
