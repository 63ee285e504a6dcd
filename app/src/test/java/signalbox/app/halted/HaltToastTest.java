package signalbox.app.halted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import signalbox.app.live.Background;
import signalbox.app.shell.QuietHours;
import signalbox.app.shell.Settings;
import signalbox.app.shell.Theme;
import signalbox.app.testing.FakeRouter;
import signalbox.app.testing.SampleDay;
import signalbox.app.testing.Ui;

/// What the toast says while the answers of several unlocks come one by one.
class HaltToastTest {
    private final FakeRouter router = SampleDay.calm();
    private final ArrayDeque<Runnable> results = new ArrayDeque<>();
    private Ui ui;
    private HaltModel model;
    private HaltToast toast;

    @BeforeEach
    void open() {
        ui = Ui.show(StackPane::new);
        ui.on(() -> {
            InstantSource clock = InstantSource.fixed(SampleDay.NOW);
            model = new HaltModel(router, new Background(Runnable::run, results::add), clock, "ana");
            var quiet = new QuietHours(Settings.forgetful(), clock, ZoneOffset.UTC);
            toast = new HaltToast(model, new Theme(), clock, quiet, () -> {});
            deliver();
            return null;
        });
    }

    @AfterEach
    void close() {
        ui.on(() -> {
            toast.close();
            model.close();
            return null;
        });
        ui.close();
    }

    @Test
    void aMergedToastNeverCarriesTheSentenceOfOne() {
        ui.on(() -> {
            halt("nightly-etl");
            halt("codex");
            model.refresh();
            deliver();
            press("Unlock all");
            results.poll().run(); // the first is lifted, the second is on its way
            return null;
        });
        var texts = ui.on(this::texts);
        assertTrue(texts.contains("2 budgets are halted"), texts.toString());
        assertEquals(List.of(), texts.stream().filter(text -> text.startsWith("It reached")).toList());
        ui.on(() -> {
            deliver();
            return null;
        });
        assertTrue(ui.on(this::texts).contains("2 budgets are running again."), texts.toString());
    }

    private void deliver() {
        while (!results.isEmpty()) {
            results.poll().run();
        }
    }

    private void halt(String workload) {
        var halted = SampleDay.halt(workload).status();
        router.budgets(
                router.budgets().stream()
                        .map(one -> one.budget().name().equals(halted.budget().name()) ? halted : one)
                        .toList());
    }

    private void press(String name) {
        labels().stream()
                .filter(one -> one instanceof Button && name.equals(one.getText()))
                .map(Button.class::cast)
                .findFirst()
                .orElseThrow()
                .fire();
    }

    private List<String> texts() {
        return labels().stream().map(one -> String.valueOf(one.getText())).toList();
    }

    private List<Labeled> labels() {
        var found = new ArrayList<Labeled>();
        Window.getWindows().stream()
                .filter(window -> window instanceof Stage stage && stage.isAlwaysOnTop() && stage.isShowing())
                .forEach(window -> collect(window.getScene().getRoot(), found));
        return found;
    }

    private static void collect(Node node, List<Labeled> found) {
        if (node instanceof Labeled labeled) {
            found.add(labeled);
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, found));
        }
    }
}
