package signalbox.app.desktop;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import signalbox.app.shell.Settings;

/// Where a window stood, put back there when a screen still shows it. FX thread.
public final class WindowPlace {
    /// So much of the title bar must be on a screen for the window to be found and moved.
    private static final double SEEN = 100;

    private record Place(double x, double y, double width, double height, boolean maximised) {
        /// As [#words] wrote it; empty for anything else.
        static Optional<Place> of(String words) {
            var parts = words.split(",");
            if (parts.length != 5 || Stream.of(parts).limit(4).anyMatch(part -> !part.matches("-?[0-9]{1,6}"))) {
                return Optional.empty();
            }
            return Optional.of(
                    new Place(
                            Integer.parseInt(parts[0]),
                            Integer.parseInt(parts[1]),
                            Integer.parseInt(parts[2]),
                            Integer.parseInt(parts[3]),
                            parts[4].equals("maximised")));
        }

        String words() {
            return Math.round(x)
                    + ","
                    + Math.round(y)
                    + ","
                    + Math.round(width)
                    + ","
                    + Math.round(height)
                    + ","
                    + (maximised ? "maximised" : "normal");
        }
    }

    private WindowPlace() {}

    /// Puts the window where it stood, before it is shown.
    public static void put(Stage stage, Settings settings) {
        var screens = Screen.getScreens().stream().map(Screen::getVisualBounds).toList();
        Place.of(settings.window().get()).ifPresent(place -> put(stage, place, screens));
    }

    /// Remembers where the window goes from now on.
    public static void keep(Stage stage, Settings settings) {
        Runnable note = () -> note(stage, settings);
        stage.xProperty().subscribe(note);
        stage.yProperty().subscribe(note);
        stage.widthProperty().subscribe(note);
        stage.heightProperty().subscribe(note);
        stage.maximizedProperty().subscribe(note);
    }

    private static void put(Stage stage, Place place, List<Rectangle2D> screens) {
        stage.setWidth(Math.max(stage.getMinWidth(), place.width));
        stage.setHeight(Math.max(stage.getMinHeight(), place.height));
        if (seen(place.x, place.y, place.width, screens)) {
            stage.setX(place.x);
            stage.setY(place.y);
        }
        stage.setMaximized(place.maximised);
    }

    /// Whether the top edge of a window can be reached on one of the screens.
    static boolean seen(double x, double y, double width, List<Rectangle2D> screens) {
        return screens.stream()
                .anyMatch(screen ->
                        y >= screen.getMinY() - 1
                                && y <= screen.getMaxY() - SEEN
                                && x + width >= screen.getMinX() + SEEN
                                && x <= screen.getMaxX() - SEEN);
    }

    /// A maximised window keeps the place that it returns to.
    private static void note(Stage stage, Settings settings) {
        if (!stage.isShowing() || stage.isIconified()) {
            return;
        }
        var now = new Place(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), stage.isMaximized());
        var before = Place.of(settings.window().get());
        var kept =
                stage.isMaximized() && before.isPresent()
                        ? new Place(before.get().x, before.get().y, before.get().width, before.get().height, true)
                        : now;
        settings.window().set(kept.words());
    }
}
