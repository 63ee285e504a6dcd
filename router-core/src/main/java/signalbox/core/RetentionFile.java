package signalbox.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.core.ledger.Retention;

/// What the operator chose to keep for how long, as a small file of the data directory, so that every program that
/// opens the directory keeps to it: three numbers of days. While it cannot be read, everything is kept.
final class RetentionFile {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionFile.class);
    private static final Duration LONG = Duration.ofDays(36_500);
    private static final Retention EVERYTHING = new Retention(LONG, LONG, LONG);

    private final Path file;

    RetentionFile(Path dataDir) {
        file = dataDir.resolve("retention");
    }

    /// @param otherwise what holds while nothing was chosen
    Retention read(Retention otherwise) {
        try {
            String[] days = Files.readString(file).strip().split("\\s+");
            return new Retention(days(days[0]), days(days[1]), days(days[2]));
        } catch (NoSuchFileException nothingChosen) {
            return otherwise;
        } catch (IOException | RuntimeException unreadable) {
            LOG.warn("how long to keep the ledger cannot be read; everything is kept", unreadable);
            return EVERYTHING;
        }
    }

    private static Duration days(String text) {
        return Duration.ofDays(Integer.parseInt(text));
    }

    void write(Retention retention) throws IOException {
        Path fresh = file.resolveSibling("retention.new");
        Files.writeString(fresh, format(retention) + "\n");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Calls, sums by minute, sums by hour, in days.
    static String format(Retention retention) {
        return retention.calls().toDays() + " " + retention.minutes().toDays() + " " + retention.hours().toDays();
    }
}
