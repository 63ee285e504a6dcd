package signalbox.app.desktop;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A zip for a bug report: versions, the log, the policy, the status, the console's settings. Nothing that opens a door
/// is in it: credentials of the policy are left out, and what looks like a key is masked wherever it stands. Blocks;
/// stateless.
public final class Diagnostics {
    private static final int MOST_LOG_BYTES = 4 << 20;
    private static final String LEFT_OUT = "(left out)";

    /// Tokens of the usual makers, bearer values, and anything long that a name calls a secret.
    private static final List<Pattern> SECRETS =
            List.of(
                    Pattern.compile(
                            "\\b(?:sk|sbx|pk|rk|gsk|xai|key|ghp|gho|AIza|hf|r8|csk|fw|tgp)[-_][A-Za-z0-9_\\-]{6,}"),
                    Pattern.compile("\\bAIza[A-Za-z0-9_\\-]{10,}"),
                    Pattern.compile("(?i)\\b(?:bearer|basic)\\s+[A-Za-z0-9._~+/=\\-]{6,}"),
                    Pattern.compile(
                            "(?i)(?<=[\"']?(?:api[-_]?key|authorization|token|secret|password)[\"']?\\s{0,3}[:=]\\s{0,3})"
                                + "[\"']?[^\\s\"',}]{6,}[\"']?"),
                    Pattern.compile("(?<=://)[^/\\s@]+(?=@)"));

    private static final Pattern CREDENTIAL = Pattern.compile("(?m)(\\bcredential:\\s*)[^,}\\n]+");

    private Diagnostics() {}

    /// Makes the file, readable by its owner only.
    ///
    /// @param policy as a policy file says it
    /// @param status one JSON object, or a sentence on why there is none
    /// @throws java.nio.file.FileAlreadyExistsException when there is such a file
    public static void write(Path file, String version, Path dataDir, String policy, String status) throws IOException {
        var parts = new LinkedHashMap<String, String>();
        parts.put("versions.txt", versions(version));
        parts.put("status.json", scrubbed(status));
        parts.put("policy.yaml", scrubbed(withoutCredentials(policy)));
        parts.put("settings.properties", scrubbed(text(dataDir.resolve(SettingsFile.NAME))));
        logs(dataDir.resolve("logs"), parts);
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
                var zip = new ZipOutputStream(out)) {
            ownerOnly(file);
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
    }

    /// The text with everything masked that looks like a secret.
    static String scrubbed(String text) {
        String clean = text;
        for (Pattern secret : SECRETS) {
            clean = secret.matcher(clean).replaceAll(LEFT_OUT);
        }
        return clean;
    }

    static String withoutCredentials(String policy) {
        return CREDENTIAL.matcher(policy).replaceAll("$1" + LEFT_OUT);
    }

    private static String versions(String version) {
        var lines = new StringBuilder("signalbox " + version + "\n");
        for (String name :
                List.of(
                        "java.vendor",
                        "java.version",
                        "java.vm.name",
                        "javafx.version",
                        "os.name",
                        "os.version",
                        "os.arch",
                        "file.encoding",
                        "user.language")) {
            lines.append(name).append(' ').append(System.getProperty(name, "unknown")).append('\n');
        }
        lines.append("processors ").append(Runtime.getRuntime().availableProcessors()).append('\n');
        lines.append("heap.max ").append(Runtime.getRuntime().maxMemory()).append('\n');
        return lines.toString();
    }

    private static void logs(Path folder, Map<String, String> parts) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path log : files.filter(one -> one.toString().endsWith(".log")).sorted().toList()) {
                parts.put("logs/" + log.getFileName(), scrubbed(text(log)));
            }
        }
    }

    private static String text(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_LOG_BYTES), StandardCharsets.UTF_8);
        } catch (NoSuchFileException none) {
            return "";
        }
    }

    private static void ownerOnly(Path file) throws IOException {
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }
}
