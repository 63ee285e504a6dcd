package signalbox.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.lang.ref.WeakReference;
import java.util.Locale;
import java.util.Optional;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import signalbox.app.shell.Theme;
import signalbox.app.testing.FakeMachine;
import signalbox.app.testing.FakeRouter;
import signalbox.app.testing.SampleDay;
import signalbox.app.testing.Ui;
import signalbox.app.text.Text;

/// Screens that are made anew in another language leave nothing of the old ones behind.
class LanguageChangeTest {
    private final FakeMachine machine = new FakeMachine();
    private final FakeRouter router = SampleDay.calm();
    private final Ui ui = Ui.open(router, machine);

    @AfterEach
    void close() {
        ui.close();
        Text.use(Locale.ENGLISH.getLanguage());
    }

    @Test
    void theToastGoesWithThem() {
        var halt = SampleDay.halt("nightly-etl");
        router.budgets(
                router.budgets().stream()
                        .map(one -> one.budget().equals(halt.status().budget()) ? halt.status() : one)
                        .toList());
        router.emit(halt);
        ui.until(() -> toast().isPresent());
        var scene = ui.on(() -> toast().orElseThrow().getScene());
        String light = scene.getUserAgentStylesheet();
        ui.on(() -> {
            machine.settings().language().set("zh");
            return null;
        });
        ui.untilSays("概览");
        ui.on(() -> {
            machine.settings().theme().set(Theme.Choice.DARK);
            return null;
        });
        assertNotEquals(light, ui.scene().getUserAgentStylesheet());
        assertEquals(light, scene.getUserAgentStylesheet(), "the theme holds on to the old scene");
    }

    private static Optional<Stage> toast() {
        return Window.getWindows().stream()
                .filter(window -> window instanceof Stage stage && stage.isAlwaysOnTop() && stage.isShowing())
                .map(Stage.class::cast)
                .findFirst();
    }

    @Test
    void nothingHoldsOnToTheScreensOfTheOldLanguage() {
        var old = new WeakReference<>(ui.graph());
        ui.on(() -> {
            machine.settings().language().set("zh");
            return null;
        });
        ui.untilSays("概览");
        Awaitility.await()
                .until(() -> {
                    System.gc();
                    return old.refersTo(null);
                });
    }
}
