package signalbox.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import javafx.application.ColorScheme;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import signalbox.app.testing.FakeRouter;
import signalbox.app.testing.SampleDay;
import signalbox.app.testing.Ui;
import signalbox.core.RouterException;

class ShellTest {
    private final FakeRouter router = SampleDay.calm();
    private Ui ui;

    @BeforeEach
    void open() {
        ui = Ui.open(router);
    }

    @AfterEach
    void close() {
        ui.close();
    }

    @Test
    void theSwitchStopsTheListenerAndAsksWhileCallsAreInFlight() {
        router.inFlight(3);
        ui.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
        ui.untilSays("3 calls are in flight");
        assertEquals(Serving.State.SERVING, ui.serving().status().state());
        ui.fire("Stop serving");
        ui.untilSays("Stopped");
        assertEquals(Serving.State.STOPPED, ui.serving().status().state());
        ui.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
        ui.untilSays("Serving");
    }

    @Test
    void aListenerThatCannotServeSaysSoInTheSidebar() {
        ui.serving().become(Serving.State.FAILED, "Port 4717 is taken by another program.");
        ui.untilSays("Not serving");
        assertTrue(ui.says("Port 4717 is taken by another program."));
        ui.untilSays("Use 4718"); // a free port is looked for in the background
        ui.fire("Use 4718");
        ui.untilSays("Serving at 127.0.0.1:4718 from now on.");
        assertEquals("4718", ui.on(() -> ui.graph().tools().machine().settings().port().get()));
        assertFalse(ui.says("Use 4718"));
    }

    @Test
    void aFailureIsSaidOnceHasACodeAndIsCopied() {
        ui.on(() -> {
            for (int again = 0; again < 3; again++) {
                ui.graph().tools().toasts().fail(new RouterException("store_busy", "The store is busy. Try again."));
            }
            return null;
        });
        ui.settle();
        assertEquals(1, ui.on(() -> ui.scene().getRoot().lookupAll(".toast").size()));
        ui.fire("Copy what happened (store_busy)");
        assertEquals("store_busy\nThe store is busy. Try again.", ui.desk().clipboard());
    }

    @Test
    void theAddressIsCopiedAsABaseUrl() {
        ui.fire("Copy the base URL");
        assertEquals("http://127.0.0.1:4717", ui.desk().clipboard());
        ui.untilSays("Copied http://127.0.0.1:4717");
    }

    @Test
    void thePaletteGoesWhereAFewLettersSay() {
        ui.press(KeyCode.CONTROL, KeyCode.K);
        ui.untilSays("Go to or do");
        ui.type("reque");
        ui.press(KeyCode.ENTER);
        ui.until(() -> ui.graph().tools().navigator().current().get() == Destination.REQUESTS);
        assertFalse(ui.graph().tools().modals().showing());
    }

    @Test
    void lettersTypedIntoAFieldAreNoShortcuts() {
        ui.go(Destination.REQUESTS);
        ui.press(KeyCode.CONTROL, KeyCode.F);
        ui.type("up");
        ui.until(() -> ui.has(node -> node instanceof TextField field && "up".equals(field.getText())));
        assertEquals(List.of(), router.asked());
    }

    @Test
    void aScreenThatBreaksIsACardAndTheRestGoesOn() {
        ui.on(() -> {
            ui.graph()
                    .tools()
                    .navigator()
                    .add(
                            Destination.AUDIT,
                            () -> {
                                throw new IllegalStateException("broken");
                            });
            ui.graph().tools().navigator().go(Destination.AUDIT);
            return null;
        });
        ui.untilSays("This screen could not be shown");
        ui.fire("Copy details");
        assertTrue(ui.desk().clipboard().startsWith("ui-"), ui.desk().clipboard());
        ui.press(KeyCode.CONTROL, KeyCode.DIGIT1);
        ui.untilSays("Where the money goes");
    }

    @Test
    void theSameFailureHasTheSameCodeAndTheRoutersOwnIsKept() {
        assertEquals("not_halted", ErrorBoundary.code(new RouterException("not_halted", "It runs.")));
        assertEquals(ErrorBoundary.code(thrown()), ErrorBoundary.code(thrown()));
    }

    @Test
    void themeFollowsTheChoiceSceneAndMediaQueryTogether() {
        for (Theme.Choice choice : new Theme.Choice[] {Theme.Choice.DARK, Theme.Choice.LIGHT}) {
            ui.on(() -> {
                ui.machine().settings().theme().set(choice);
                ui.scene().getRoot().applyCss();
                return null;
            });
            boolean dark = choice == Theme.Choice.DARK;
            assertEquals(dark ? ColorScheme.DARK : ColorScheme.LIGHT, ui.scene().getPreferences().getColorScheme());
            Node bar =
                    ui.find(node ->
                            node.getStyleClass().contains("swatch") && node.getStyleClass().contains("series-1"));
            var fill = ((Region) bar).getBackground().getFills().getFirst().getFill();
            assertEquals(dark ? "0x56b4e9ff" : "0x0072b2ff", fill.toString());
        }
    }

    private static RuntimeException thrown() {
        return new IllegalStateException("x");
    }
}
