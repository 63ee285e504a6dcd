package signalbox.app.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginItemTest {
    @TempDir Path home;

    @Test
    void linuxGetsAnEntryInTheAutostartFolder() throws IOException {
        var item = new LoginItem("Linux", home, Map.of(), Optional.of("/opt/sig nal/$box"));
        assertTrue(item.possible());
        assertFalse(item.enabled());
        item.set(true);
        assertTrue(item.enabled());
        String entry = Files.readString(home.resolve(".config/autostart/signalbox.desktop"));
        assertTrue(entry.contains("Exec=\"/opt/sig nal/\\\\$box\" --minimised\n"), entry);
        item.set(false);
        assertFalse(item.enabled());
        Path named = home.resolve("conf");
        new LoginItem("Linux", home, Map.of("XDG_CONFIG_HOME", named.toString()), Optional.of("/x")).set(true);
        assertTrue(Files.exists(named.resolve("autostart/signalbox.desktop")));
    }

    @Test
    void macGetsALaunchAgent() throws IOException {
        var item = new LoginItem("Mac OS X", home, Map.of(), Optional.of("/Applications/A&B"));
        item.set(true);
        String agent = Files.readString(home.resolve("Library/LaunchAgents/signalbox.console.plist"));
        assertTrue(agent.contains("<string>/Applications/A&amp;B</string>"), agent);
        assertTrue(agent.contains("RunAtLoad"));
    }

    @Test
    void withoutALauncherItIsNotPossible() {
        var item = new LoginItem("Linux", home, Map.of(), Optional.empty());
        assertFalse(item.possible());
        assertThrows(IOException.class, () -> item.set(true));
    }

    @Test
    void notificationsTakeWordsAsArguments() {
        assertEquals(
                List.of("notify-send", "--app-name=Signalbox", "--icon=signalbox", "--", "-t", "$(x)"),
                new CommandNotifier("Linux").command("-t", "$(x)"));
        var mac = new CommandNotifier("Mac OS X").command("a", "b\" & quit");
        assertEquals(List.of("a", "b\" & quit"), mac.subList(3, 5));
        assertFalse(mac.get(2).contains("quit"));
        assertEquals(List.of(), new CommandNotifier("Windows 11").command("a", "b"));
    }

    @Test
    void aWindowIsPutBackOnlyWhereAScreenShowsItsTitleBar() {
        var screens = List.of(new Rectangle2D(0, 0, 1920, 1040), new Rectangle2D(1920, 0, 1280, 1000));
        assertTrue(WindowPlace.seen(100, 50, 1200, screens));
        assertTrue(WindowPlace.seen(-1000, 50, 1200, screens));
        assertTrue(WindowPlace.seen(2500, 900, 1200, screens));
        assertFalse(WindowPlace.seen(4000, 50, 1200, screens));
        assertFalse(WindowPlace.seen(100, -300, 1200, screens));
        assertFalse(WindowPlace.seen(-1150, 50, 1200, screens));
    }
}
