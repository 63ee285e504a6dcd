package signalbox.app.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.app.shell.Destination;
import signalbox.app.testing.FakeMachine;
import signalbox.app.testing.SampleDay;
import signalbox.app.testing.Ui;

class ConnectWriteTest {
    @TempDir Path home;

    private Ui ui;

    @AfterEach
    void close() {
        ui.close();
    }

    private void open() {
        ui = Ui.open(SampleDay.calm(), new FakeMachine().home(home).environment(Map.of("SHELL", "/bin/bash")));
        ui.go(Destination.CONNECT);
        ui.fire("Claude Code");
    }

    @Test
    void aToolsOwnConfigurationIsShownWrittenAndTakenBack() throws Exception {
        open();
        ui.fire("Write configuration…");
        ui.untilSays("Create a key first; it goes into the file.");
        ui.fire("Create key");
        ui.settle();
        ui.fire("Write configuration…");
        Path settings = home.resolve(".claude/settings.json");
        ui.untilSays("+ ");
        assertTrue(ui.says("settings.json is new."), ui.texts());
        assertFalse(Files.exists(settings), "nothing is written before it is approved");
        ui.fire("Write configuration");
        ui.untilSays("Wrote settings.json");
        assertTrue(Files.readString(settings).contains("\"ANTHROPIC_BASE_URL\" : \"http://127.0.0.1:4717\""));
        ui.press(KeyCode.CONTROL, KeyCode.Z);
        ui.untilSays("Put back settings.json");
        assertFalse(Files.exists(settings));
    }

    @Test
    void aFileThatCannotBeEditedIsSaidAndLeft() throws Exception {
        Path settings = Files.createDirectories(home.resolve(".claude")).resolve("settings.json");
        Files.writeString(settings, "no json");
        open();
        ui.fire("Create key");
        ui.settle();
        ui.fire("Write configuration…");
        ui.untilSays("cannot be read as JSON, so it was left alone");
        assertEquals("no json", Files.readString(settings));
    }
}
