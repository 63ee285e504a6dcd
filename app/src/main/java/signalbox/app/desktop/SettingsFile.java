package signalbox.app.desktop;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.app.shell.Settings;

/// Settings in a small file of the data directory, one `name=value` a line. Writes a second after the last change, into
/// a new file that then takes the old one's place, so that no crash leaves half of it. Thread-safe.
public final class SettingsFile implements Settings.Store, AutoCloseable {
    /// Its name in the data directory.
    public static final String NAME = "console.properties";

    private static final Logger LOG = LoggerFactory.getLogger(SettingsFile.class);
    private static final long SOON_MILLIS = 1_000;

    private final Path file;
    private final ScheduledExecutorService writer =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("settings").factory());
    private Map<String, String> waiting;

    public SettingsFile(Path dataDir) {
        file = dataDir.resolve(NAME);
    }

    @Override
    public Map<String, String> load() {
        var read = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            read.load(in);
        } catch (NoSuchFileException first) {
            return Map.of();
        } catch (IOException | IllegalArgumentException unreadable) {
            LOG.warn("settings cannot be read and start anew", unreadable);
        }
        return read.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, read::getProperty));
    }

    @Override
    public synchronized void save(Map<String, String> all) {
        boolean planned = waiting != null;
        waiting = Map.copyOf(all);
        if (!planned && !writer.isShutdown()) {
            writer.schedule(this::write, SOON_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /// Writes what waits.
    @Override
    public void close() {
        writer.shutdown();
        write();
    }

    private void write() {
        Map<String, String> all;
        synchronized (this) {
            all = waiting;
            waiting = null;
        }
        if (all == null) {
            return;
        }
        try {
            Path part = file.resolveSibling(NAME + ".part");
            Files.writeString(part, lines(all));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritable) {
            LOG.warn("settings cannot be written", unwritable);
        }
    }

    private static String lines(Map<String, String> all) {
        return new TreeMap<>(all)
                .entrySet().stream()
                        .map(entry -> escaped(entry.getKey()) + "=" + escaped(entry.getValue()) + "\n")
                        .collect(Collectors.joining());
    }

    /// What `Properties` would read differently.
    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("=", "\\=")
                .replace(":", "\\:")
                .replace("#", "\\#")
                .replace(" ", "\\ ");
    }
}
