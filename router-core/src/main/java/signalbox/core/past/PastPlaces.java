package signalbox.core.past;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Where tools keep their logs on this machine. Only looks whether the folders are there.
public final class PastPlaces {
    private PastPlaces() {}

    /// @param environment for `CLAUDE_CONFIG_DIR` and `CODEX_HOME`
    public static List<Path> found(Path home, Map<String, String> environment) {
        Path claude = folder(environment, "CLAUDE_CONFIG_DIR", home.resolve(".claude"));
        Path codex = folder(environment, "CODEX_HOME", home.resolve(".codex"));
        return Stream.of(
                        claude.resolve("projects"),
                        home.resolve(".config/claude/projects"),
                        codex.resolve("sessions"),
                        codex.resolve("archived_sessions"))
                .distinct()
                .filter(Files::isDirectory)
                .toList();
    }

    private static Path folder(Map<String, String> environment, String variable, Path otherwise) {
        String named = environment.getOrDefault(variable, "");
        return named.isEmpty() ? otherwise : Path.of(named);
    }
}
