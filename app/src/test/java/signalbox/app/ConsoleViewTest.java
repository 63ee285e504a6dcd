package signalbox.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import signalbox.app.shell.Frame;
import signalbox.app.shell.Settings;
import signalbox.app.testing.FakeDesk;
import signalbox.app.testing.Ui;

/// A console that cannot be made does not leave the opening frame behind.
class ConsoleViewTest {
    private static final Path LOGS = Path.of("/home/ana/.local/share/signalbox/logs");

    private final FakeDesk desk = new FakeDesk();
    private final AtomicBoolean quit = new AtomicBoolean();
    private final Ui ui = Ui.show(Frame::node);

    @AfterEach
    void close() {
        ui.close();
    }

    private static AppGraph broken() {
        throw new NullPointerException("no screen");
    }

    @Test
    void whatWentWrongStandsInTheFrameWithTheWaysOut() {
        assertTrue(ui.says("Opening the ledger"), ui.texts());
        var view =
                ui.on(() ->
                        ConsoleView.open(
                                ConsoleViewTest::broken,
                                Settings.forgetful(),
                                ui.scene(),
                                desk,
                                LOGS,
                                () -> quit.set(true)));
        assertEquals(Optional.empty(), view);
        assertTrue(ui.says("The console could not be shown"), ui.texts());
        assertTrue(ui.says("Code ui-"), ui.texts());
        assertFalse(ui.says("Opening"), ui.texts());
        ui.fire("Copy details");
        assertTrue(desk.clipboard().startsWith("ui-"), desk.clipboard());
        assertFalse(desk.clipboard().contains("no screen"), "a message may quote what a person typed");
        ui.fire("Open log folder");
        assertEquals(Optional.of(LOGS.toUri()), desk.browsed());
        ui.fire("Quit");
        assertTrue(quit.get());
    }
}
