package signalbox.app.halted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import signalbox.app.shell.Theme;
import signalbox.app.testing.ClippedText;
import signalbox.app.testing.FakeMachine;
import signalbox.app.testing.FakeRouter;
import signalbox.app.testing.SampleDay;
import signalbox.app.testing.Ui;
import signalbox.core.RouterEvent;
import signalbox.core.RouterException;
import signalbox.core.budget.BudgetStatus;

class HaltedTest {
    private Ui ui;

    @AfterEach
    void close() {
        ui.close();
    }

    @Test
    void oneClickInTheToastUnlocks() {
        var router = SampleDay.calm();
        ui = Ui.open(router);
        halt(router, "nightly-etl");
        assertTrue(toastSays("nightly-etl is halted"), "toast: " + toastTexts());
        assertTrue(toast().orElseThrow().isAlwaysOnTop());
        assertTrue(ui.stage().isFocused(), "the toast took the focus");
        fireInToast("Unlock for today");
        assertEquals(List.of("unlock nightly-etl"), router.asked());
        ui.until(() -> toastSays("running again"));
        fireInToast("Undo");
        ui.until(() -> router.asked().contains("withdraw nightly-etl-day"));
        ui.until(() -> ui.says("nightly-etl is halted"));
    }

    /// From an hour before now to an hour after.
    private static FakeMachine quiet() {
        var machine = new FakeMachine();
        var now = SampleDay.NOW.atZone(ZoneId.systemDefault()).toLocalTime();
        machine.settings().quietFrom().set(now.minusHours(1).toString().substring(0, 5));
        machine.settings().quietTo().set(now.plusHours(1).toString().substring(0, 5));
        return machine;
    }

    @Test
    void inQuietHoursNothingPopsUpAndAfterwardsOneToastTellsWhatIsStillHalted() {
        var router = SampleDay.calm();
        var now = new AtomicReference<>(SampleDay.NOW);
        ui = Ui.open(router, Theme.Choice.LIGHT, now::get, quiet());
        for (String workload : List.of("nightly-etl", "codex", "support-bot")) {
            become(router, SampleDay.halt(workload).status());
            router.emit(SampleDay.halt(workload));
            ui.untilSays(workload + " is halted");
        }
        ui.settle();
        assertTrue(toast().isEmpty(), "it pops up");
        assertEquals(List.of(), ui.machine().hints());
        ui.fire("Unlock");
        ui.until(() -> router.asked().size() == 1);

        now.set(SampleDay.NOW.plus(Duration.ofHours(2)));
        router.emit(new RouterEvent.PolicyChanged(router.policy(), now.get()));
        ui.until(() -> toastSays("2 budgets are halted"));
        assertEquals(1, ui.on(() -> toasts().count()));
        fireInToast("Unlock all");
        ui.until(() -> router.asked().size() == 3);
    }

    @Test
    void whatWasUnlockedInQuietHoursIsNoNewsAfterwards() {
        var router = SampleDay.calm();
        ui = Ui.open(router, quiet());
        become(router, SampleDay.halt("nightly-etl").status());
        router.emit(SampleDay.halt("nightly-etl"));
        ui.untilSays("nightly-etl is halted");
        ui.fire("Unlock");
        ui.untilSays("nightly-etl is running again");
        ui.on(() -> {
            ui.machine().settings().quietFrom().set("");
            return null;
        });
        ui.settle();
        assertTrue(toast().isEmpty());
    }

    @Test
    void aHaltOfQuietHoursIsToldWhenTheyAreSetAnew() {
        var router = SampleDay.calm();
        ui = Ui.open(router, quiet());
        become(router, SampleDay.halt("nightly-etl").status());
        router.emit(SampleDay.halt("nightly-etl"));
        ui.untilSays("nightly-etl is halted");
        assertTrue(toast().isEmpty());
        ui.on(() -> {
            ui.machine().settings().quietFrom().set("");
            return null;
        });
        ui.until(() -> toastSays("nightly-etl is halted"));
    }

    @Test
    void theBannerUnlocksAndSaysWhatItLetsThrough() {
        var router = SampleDay.router();
        ui = Ui.open(router);
        ui.untilSays("nightly-etl is halted");
        assertTrue(ui.says("It reached its $25 daily cap at 14:00. 37 calls were refused."));
        assertTrue(ui.says("more through until midnight UTC"));
        ui.fire("Unlock");
        assertEquals(List.of("unlock nightly-etl"), router.asked());
        ui.untilSays("nightly-etl is running again");
        assertFalse(ui.says("nightly-etl is halted"));
    }

    @Test
    void raisingIsOneClickToo() {
        var router = SampleDay.router();
        ui = Ui.open(router);
        ui.untilSays("nightly-etl is halted");
        ui.click("Raise to $45 until midnight UTC");
        assertEquals(List.of("raise nightly-etl $45.00"), router.asked());
        ui.press(KeyCode.CONTROL, KeyCode.Z);
        ui.until(() -> router.asked().contains("withdraw nightly-etl-day"));
    }

    @Test
    void theKeyUUnlocksTheNewestHalt() {
        var router = SampleDay.router();
        ui = Ui.open(router);
        ui.untilSays("nightly-etl is halted");
        ui.press(KeyCode.U);
        ui.until(() -> router.asked().equals(List.of("unlock nightly-etl")));
    }

    @Test
    void aFailureIsSaidCalmlyAndTheHaltStays() {
        var router = SampleDay.router();
        ui = Ui.open(router);
        ui.untilSays("nightly-etl is halted");
        router.failNext(
                new RouterException("ledger_unavailable", "The journal cannot be written; free some disk space."));
        ui.fire("Unlock");
        ui.untilSays("free some disk space");
        assertTrue(ui.says("nightly-etl is halted"));
    }

    @Test
    void haltsWithinTenSecondsShareOneToast() {
        var router = SampleDay.calm();
        ui = Ui.open(router);
        halt(router, "nightly-etl");
        halt(router, "codex");
        ui.until(() -> toastSays("2 budgets are halted"));
        assertEquals(1, toasts().count());
        fireInToast("Unlock all");
        ui.until(() -> router.asked().size() == 2);
        assertEquals(List.of("unlock codex", "unlock nightly-etl"), router.asked().stream().sorted().toList());
        ui.until(() -> toastSays("2 budgets are running again."));
        fireInToast("Undo");
        ui.until(() -> router.asked().stream().filter(one -> one.startsWith("withdraw")).count() == 2);
    }

    @Test
    void aMergedToastGoesOnWithTheOneThatIsLeft() {
        var router = SampleDay.calm();
        ui = Ui.open(router);
        halt(router, "nightly-etl");
        halt(router, "codex");
        ui.until(() -> toastSays("2 budgets are halted"));
        ui.fire("Unlock");
        ui.until(() -> toastSays("is halted") && !toastSays("2 budgets"));
    }

    @Test
    void unusualSpendPutsLookingFirst() {
        var router = SampleDay.calm();
        SampleDay.runaway(router.ledger());
        ui = Ui.open(router);
        halt(router, "nightly-etl");
        ui.until(() -> toastSays("Unusual"));
        var buttons = toastButtons();
        assertEquals("Look", buttons.getFirst().getText());
        assertTrue(buttons.getFirst().getStyleClass().contains("accent"));
        assertTrue(((Button) buttons.getFirst()).isDefaultButton());
        ui.until(() -> ui.on(buttons.getFirst()::isFocused));
        fireInToast("Look");
        ui.until(() -> toast().isEmpty());
        assertEquals(List.of(), router.asked());
    }

    @Test
    void whatIsUnlockedElsewhereTakesTheToastAway() {
        var router = SampleDay.calm();
        ui = Ui.open(router);
        halt(router, "nightly-etl");
        ui.until(() -> toast().isPresent());
        ui.fire("Unlock");
        ui.until(() -> toast().isEmpty());
    }

    private void halt(FakeRouter router, String workload) {
        var event = SampleDay.halt(workload);
        become(router, event.status());
        router.emit(event);
        ui.settle();
        ui.until(() -> toast().isPresent());
        assertEquals(List.of(), ui.on(() -> ClippedText.in(toast().orElseThrow().getScene().getRoot())));
    }

    private static void become(FakeRouter router, BudgetStatus status) {
        router.budgets(
                router.budgets().stream()
                        .map(one -> one.budget().name().equals(status.budget().name()) ? status : one)
                        .toList());
    }

    private Stream<Stage> toasts() {
        return Window.getWindows().stream()
                .filter(window -> window instanceof Stage && window != ui.stage() && window.isShowing())
                .map(Stage.class::cast)
                .filter(Stage::isAlwaysOnTop);
    }

    private Optional<Stage> toast() {
        return toasts().findFirst();
    }

    private boolean toastSays(String words) {
        return toastTexts().stream().anyMatch(text -> text.contains(words));
    }

    private List<String> toastTexts() {
        return ui.on(() ->
                toast().stream()
                        .flatMap(stage -> nodes(stage.getScene().getRoot()))
                        .filter(Labeled.class::isInstance)
                        .map(node -> String.valueOf(((Labeled) node).getText()))
                        .toList());
    }

    private List<ButtonBase> toastButtons() {
        return ui.on(() ->
                nodes(toast().orElseThrow().getScene().getRoot())
                        .filter(ButtonBase.class::isInstance)
                        .map(ButtonBase.class::cast)
                        .filter(button -> button.getText() != null)
                        .toList());
    }

    private void fireInToast(String name) {
        var button = toastButtons().stream().filter(one -> one.getText().equals(name)).findFirst().orElseThrow();
        ui.on(() -> {
            button.fire();
            return null;
        });
        ui.settle();
    }

    private static Stream<Node> nodes(Node node) {
        return node instanceof Parent parent
                ? Stream.concat(Stream.of(node), parent.getChildrenUnmodifiable().stream().flatMap(HaltedTest::nodes))
                : Stream.of(node);
    }
}
