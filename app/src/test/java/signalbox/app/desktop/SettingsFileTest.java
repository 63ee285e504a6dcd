package signalbox.app.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.app.shell.Settings;
import signalbox.app.shell.Theme;

class SettingsFileTest {
    @TempDir Path dir;

    @Test
    void whatIsSetIsReadBackAndWhatANewerVersionWroteIsKept() throws Exception {
        Path file = dir.resolve(SettingsFile.NAME);
        Files.writeString(file, "theme=dark\nfrom.the.future=7\\: a=b\n");
        try (var store = new SettingsFile(dir)) {
            var settings = new Settings(store);
            assertEquals(Theme.Choice.DARK, settings.theme().get());
            settings.quietFrom().set("22:00");
            settings.feed().set("https://example.com/a b\\c#d=e");
        }
        try (var store = new SettingsFile(dir)) {
            assertEquals("7: a=b", store.load().get("from.the.future"));
            var again = new Settings(store);
            assertEquals("22:00", again.quietFrom().get());
            assertEquals("https://example.com/a b\\c#d=e", again.feed().get());
            assertEquals(Theme.Choice.DARK, again.theme().get());
        }
        try (var files = Files.list(dir)) {
            assertEquals(List.of(file), files.toList(), "no part of a file stays");
        }
    }

    @Test
    void aBrokenFileIsNoReasonNotToStart() throws Exception {
        Files.writeString(dir.resolve(SettingsFile.NAME), "theme=\\u00zz\n");
        try (var store = new SettingsFile(dir)) {
            assertEquals(Theme.Choice.SYSTEM, new Settings(store).theme().get());
        }
        Files.writeString(dir.resolve(SettingsFile.NAME), "theme=purple\n");
        try (var store = new SettingsFile(dir)) {
            assertEquals(Theme.Choice.SYSTEM, new Settings(store).theme().get());
            assertTrue(store.load().equals(Map.of("theme", "purple")));
        }
    }
}
