package signalbox.app.connect;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import signalbox.app.text.Text;
import signalbox.core.RouterException;

/// The configuration files of the tools on this machine: what would stand in them, written only after it was shown,
/// with the old file kept beside. Blocks on the disk: never on the FX thread.
final class ToolFiles {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Path home;
    private final Map<String, String> environment;

    /// What a file says and what it would say.
    ///
    /// @param existed whether there is such a file
    /// @param backup where the old one goes; not used for a new file
    record Planned(Path file, boolean existed, String before, String after, Path backup) {
        boolean changes() {
            return !before.equals(after);
        }
    }

    private interface Edit {
        String of(String before) throws IOException;
    }

    ToolFiles(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = environment;
    }

    /// Whether a tool has a file that can be written here.
    boolean has(Client client) {
        return switch (client) {
            case CLAUDE_CODE, CODEX -> true;
            case ANY, OPENAI_PYTHON, OPENAI_JS, ANTHROPIC_SDK -> profile().isPresent();
            case CURL, LANGCHAIN, DOCKER -> false;
        };
    }

    /// What would be written for a tool, file by file.
    ///
    /// @throws RouterException `config_unreadable` with the file that nobody could edit safely
    List<Planned> plan(Client client, String baseUrl, String key, Instant now) throws RouterException {
        var planned = new ArrayList<Planned>();
        for (Map.Entry<Path, Edit> edit : edits(client, baseUrl, key).entrySet()) {
            planned.add(plan(edit.getKey(), edit.getValue(), now));
        }
        return planned;
    }

    /// Writes what was planned.
    ///
    /// @throws RouterException `config_changed` when a file has changed since, `config_unwritable`; files before it in
    ///   the list stay written
    void write(List<Planned> planned) throws RouterException {
        for (Planned one : planned) {
            if (one.changes()) {
                expect(one, one.before);
                trying(
                        one.file,
                        () -> {
                            if (one.existed) {
                                Files.copy(one.file, one.backup, StandardCopyOption.COPY_ATTRIBUTES);
                            }
                            put(one.file, one.after);
                        });
            }
        }
    }

    /// Puts the old files back, unless somebody has changed them since.
    ///
    /// @throws RouterException `config_changed`, `config_unwritable`
    void undo(List<Planned> planned) throws RouterException {
        for (Planned one : planned.reversed()) {
            if (one.changes()) {
                expect(one, one.after);
                trying(
                        one.file,
                        () -> {
                            if (one.existed) {
                                Files.move(one.backup, one.file, StandardCopyOption.REPLACE_EXISTING);
                            } else {
                                Files.delete(one.file);
                            }
                        });
            }
        }
    }

    private Map<Path, Edit> edits(Client client, String baseUrl, String key) {
        var edits = new LinkedHashMap<Path, Edit>();
        switch (client) {
            case CLAUDE_CODE ->
                    edits.put(
                            folder("CLAUDE_CONFIG_DIR", ".claude").resolve("settings.json"),
                            before ->
                                    Edits.jsonEnv(
                                            before,
                                            ordered("ANTHROPIC_BASE_URL", baseUrl, "ANTHROPIC_AUTH_TOKEN", key)));
            case CODEX -> {
                edits.put(
                        folder("CODEX_HOME", ".codex").resolve("config.toml"),
                        before ->
                                Edits.toml(
                                        before,
                                        "model_provider",
                                        "\"signalbox\"",
                                        "model_providers.signalbox",
                                        ordered(
                                                "name",
                                                "\"Signalbox\"",
                                                "base_url",
                                                "\"" + baseUrl + "/v1\"",
                                                "env_key",
                                                "\"SIGNALBOX_KEY\"",
                                                "wire_api",
                                                "\"responses\"")));
                exports(edits, ordered("SIGNALBOX_KEY", key));
            }
            case ANTHROPIC_SDK -> exports(edits, ordered("ANTHROPIC_BASE_URL", baseUrl, "ANTHROPIC_API_KEY", key));
            default -> exports(edits, ordered("OPENAI_BASE_URL", baseUrl + "/v1", "OPENAI_API_KEY", key));
        }
        return edits;
    }

    private void exports(Map<Path, Edit> edits, Map<String, String> variables) {
        profile()
                .ifPresent(file -> {
                    Function<Map.Entry<String, String>, String> line =
                            file.toString().endsWith(".fish")
                                    ? one -> "set -gx " + one.getKey() + " " + one.getValue()
                                    : one -> "export " + one.getKey() + "=" + one.getValue();
                    edits.put(file, before -> Edits.profile(before, variables.entrySet().stream().map(line).toList()));
                });
    }

    /// The file that the operator's shell reads; empty where there is no such custom.
    private Optional<Path> profile() {
        String shell = environment.getOrDefault("SHELL", "");
        if (shell.isEmpty()) {
            return Optional.empty();
        }
        String name = shell.substring(shell.lastIndexOf('/') + 1);
        return Optional.of(
                switch (name) {
                    case "zsh" -> folder("ZDOTDIR", "").resolve(".zshrc");
                    case "bash" -> home.resolve(".bashrc");
                    case "fish" -> home.resolve(".config/fish/config.fish");
                    default -> home.resolve(".profile");
                });
    }

    private Path folder(String variable, String otherwise) {
        String named = environment.getOrDefault(variable, "");
        return named.isEmpty() ? home.resolve(otherwise) : Path.of(named);
    }

    private static Planned plan(Path named, Edit edit, Instant now) throws RouterException {
        try {
            // a link keeps being one: its target is what is written
            Path file = Files.exists(named) ? named.toRealPath() : named;
            boolean existed = Files.exists(file);
            String before = existed ? Files.readString(file) : "";
            Path backup = file.resolveSibling(file.getFileName() + "." + STAMP.format(now) + ".bak");
            return new Planned(file, existed, before, edit.of(before), backup);
        } catch (MalformedInputException e) {
            throw unreadable(named, "UTF-8", e);
        } catch (IOException e) {
            throw unreadable(named, named.toString().endsWith(".json") ? "JSON" : "UTF-8", e);
        }
    }

    private static RouterException unreadable(Path file, String as, IOException cause) {
        return new RouterException("config_unreadable", Text.of("connect.write.broken", file, as), cause);
    }

    private static void expect(Planned one, String expected) throws RouterException {
        String now;
        try {
            now = Files.readString(one.file);
        } catch (NoSuchFileException none) {
            now = "";
        } catch (IOException e) {
            throw new RouterException(
                    "config_unwritable", Text.of("connect.write.unwritable", one.file, e.getMessage()), e);
        }
        if (!now.equals(expected)) {
            throw new RouterException("config_changed", Text.of("connect.write.changed", one.file, one.backup));
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void trying(Path file, Step step) throws RouterException {
        try {
            step.run();
        } catch (IOException e) {
            throw new RouterException(
                    "config_unwritable", Text.of("connect.write.unwritable", file, e.getMessage()), e);
        }
    }

    /// Into a new file that takes the old one's place and its permissions; a file of our own is its owner's only.
    private static void put(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Path part = file.resolveSibling(file.getFileName() + ".signalbox-part");
        boolean posix = Files.getFileStore(file.getParent()).supportsFileAttributeView("posix");
        var rights =
                posix && Files.exists(file)
                        ? Files.getPosixFilePermissions(file)
                        : PosixFilePermissions.fromString("rw-------");
        Files.deleteIfExists(part);
        if (posix) {
            Files.createFile(part, PosixFilePermissions.asFileAttribute(rights));
        }
        Files.writeString(part, text);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Map<String, String> ordered(String... pairs) {
        var map = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
