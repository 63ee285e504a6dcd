import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Packages the program with its own Java, for the system it runs on. `./mvnw -Ppackage` builds the program and runs
/// this; with a JDK 25 and the program built it is also
///
///     java packaging/Package.java [image | deb | rpm | msi | dmg | pkg]...
///
/// With no word, the usual package of the system. What it makes lies in `target/packaging/dist`, with checksums and the
/// list of what is inside.
///
/// Decision: a program of our own and no Maven plugin, because two steps sit between the tools: JavaFX becomes modules of
/// the runtime, and the class cache is made by running the image before it is wrapped.
final class Package {
    private Package() {}

    static void main(String[] args) throws IOException, InterruptedException, NoSuchAlgorithmException {
        var version = Layout.version();
        var parts = parts();
        Folders.delete(Layout.WORK);
        Files.createDirectories(Layout.DIST);
        Image.build();
        IO.println("Image: " + Layout.image());
        for (var type : args.length > 0 ? List.of(args) : List.of(usualType())) {
            make(type);
        }
        Files.copy(parts, Layout.DIST.resolve("signalbox-" + version + ".cdx.json"));
        checksums();
    }

    /// The list of the build's parts. No package leaves without it.
    private static Path parts() throws IOException {
        var parts = Layout.ROOT.resolve("app/target/bom.json");
        if (!Files.exists(parts)) {
            throw new IOException(
                    "The list of the parts, "
                            + parts
                            + ", is missing. Maven makes it only online: run ./mvnw -Ppackage without -o.");
        }
        return parts;
    }

    private static void make(String type) throws IOException, InterruptedException {
        switch (type) {
            case "image" -> {}
            case "deb" -> Debian.build();
            case "rpm" ->
                    wrap(
                            type,
                            "--linux-package-name",
                            "signalbox",
                            "--linux-shortcut",
                            "--linux-menu-group",
                            "Development");
            case "msi" -> wrap(type, "--win-menu", "--win-per-user-install", "--win-upgrade-uuid", UPGRADE_ID);
            case "dmg", "pkg" -> wrap(type);
            default -> throw new IOException("Packages are image, deb, rpm, msi, dmg and pkg; " + type + " is none.");
        }
    }

    /// By this Windows knows a newer package as the same program. Never change it.
    private static final String UPGRADE_ID = "6f0f2f5e-5a3b-4a60-9d1e-8d5a2c1b7e40";

    private static void wrap(String type, String... options) throws IOException, InterruptedException {
        var command =
                Command.jdk("jpackage")
                        .with("--type", type, "--app-image", Layout.image(), "--dest", Layout.DIST)
                        .with((Object[]) options);
        about(command).run();
    }

    /// What every package says of itself.
    static Command about(Command command) throws IOException {
        return command.with("--name", Layout.NAME, "--app-version", Layout.version(), "--vendor", Layout.NAME)
                .with("--copyright", "Apache License 2.0")
                .with("--description", "Console for LLM spend and routing policy");
    }

    private static String usualType() {
        if (Layout.isMac()) {
            return "dmg";
        }
        return Layout.isWindows() ? "msi" : "deb";
    }

    private static void checksums() throws IOException, NoSuchAlgorithmException {
        var lines = new ArrayList<String>();
        for (var file : Folders.files(Layout.DIST, "")) {
            var sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            lines.add(HexFormat.of().formatHex(sum) + "  " + file.getFileName());
            IO.println(file + ", " + Files.size(file) / 1_000_000 + " MB");
        }
        Files.write(Layout.DIST.resolve("SHA256SUMS"), lines);
    }
}
