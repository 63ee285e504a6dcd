package signalbox.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/// What somebody wrote into the file by hand.
class SettingsTest {
    private final TreeMap<String, String> file = new TreeMap<>();
    private final List<String> logged = new ArrayList<>();

    /// Reads the file, and what the log says of it.
    private Settings read() {
        var log = Logger.getLogger(Settings.class.getName());
        var handler =
                new Handler() {
                    @Override
                    public void publish(LogRecord entry) {
                        logged.add(entry.getMessage());
                    }

                    @Override
                    public void flush() {
                        // nothing is kept back
                    }

                    @Override
                    public void close() {
                        // nothing is open
                    }
                };
        log.addHandler(handler);
        try {
            return new Settings(
                    new Settings.Store() {
                        @Override
                        public Map<String, String> load() {
                            return file;
                        }

                        @Override
                        public void save(Map<String, String> all) {
                            file.putAll(all);
                        }
                    });
        } finally {
            log.removeHandler(handler);
        }
    }

    @Test
    void whatCannotBeReadIsItsDefaultAndTheRestStays() {
        file.put("quiet.from", "25:99");
        file.put("quiet.to", "07:00");
        file.put("port", "70000");
        file.put("density", "cosy");
        file.put("tray", "maybe");
        file.put("notify.providers", "true");
        file.put("language", "xx");
        var settings = read();
        assertEquals("", settings.quietFrom().get());
        assertEquals("07:00", settings.quietTo().get());
        assertEquals("", settings.port().get());
        assertEquals(Settings.Density.COMFORTABLE, settings.density().get());
        assertTrue(settings.tray().get());
        assertTrue(settings.tellProviders().get());
        assertEquals("", settings.language().get());
        assertEquals(5, logged.size(), "one line each: " + logged);
        var quiet = new QuietHours(settings, () -> Instant.parse("2026-11-21T23:30:00Z"), ZoneOffset.UTC);
        assertFalse(quiet.now());
    }

    @Test
    void whatCanBeReadIsNoNews() {
        file.put("quiet.from", "7:00");
        file.put("port", "4717");
        file.put("close", "keep");
        file.put("language", "zh");
        file.put("pins", "");
        var settings = read();
        assertEquals("7:00", settings.quietFrom().get());
        assertEquals("4717", settings.port().get());
        assertEquals(Settings.Close.KEEP, settings.close().get());
        assertEquals("zh", settings.language().get());
        assertEquals(List.of(), logged);
    }
}
