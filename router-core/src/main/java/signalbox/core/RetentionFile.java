package signalbox.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.core.ledger.Retention;

/// What the operator chose to keep for how long, as a small file of the data directory, so that every program that
/// opens the directory keeps to it: three numbers of days and, once history was deleted, before which millisecond since
/// 1970 it was. While it cannot be read, everything is kept.
final class RetentionFile {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionFile.class);
    private static final Duration LONG = Duration.ofDays(36_500);
    private static final Chosen EVERYTHING = new Chosen(new Retention(LONG, LONG, LONG), Instant.EPOCH);

    /// @param deleted what arrived before this is kept no longer, however young it is
    record Chosen(Retention retention, Instant deleted) {}

    private final Path file;

    RetentionFile(Path dataDir) {
        file = dataDir.resolve("retention");
    }

    /// @param otherwise what holds while nothing was chosen
    Chosen read(Retention otherwise) {
        try {
            String[] days = Files.readString(file).strip().split("\\s+");
            return new Chosen(
                    new Retention(days(days[0]), days(days[1]), days(days[2])),
                    days.length > 3 ? Instant.ofEpochMilli(Long.parseLong(days[3])) : Instant.EPOCH);
        } catch (NoSuchFileException nothingChosen) {
            return new Chosen(otherwise, Instant.EPOCH);
        } catch (IOException | RuntimeException unreadable) {
            LOG.warn("how long to keep the ledger cannot be read; everything is kept", unreadable);
            return EVERYTHING;
        }
    }

    private static Duration days(String text) {
        return Duration.ofDays(Integer.parseInt(text));
    }

    void write(Chosen chosen) throws IOException {
        Path fresh = file.resolveSibling("retention.new");
        Files.writeString(fresh, format(chosen) + "\n");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String format(Chosen chosen) {
        Retention kept = chosen.retention;
        String days = kept.calls().toDays() + " " + kept.minutes().toDays() + " " + kept.hours().toDays();
        return chosen.deleted.equals(Instant.EPOCH) ? days : days + " " + chosen.deleted.toEpochMilli();
    }
}
