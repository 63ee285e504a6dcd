package signalbox.app.shell;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.util.Subscription;

/// Light or dark, following the system unless told otherwise. Each scene gets its user-agent stylesheet and its colour
/// scheme together, so `@media (prefers-color-scheme: dark)` in our css always agrees with the theme beneath.
public final class Theme {
    /// What the operator chose in Preferences.
    public enum Choice {
        SYSTEM,
        LIGHT,
        DARK
    }

    private static final String LIGHT = new PrimerLight().getUserAgentStylesheet();
    private static final String DARK = new PrimerDark().getUserAgentStylesheet();

    private final ObjectProperty<Choice> choice = new SimpleObjectProperty<>(Choice.SYSTEM);
    private final BooleanProperty still = new SimpleBooleanProperty();

    public Theme() {}

    /// Whether nothing may move, whatever the system says.
    public BooleanProperty still() {
        return still;
    }

    public ObjectProperty<Choice> choice() {
        return choice;
    }

    /// Dresses a scene now and whenever choice or system change, until the subscription ends.
    public Subscription dress(Scene scene) {
        scene.getStylesheets().add(sheet("shell"));
        return Subscription.combine(
                choice.subscribe(chosen -> paint(scene)),
                still.subscribe(now -> scene.getPreferences().setReducedMotion(now ? Boolean.TRUE : null)),
                Platform.getPreferences().colorSchemeProperty().subscribe(system -> paint(scene)));
    }

    /// The scheme that holds now.
    public ColorScheme scheme() {
        return switch (choice.get()) {
            case SYSTEM -> Platform.getPreferences().getColorScheme();
            case LIGHT -> ColorScheme.LIGHT;
            case DARK -> ColorScheme.DARK;
        };
    }

    /// Adds a screen’s own css, when it has one.
    public static void style(Parent root, String screen) {
        if (Theme.class.getResource(path(screen)) != null) {
            root.getStylesheets().add(sheet(screen));
        }
    }

    private void paint(Scene scene) {
        boolean dark = scheme() == ColorScheme.DARK;
        scene.getPreferences().setColorScheme(scheme());
        scene.setUserAgentStylesheet(dark ? DARK : LIGHT);
    }

    private static String sheet(String screen) {
        return Theme.class.getResource(path(screen)).toExternalForm();
    }

    private static String path(String screen) {
        return "/signalbox/app/" + screen + "/" + screen + ".css";
    }
}
