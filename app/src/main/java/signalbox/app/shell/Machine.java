package signalbox.app.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// The machine around the console: its settings, where things lie, and what the desktop can do for it. Tests make one
/// of their own.
///
/// @param dataDir where this router keeps everything
/// @param home the operator's own folder, where other programs keep their configuration
/// @param environment as the program was started with it
public record Machine(
        Settings settings,
        Path dataDir,
        Path home,
        Map<String, String> environment,
        AutoStart autoStart,
        Notifier notifier,
        Tray tray,
        Diagnosis diagnosis) {
    /// Makes a zip for a bug report, without anything secret in it. Blocks.
    @FunctionalInterface
    public interface Diagnosis {
        /// @param policy as a policy file says it
        /// @param status one JSON object, or why there is none
        void write(Path file, String policy, String status) throws IOException;
    }
}
