package signalbox.app.desktop;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.app.shell.Notifier;

/// Notifications through the program that each desktop has for them: `notify-send` on Linux, `osascript` on macOS.
/// Where it is missing nothing is shown and nothing breaks. Thread-safe.
public final class CommandNotifier implements Notifier {
    private static final Logger LOG = LoggerFactory.getLogger(CommandNotifier.class);

    /// Words reach the script as arguments, never as part of it.
    private static final String SCRIPT = "on run {title, words}\ndisplay notification words with title title\nend run";

    private final String os;
    private volatile boolean missing;

    public CommandNotifier(String osName) {
        os = osName.toLowerCase(Locale.ROOT);
    }

    @Override
    public void hint(String title, String sentence) {
        var command = command(title, sentence);
        if (missing || command.isEmpty()) {
            return;
        }
        Thread.ofVirtual().name("notification").start(() -> run(command));
    }

    List<String> command(String title, String sentence) {
        if (os.contains("mac")) {
            return List.of("osascript", "-e", SCRIPT, title, sentence);
        }
        return os.contains("win")
                ? List.of()
                : List.of("notify-send", "--app-name=Signalbox", "--icon=signalbox", "--", title, sentence);
    }

    private void run(List<String> command) {
        try {
            new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException notThere) {
            missing = true;
            LOG.info("this desktop shows no notifications: {} cannot be run", command.getFirst());
        }
    }
}
