package signalbox.app.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import javafx.application.Platform;
import signalbox.app.demo.Demo;
import signalbox.app.demo.DemoClock;
import signalbox.app.shell.Destination;
import signalbox.app.shell.Theme;
import signalbox.core.Router;
import signalbox.core.RouterConfig;
import signalbox.core.RouterException;
import signalbox.core.provider.PracticeSettings;

/// Draws every screen over a real router that plays the demo: what a person sees after `--demo`, and the check that the
/// screens work on more than doubles.
public final class DemoShots {
    private DemoShots() {}

    /// @param arguments the folder; `target/demo` when none is given
    public static void main(String[] arguments) throws IOException, RouterException {
        Path folder = Path.of(arguments.length > 0 ? arguments[0] : "target/demo");
        Files.createDirectories(folder);
        var clock = DemoClock.standingBefore(Demo.DAY);
        var config =
                RouterConfig.of(Files.createTempDirectory("signalbox-demo-"))
                        .withClock(clock)
                        .withPractice(PracticeSettings.instant());
        try (Router router = Router.open(config)) {
            Demo demo = Demo.play(router, clock);
            demo.goLive();
            router.ledger().flush();
            for (Theme.Choice look : new Theme.Choice[] {Theme.Choice.LIGHT, Theme.Choice.DARK}) {
                try (Ui ui = Ui.open(router, look, InstantSource.system())) {
                    shoot(ui, folder, look.name().toLowerCase(Locale.ROOT));
                }
            }
            demo.close();
        }
        Platform.exit();
    }

    private static void shoot(Ui ui, Path folder, String look) throws IOException {
        Instant end = Instant.now().plusSeconds(3);
        ui.until(() -> Instant.now().isAfter(end));
        for (Destination screen : ui.graph().tools().navigator().destinations()) {
            ui.go(screen);
            Screenshots.shoot(ui, folder, screen.id() + "-" + look);
        }
    }
}
