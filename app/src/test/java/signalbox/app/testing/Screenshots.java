package signalbox.app.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import signalbox.app.shell.Destination;
import signalbox.app.shell.Theme;
import signalbox.app.text.Text;
import signalbox.core.RouterEvent;

/// Draws every screen with its boxes and moments, light and dark, small and large, English and Chinese, into a folder.
/// The large size is larger than the headless platform’s screen, so the root is sized and drawn off stage.
public final class Screenshots {
    private static int[][] sizes = {{960, 640}, {1440, 900}};

    private Screenshots() {}

    /// The properties `screens`, `languages` and `looks` draw less: `-Dscreens=audit,moments -Dlanguages=zh
    /// -Dlooks=light`.
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
        for (String language : chosen("languages", "en,zh")) {
            for (String look : chosen("looks", "light,dark")) {
                var theme = Theme.Choice.valueOf(look.toUpperCase(Locale.ROOT));
                String suffix = (language.equals("en") ? "" : "-" + language) + "-" + look;
                pages(folder, theme, language, suffix);
                if (wanted("moments")) {
                    Moments.draw(folder, theme, language, suffix);
                }
            }
        }
        Platform.exit();
    }

    private static List<String> chosen(String property, String usual) {
        return List.of(System.getProperty(property, usual).split(","));
    }

    private static boolean wanted(String screen) {
        return System.getProperty("screens", "").isEmpty() || chosen("screens", "").contains(screen);
    }

    private static void pages(Path folder, Theme.Choice look, String language, String suffix) throws IOException {
        var router = SampleDay.router();
        try (Ui ui = open(router, look, language)) {
            listened(ui, router);
            for (Destination screen : ui.graph().tools().navigator().destinations()) {
                if (wanted(screen.id())) {
                    ui.go(screen);
                    shoot(ui, folder, screen.id() + suffix);
                    ScreenStates.draw(ui, screen, folder, suffix);
                }
            }
        }
    }

    /// As after a minute: the calls of the last one are heard of, and the warnings they led to have been read.
    private static void listened(Ui ui, FakeRouter router) {
        router.ledger().recent(100).stream()
                .filter(row -> !row.at().isBefore(SampleDay.NOW.minusSeconds(60)))
                .forEach(row -> router.emit(new RouterEvent.CallFinished(row)));
        ui.until(() -> ui.says(Text.of("status.calls", 12)));
        ui.until(() -> ui.on(() -> !toasts(ui).isEmpty()));
        ui.on(() -> {
            toasts(ui).clear();
            return null;
        });
    }

    private static List<Node> toasts(Ui ui) {
        return ((Pane) ui.scene().getRoot().lookup(".toasts")).getChildren();
    }

    /// A window in some language.
    static Ui open(FakeRouter router, Theme.Choice look, String language) {
        return open(router, look, language, new FakeMachine());
    }

    static Ui open(FakeRouter router, Theme.Choice look, String language, FakeMachine machine) {
        machine.settings().language().set(language);
        Text.use(language);
        return Ui.open(router, look, InstantSource.fixed(SampleDay.NOW), machine);
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
            parameters.setViewport(new Rectangle2D(0, 0, width, height));
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
