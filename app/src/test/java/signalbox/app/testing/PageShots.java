package signalbox.app.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import signalbox.app.shell.Destination;
import signalbox.app.shell.Theme;

/// Draws some screens in some languages, light and dark, small and large: `PageShots FOLDER zh,en preferences connect`.
public final class PageShots {
    private PageShots() {}

    /// @param arguments the folder, language tags separated by commas, then screens; all of them when none is named
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        List<String> wanted = Stream.of(arguments).skip(2).toList();
        for (String language : arguments[1].split(",")) {
            for (Theme.Choice look : new Theme.Choice[] {Theme.Choice.LIGHT, Theme.Choice.DARK}) {
                var machine = new FakeMachine();
                machine.settings().language().set(language);
                String suffix = "-" + language + "-" + look.name().toLowerCase(Locale.ROOT);
                try (Ui ui = Ui.open(SampleDay.router(), look, java.time.InstantSource.fixed(SampleDay.NOW), machine)) {
                    for (Destination screen : ui.graph().tools().navigator().destinations()) {
                        if (wanted.isEmpty() || wanted.contains(screen.id())) {
                            ui.go(screen);
                            Screenshots.shoot(ui, folder, screen.id() + suffix);
                        }
                    }
                }
            }
        }
        javafx.application.Platform.exit();
    }
}
