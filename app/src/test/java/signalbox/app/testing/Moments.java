package signalbox.app.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import signalbox.app.shell.Destination;
import signalbox.app.shell.Theme;
import signalbox.app.text.Text;
import signalbox.core.RouterEvent;

/// Draws what no screen shows by itself: first run, nothing there, something wrong, a halt, the boxes of the window.
final class Moments {
    private Moments() {}

    static void draw(Path folder, Theme.Choice look, String language, String suffix) throws IOException {
        firstRun(folder, look, language, suffix);
        empty(folder, look, language, suffix);
        halted(folder, look, language, suffix);
        adopted(folder, look, language, suffix);
    }

    /// A detected caller has its workload and key.
    private static void adopted(Path folder, Theme.Choice look, String language, String suffix) throws IOException {
        var router = SampleDay.calm();
        router.callers().refused("aider/0.60.1 (Linux)", "sk-proj-0123456789abcdef1a2b");
        try (Ui ui = Screenshots.open(router, look, language)) {
            ui.go(Destination.WORKLOADS);
            ui.fire(Text.of("workloads.caller.adopt.named", "aider/0.60.1"));
            ui.until(() -> router.asked().contains("issue aider-app"));
            ui.settle();
            Screenshots.shoot(ui, folder, "moment-adopted" + suffix);
        }
    }

    private static void firstRun(Path folder, Theme.Choice look, String language, String suffix) throws IOException {
        var machine = new FakeMachine().environment(Map.of("OPENAI_API_KEY", "sk-0123456789abcdef1a2b"));
        machine.settings().welcomed().set(false);
        machine.settings().stepsDismissed().set(false);
        try (Ui ui = Screenshots.open(new FakeRouter(), look, language, machine)) {
            Screenshots.shoot(ui, folder, "moment-welcome-1" + suffix);
            ui.fire(Text.of("welcome.skip"));
            Screenshots.shoot(ui, folder, "moment-checklist" + suffix);
        }
    }

    private static void empty(Path folder, Theme.Choice look, String language, String suffix) throws IOException {
        var router = new FakeRouter();
        router.callers().refused("claude-cli/2.0.14 (external, cli)", "sk-ant-api03-0123456789abcdef1a2b");
        router.callers().refused("OpenAI/Python 1.40.0", "");
        try (Ui ui = Screenshots.open(router, look, language)) {
            for (Destination screen : ui.graph().tools().navigator().destinations()) {
                if (screen != Destination.PREFERENCES) {
                    ui.go(screen);
                    Screenshots.shoot(ui, folder, "empty-" + screen.id() + suffix);
                }
            }
        }
    }

    private static void halted(Path folder, Theme.Choice look, String language, String suffix) throws IOException {
        var router = SampleDay.calm();
        SampleDay.practiceDay(router.ledger());
        try (Ui ui = Screenshots.open(router, look, language)) {
            ui.fire(Text.of("overview.compare"));
            ui.fire(Text.of("overview.kind.practice"));
            Screenshots.shoot(ui, folder, "moment-practice" + suffix);
            ui.fire(Text.of("overview.kind.real"));
            ui.on(() -> {
                ui.graph().tools().toasts().say(Text.of("halted.running", "nightly-etl", "$45"), () -> {});
                return null;
            });
            toast(ui, router, folder, "moment-toast" + suffix);
            SampleDay.runaway(router.ledger());
            router.budgets(SampleBudgets.budgets(false));
            router.emit(new RouterEvent.BudgetResumed(SampleDay.halt("nightly-etl").status(), SampleDay.NOW));
            ui.settle();
            toast(ui, router, folder, "moment-unusual" + suffix);
            Screenshots.shoot(ui, folder, "moment-unusual-banner" + suffix);
            ui.press(KeyCode.CONTROL, KeyCode.K);
            Screenshots.shoot(ui, folder, "moment-palette" + suffix);
            ui.on(() -> {
                ui.graph().tools().modals().shortcuts(ui.graph().tools().shortcuts());
                return null;
            });
            Screenshots.shoot(ui, folder, "moment-shortcuts" + suffix);
        }
    }

    private static void toast(Ui ui, FakeRouter router, Path folder, String name) throws IOException {
        router.budgets(SampleBudgets.budgets(true));
        router.emit(SampleDay.halt("nightly-etl"));
        ui.settle();
        ui.until(() -> toastStage(ui).isPresent());
        var image = ui.on(() -> toastStage(ui).orElseThrow().getScene().snapshot(null));
        Png.write(image, folder.resolve(name + ".png"));
        ui.on(() -> {
            toastStage(ui).orElseThrow().hide();
            return null;
        });
    }

    private static Optional<Stage> toastStage(Ui ui) {
        return Window.getWindows().stream()
                .filter(window -> window instanceof Stage && window != ui.stage() && window.isShowing())
                .map(Stage.class::cast)
                .findFirst();
    }
}
