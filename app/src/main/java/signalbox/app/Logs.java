package signalbox.app;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Sends the log to files in the data directory, readable by their owner only: one JSON object a line with a fixed set
/// of fields, so that nothing a client or a provider sent can forge a line. An exception stands as its class and place;
/// its message may quote a header and stays out.
final class Logs {
    private static final int BYTES = 2 << 20;
    private static final int FILES = 5;

    private Logs() {}

    /// Keeps everything quiet, so that the command line prints its own words only.
    static void none() {
        LogManager.getLogManager().reset();
    }

    /// Where the files of a data directory are.
    static Path folder(Path dataDir) {
        return dataDir.resolve("logs");
    }

    /// @throws IOException when the files cannot be made
    static void to(Path dataDir) throws IOException {
        Path directory = folder(dataDir);
        Files.createDirectories(directory);
        if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        root.setLevel(Level.WARNING);
        Logger.getLogger("signalbox").setLevel(Level.INFO);
        Handler file = new FileHandler(directory.resolve("signalbox.%g.log").toString(), BYTES, FILES, true);
        file.setFormatter(new Line());
        root.addHandler(file);
    }

    private static final class Line extends Formatter {
        @Override
        public String format(LogRecord entry) {
            var line = new StringBuilder(200);
            line.append("{\"at\":\"").append(entry.getInstant());
            line.append("\",\"level\":\"").append(entry.getLevel().getName());
            line.append("\",\"from\":\"").append(quoted(entry.getLoggerName()));
            line.append("\",\"message\":\"").append(quoted(formatMessage(entry)));
            if (entry.getThrown() != null) {
                line.append("\",\"error\":\"").append(quoted(place(entry.getThrown())));
            }
            return line.append("\"}\n").toString();
        }

        private static String place(Throwable thrown) {
            var text = new StringBuilder(thrown.getClass().getName());
            StackTraceElement[] frames = thrown.getStackTrace();
            for (int i = 0; i < Math.min(frames.length, 12); i++) {
                text.append(" at ").append(frames[i]);
            }
            return text.toString();
        }

        private static String quoted(String text) {
            return text == null ? "" : new String(JsonStringEncoder.getInstance().quoteAsString(text));
        }
    }
}
