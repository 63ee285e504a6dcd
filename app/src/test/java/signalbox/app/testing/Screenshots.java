package signalbox.app.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javafx.scene.Parent;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import signalbox.app.shell.Destination;
import signalbox.app.shell.Theme;
import signalbox.core.RouterEvent;

/// Draws every screen, light and dark, small and large, into a folder. The large size is larger than the headless
/// platform’s screen, so the root is sized and drawn off stage.
public final class Screenshots {
    private static int[][] sizes = {{960, 640}, {1440, 900}};

    private Screenshots() {}

    /// Setting `screens` to names such as `audit,privacy` draws only those.
    ///
    /// @param arguments the folder (`target/screenshots` when none is given), then other sizes such as `1440x1800`
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments.length > 0 ? arguments[0] : "target/screenshots");
        Files.createDirectories(folder);
        if (arguments.length > 1) {
            sizes =
                    Stream.of(arguments)
                            .skip(1)
                            .map(size -> Stream.of(size.split("x")).mapToInt(Integer::parseInt).toArray())
                            .toArray(int[][]::new);
        }
        var only = System.getProperty("screens", "");
        for (Theme.Choice look : new Theme.Choice[] {Theme.Choice.DARK, Theme.Choice.LIGHT}) {
            try (Ui ui = Ui.open(SampleDay.router(), look)) {
                for (Destination screen : ui.graph().tools().navigator().destinations()) {
                    if (!only.isEmpty() && !java.util.List.of(only.split(",")).contains(screen.id())) {
                        continue;
                    }
                    ui.go(screen);
                    String suffix = "-" + look.name().toLowerCase(java.util.Locale.ROOT);
                    shoot(ui, folder, screen.id() + suffix);
                    if (screen == Destination.PROVIDERS) {
                        ui.fire("Add provider");
                        shoot(ui, folder, "providers-add" + suffix);
                        ui.fire("Cancel");
                    }
                    if (screen == Destination.SIMULATOR) {
                        simulator(ui, folder, suffix);
                    }
                    if (screen == Destination.PRIVACY) {
                        privacy(ui, folder, suffix);
                    }
                    if (screen == Destination.AUDIT) {
                        audit(ui, folder, suffix);
                    }
                    if (screen == Destination.ROUTES) {
                        routes(ui, folder, suffix);
                    }
                    if (screen == Destination.BUDGETS) {
                        budgets(ui, folder, suffix);
                    }
                    if (screen == Destination.CONNECT) {
                        ui.fire("Create key");
                        ui.fire("Codex");
                        shoot(ui, folder, "connect-key" + suffix);
                    }
                }
            }
        }
        if (only.isEmpty()) {
            moments(folder);
        }
        javafx.application.Platform.exit();
    }

    private static void simulator(Ui ui, Path folder, String suffix) throws IOException {
        ui.on(() -> {
            var text = (javafx.scene.control.TextArea) ui.scene().getRoot().lookup(".draft-text");
            text.setText(text.getText().replace("anthropic/claude-sonnet-5", "anthropic/claude-haiku-5"));
            return null;
        });
        ui.untilSays("The draft changes this call.");
        ui.fire("Replay last 24 h");
        ui.untilSays("Replayed the last");
        shoot(ui, folder, "simulator-draft" + suffix);
    }

    private static void privacy(Ui ui, Path folder, String suffix) throws IOException {
        ui.on(() -> {
            var text = (javafx.scene.control.TextArea) ui.scene().getRoot().lookup(".privacy .text-area");
            text.setText("Please write to ana@example.org or call +1 202 555 0143 about contract CN-483920.");
            return null;
        });
        shoot(ui, folder, "privacy-tested" + suffix);
        ui.fire("Edit…: eu-only");
        shoot(ui, folder, "privacy-rule" + suffix);
        ui.fire("Cancel");
    }

    private static void audit(Ui ui, Path folder, String suffix) throws IOException {
        ui.on(() -> {
            var table = (javafx.scene.control.TableView<?>) ui.scene().getRoot().lookup(".audit-table");
            table.getSelectionModel().select(1);
            return null;
        });
        shoot(ui, folder, "audit-change" + suffix);
        for (int tab = 1; tab < 3; tab++) {
            int index = tab;
            ui.on(() -> {
                var tabs = (javafx.scene.control.TabPane) ui.scene().getRoot().lookup(".audit .tab-pane");
                tabs.getSelectionModel().select(index);
                return null;
            });
            shoot(ui, folder, (tab == 1 ? "audit-incidents" : "audit-review") + suffix);
        }
    }

    private static void routes(Ui ui, Path folder, String suffix) throws IOException {
        ui.on(() -> {
            ui.graph().tools().navigator().go(new signalbox.app.shell.Route.Lanes("trial"));
            return null;
        });
        ui.settle();
        shoot(ui, folder, "routes-trial" + suffix);
        ui.fire("Plan");
        ui.fire("Add a lane");
        ui.on(() -> {
            var scroll = (javafx.scene.control.ScrollPane) ui.scene().getRoot().lookup(".route-pane .scroll-pane");
            scroll.setVvalue(1);
            return null;
        });
        shoot(ui, folder, "routes-plan" + suffix);
        ui.fire("Discard");
    }

    private static void budgets(Ui ui, Path folder, String suffix) throws IOException {
        ui.on(() -> {
            ui.graph().tools().navigator().go(new signalbox.app.shell.Route.Budget("data-week"));
            return null;
        });
        ui.settle();
        ui.fire("Explain");
        shoot(ui, folder, "budgets-explain" + suffix);
        ui.fire("Edit…");
        ui.on(() -> {
            ((javafx.scene.control.TextField) ui.scene().getRoot().lookup("#budget-cap")).setText("$120");
            return null;
        });
        shoot(ui, folder, "budgets-edit" + suffix);
        ui.fire("Cancel");
        ui.fire("Explain");
    }

    /// States that no screen is in by itself.
    private static void moments(Path folder) throws IOException {
        for (Theme.Choice look : new Theme.Choice[] {Theme.Choice.LIGHT, Theme.Choice.DARK}) {
            String suffix = "-" + look.name().toLowerCase(java.util.Locale.ROOT);
            try (Ui ui = Ui.open(new FakeRouter().policy(SampleDay.policy()), look)) {
                shoot(ui, folder, "moment-empty" + suffix);
            }
            try (Ui ui = Ui.open(SampleDay.router(), look)) {
                ui.go(Destination.REQUESTS);
                ui.on(() -> {
                    var table = (javafx.scene.control.TableView<?>) ui.scene().getRoot().lookup(".requests-table");
                    table.getSelectionModel().select(40);
                    return null;
                });
                shoot(ui, folder, "moment-request" + suffix);
            }
            var router = SampleDay.calm();
            SampleDay.practiceDay(router.ledger());
            try (Ui ui = Ui.open(router, look)) {
                ui.fire("Compare");
                ui.fire("Practice");
                shoot(ui, folder, "moment-practice" + suffix);
                ui.fire("Real");
                ui.on(() -> {
                    ui.graph().tools().toasts().say("nightly-etl is running again, up to $45.", () -> {});
                    return null;
                });
                toast(ui, router, folder, "moment-toast" + suffix);
                SampleDay.runaway(router.ledger());
                router.budgets(SampleDay.budgets(false));
                router.emit(new RouterEvent.BudgetResumed(SampleDay.halt("nightly-etl").status(), SampleDay.NOW));
                ui.settle();
                toast(ui, router, folder, "moment-unusual" + suffix);
                shoot(ui, folder, "moment-unusual-banner" + suffix);
                ui.press(javafx.scene.input.KeyCode.CONTROL, javafx.scene.input.KeyCode.K);
                shoot(ui, folder, "moment-palette" + suffix);
                ui.on(() -> {
                    ui.graph().tools().modals().shortcuts(ui.graph().tools().shortcuts());
                    return null;
                });
                shoot(ui, folder, "moment-shortcuts" + suffix);
            }
        }
    }

    private static void toast(Ui ui, FakeRouter router, Path folder, String name) throws IOException {
        router.budgets(SampleDay.budgets(true));
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

    private static java.util.Optional<javafx.stage.Stage> toastStage(Ui ui) {
        return javafx.stage.Window.getWindows().stream()
                .filter(window -> window instanceof javafx.stage.Stage && window != ui.stage() && window.isShowing())
                .map(javafx.stage.Stage.class::cast)
                .findFirst();
    }

    /// Draws what is shown in both sizes.
    public static void shoot(Ui ui, Path folder, String name) throws IOException {
        for (int[] size : sizes) {
            WritableImage image = draw(ui, size[0], size[1]);
            Png.write(image, folder.resolve(name + "-" + size[0] + ".png"));
        }
    }

    /// The root at any size, as an image.
    public static WritableImage draw(Ui ui, int width, int height) {
        size(ui, width, height);
        ui.settle();
        return ui.on(() -> {
            Parent root = ui.scene().getRoot();
            root.resize(width, height);
            root.applyCss();
            root.layout();
            var parameters = new SnapshotParameters();
            parameters.setFill(Color.TRANSPARENT);
            parameters.setViewport(new javafx.geometry.Rectangle2D(0, 0, width, height));
            return root.snapshot(parameters, new WritableImage(width, height));
        });
    }

    /// Lays the root out at any size.
    public static void size(Ui ui, int width, int height) {
        ui.on(() -> {
            Parent root = ui.scene().getRoot();
            for (int pass = 0; pass < 3; pass++) {
                root.resize(width, height);
                root.applyCss();
                root.layout();
            }
            return null;
        });
    }
}
