package signalbox.app.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.app.shell.Destination;
import signalbox.app.testing.FakeMachine;
import signalbox.app.testing.FakeRouter;
import signalbox.app.testing.SampleDay;
import signalbox.app.testing.SampleLogs;
import signalbox.app.testing.Ui;

class PastCardTest {
    @TempDir private Path home;

    private Ui ui;

    private void open() {
        open(SampleDay.router());
        ui.go(Destination.SIMULATOR);
    }

    private void open(FakeRouter router) {
        ui = Ui.open(router, new FakeMachine().home(home).environment(Map.of()));
    }

    @AfterEach
    void close() {
        ui.close();
    }

    private void copy(int item) {
        var menu =
                (MenuButton) ui.find(node -> node instanceof MenuButton && "Copy".equals(((Labeled) node).getText()));
        ui.on(() -> {
            menu.getItems().get(item).fire();
            return null;
        });
        ui.settle();
    }

    @Test
    void whatWasFoundIsReadAddedUpAndCopied() throws IOException {
        SampleLogs.claude(home);
        open();
        ui.untilSays(".claude");
        ui.desk().answer(SampleLogs.others(home));
        ui.fire("Choose folder…");
        ui.untilSays("exports");
        ui.fire("Read logs");
        ui.untilSays("Read 2 files for the last 30 days");
        assertTrue(ui.says("2 things could not be read and stand in no sum"), ui.texts());
        assertTrue(ui.says("One came again and counts once."), ui.texts());
        ui.fire("By tool");
        var table =
                (TableView<?>) ui.find(node -> node instanceof TableView && "By tool".equals(node.getAccessibleText()));
        assertEquals(2, table.getItems().size());
        copy(1);
        assertTrue(ui.desk().clipboard().startsWith("day,tool,"), ui.desk().clipboard());
        copy(0);
        assertTrue(ui.desk().clipboard().contains("By day\n  2026-11-14"), ui.desk().clipboard());
        Path file = home.resolve("simulation.txt");
        ui.desk().answer(file);
        ui.fire("Export");
        ui.untilSays("Saved simulation.txt.");
        assertTrue(Files.readString(file).contains("By tool\n  claude-code"), "what was found is exported too");
    }

    @Test
    @SuppressWarnings("unchecked")
    void aWorkloadOfThePolicyIsAsked() throws IOException {
        SampleLogs.claude(home);
        open();
        ui.untilSays(".claude");
        var workload =
                (ComboBox<String>)
                        ui.find(node ->
                                node instanceof ComboBox<?> && "Plan as workload".equals(node.getAccessibleText()));
        ui.on(() -> {
            workload.setValue("nightly-etl");
            return null;
        });
        ui.fire("Read logs");
        ui.untilSays("As nightly-etl: ");
        assertTrue(ui.says("Would be refused"), ui.texts());
    }

    @Test
    void whatCannotBeReadIsSaidWithTheNextStep() {
        open();
        ui.untilSays("No logs were found where Claude Code and Codex keep theirs.");
        assertTrue(((Button) ui.find(node -> says(node, "Read logs"))).isDisabled(), "nothing is ticked");
        ui.desk().answer(home.resolve("gone.csv"));
        ui.press(KeyCode.CONTROL, KeyCode.O);
        ui.fire("Read logs");
        ui.untilSays("gone.csv: cannot be opened, or not read to its end.");
        assertTrue(ui.says("Nothing in what is ticked is known as a log."), ui.texts());
        assertFalse(ui.says("At list price"), "no figures of nothing");
        var tick = (CheckBox) ui.find(node -> node instanceof CheckBox && says(node, "gone.csv"));
        ui.on(() -> {
            tick.fire();
            return null;
        });
        ui.settle();
        assertTrue(((Button) ui.find(node -> says(node, "Read logs"))).isDisabled(), "nothing is ticked");
    }

    @Test
    void aPressOnATickLeavesTheKeyboardThere() throws IOException {
        SampleLogs.claude(home);
        open();
        ui.untilSays(".claude");
        var tick = (CheckBox) ui.find(node -> node instanceof CheckBox && says(node, ".claude"));
        ui.on(() -> {
            tick.requestFocus();
            return null;
        });
        for (int i = 0; i < 3; i++) {
            ui.press(KeyCode.SPACE);
        }
        assertTrue(ui.on(tick::isFocused), "the row was made anew");
        assertFalse(ui.on(tick::isSelected));
        assertTrue(((Button) ui.find(node -> says(node, "Read logs"))).isDisabled(), "nothing is ticked");
    }

    @Test
    void theEmptyOverviewLeadsThereAndTheKeyboardGoesOn() throws IOException {
        SampleLogs.claude(home);
        open(new FakeRouter());
        ui.fire("Read past logs…");
        assertEquals(Destination.SIMULATOR, ui.on(() -> ui.graph().tools().navigator().current().get()));
        ui.until(() -> !((Button) ui.find(node -> says(node, "Read logs"))).isDisabled());
        ui.on(() -> {
            ui.find(node -> says(node, "Read logs")).requestFocus();
            return null;
        });
        ui.press(KeyCode.SPACE);
        ui.untilSays("Read one file for the last 30 days");
    }

    private static boolean says(Node node, String words) {
        return node instanceof Labeled labeled && labeled.getText() != null && labeled.getText().contains(words);
    }
}
