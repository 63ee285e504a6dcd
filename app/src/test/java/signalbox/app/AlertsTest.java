package signalbox.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import signalbox.app.shell.Serving;
import signalbox.app.shell.Theme;
import signalbox.app.shell.Tray;
import signalbox.app.testing.FakeMachine;
import signalbox.app.testing.FakeRouter;
import signalbox.app.testing.SampleBudgets;
import signalbox.app.testing.SampleDay;
import signalbox.app.testing.Ui;
import signalbox.core.RouterEvent;
import signalbox.core.budget.BudgetStatus;

class AlertsTest {
    private final FakeMachine machine = new FakeMachine();
    private final FakeRouter router = SampleDay.calm();
    private Ui ui;

    @BeforeEach
    void open() {
        ui = Ui.open(router, machine);
    }

    @AfterEach
    void close() {
        ui.close();
    }

    @Test
    void aBudgetWarnsOnceAnHour() {
        BudgetStatus status = SampleDay.halt("nightly-etl").status();
        router.emit(new RouterEvent.BudgetWarning(status, 80, SampleDay.NOW));
        ui.until(() -> hints() == 1);
        router.emit(new RouterEvent.BudgetWarning(status, 95, SampleDay.NOW));
        ui.settle();
        assertFalse(ui.says("95 %"), ui.texts());
        assertEquals(1, hints());
    }

    @Test
    void quietHoursSilenceTheDesktopNotTheWindow() {
        LocalTime now = SampleDay.NOW.atZone(ZoneId.systemDefault()).toLocalTime();
        ui.on(() -> {
            machine.settings().quietFrom().set(now.minusHours(1).toString().substring(0, 5));
            machine.settings().quietTo().set(now.plusHours(1).toString().substring(0, 5));
            return null;
        });
        router.emit(new RouterEvent.BudgetWarning(SampleDay.halt("nightly-etl").status(), 80, SampleDay.NOW));
        ui.settle();
        assertEquals(List.of(), machine.hints());
    }

    /// By its share or, when the look ahead comes first, by its forecast; other budgets may warn too.
    private long hints() {
        return machine.hints().stream().filter(hint -> hint.contains("nightly-etl")).count();
    }

    @Test
    void theSignShowsAHaltAndUnlocksIt() {
        ui.until(() -> machine.sign() != null && machine.sign().glyph() == Tray.Glyph.RUNNING);
        router.budgets(SampleBudgets.budgets(true));
        router.emit(SampleDay.halt("nightly-etl"));
        ui.until(() -> machine.sign().glyph() == Tray.Glyph.HALTED);
        assertTrue(machine.hints().stream().anyMatch(hint -> hint.startsWith("nightly-etl is halted")));
        var halted = machine.sign().menu().get(1).below().getFirst();
        ui.on(() -> {
            halted.below().getFirst().action().run();
            return null;
        });
        ui.until(() -> router.asked().contains("unlock nightly-etl"));
        ui.serving().become(Serving.State.STOPPED, "");
        ui.until(() -> machine.sign().glyph() == Tray.Glyph.PAUSED);
        ui.on(() -> {
            machine.settings().tray().set(false);
            return null;
        });
        assertEquals(null, machine.sign());
    }

    @Test
    void aTakenPortOffersTheNextFreeOneInTheSidebar() {
        ui.serving().become(Serving.State.FAILED, "Port 4717 is in use by nginx (process 812).");
        ui.until(() -> ui.says("Use 4718"));
        ui.fire("Use 4718");
        ui.until(() -> ui.serving().status().port() == 4718);
        assertEquals("4718", machine.settings().port().get());
    }

    @Test
    void thePaletteKnowsProvidersBudgetsAndActions() {
        for (String words : List.of("provider openai", "connect an app to nightly", "dark theme")) {
            ui.press(KeyCode.CONTROL, KeyCode.K);
            ui.type(words);
            assertFalse(ui.says("Nothing fits"), words);
            ui.press(KeyCode.ESCAPE);
        }
        ui.press(KeyCode.CONTROL, KeyCode.K);
        ui.type("dark theme");
        ui.press(KeyCode.ENTER);
        ui.until(() -> machine.settings().theme().get() == Theme.Choice.DARK);
    }
}
