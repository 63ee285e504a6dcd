package signalbox.app.desktop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import signalbox.app.shell.AutoStart;

/// Starts Signalbox with the desktop, by each platform's own custom: an entry in the XDG autostart folder, a launch
/// agent, a value under the registry's Run key. Only an installed program or the start script can be started again, so
/// without either it is not possible. Blocks; thread-safe.
public final class LoginItem implements AutoStart {
    private static final String LABEL = "signalbox.console";
    private static final String RUN_KEY = "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run";

    private enum Kind {
        XDG,
        LAUNCH_AGENT,
        RUN_KEY
    }

    private final Kind kind;
    private final Path file;
    private final Optional<String> launcher;

    /// @param launcher the program to start; empty when it cannot be told
    public LoginItem(String osName, Path home, Map<String, String> environment, Optional<String> launcher) {
        String os = osName.toLowerCase(Locale.ROOT);
        this.launcher = launcher;
        kind = os.contains("win") ? Kind.RUN_KEY : os.contains("mac") ? Kind.LAUNCH_AGENT : Kind.XDG;
        file =
                kind == Kind.LAUNCH_AGENT
                        ? home.resolve("Library/LaunchAgents").resolve(LABEL + ".plist")
                        : config(home, environment).resolve("autostart/signalbox.desktop");
    }

    /// The program that runs now: as its installer says, or the script that started it.
    public static Optional<String> thisProgram() {
        return Optional.ofNullable(System.getProperty("jpackage.app-path"))
                .or(() -> Optional.ofNullable(System.getProperty("signalbox.launcher")))
                .filter(path -> Files.isExecutable(Path.of(path)));
    }

    @Override
    public boolean possible() {
        return launcher.isPresent();
    }

    @Override
    public boolean enabled() throws IOException {
        return kind == Kind.RUN_KEY ? registry("query") == 0 : Files.exists(file);
    }

    @Override
    public void set(boolean enabled) throws IOException {
        String program = launcher.orElseThrow(() -> new IOException("the program cannot be told"));
        if (kind == Kind.RUN_KEY) {
            int code =
                    enabled
                            ? registry("add", "/t", "REG_SZ", "/d", "\"" + program + "\" --minimised", "/f")
                            : registry("delete", "/f");
            if (code != 0) {
                throw new IOException("the registry refused, code " + code);
            }
        } else if (enabled) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, kind == Kind.XDG ? desktopEntry(program) : launchAgent(program));
        } else {
            Files.deleteIfExists(file);
        }
    }

    private static Path config(Path home, Map<String, String> environment) {
        String named = environment.getOrDefault("XDG_CONFIG_HOME", "");
        return named.isEmpty() ? home.resolve(".config") : Path.of(named);
    }

    /// Quoted as the desktop entry specification asks for arguments of Exec.
    private static String desktopEntry(String program) {
        String quoted = program.replaceAll("([\"`$\\\\])", "\\\\$1").replace("\\", "\\\\").replace("%", "%%");
        return """
        [Desktop Entry]
        Type=Application
        Name=Signalbox
        Comment=Console for LLM spend and routing policy
        Exec="%s" --minimised
        Icon=signalbox
        Terminal=false
        X-GNOME-Autostart-enabled=true
        """
                .formatted(quoted);
    }

    private static String launchAgent(String program) {
        String escaped = program.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return """
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
        <plist version="1.0">
        <dict>
          <key>Label</key><string>%s</string>
          <key>ProgramArguments</key>
          <array><string>%s</string><string>--minimised</string></array>
          <key>RunAtLoad</key><true/>
        </dict>
        </plist>
        """
                .formatted(LABEL, escaped);
    }

    private static int registry(String verb, String... more) throws IOException {
        var command = new ArrayList<>(List.of("reg", verb, RUN_KEY, "/v", "Signalbox"));
        command.addAll(List.of(more));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(10, TimeUnit.SECONDS) ? process.exitValue() : 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }
}
