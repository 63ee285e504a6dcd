package signalbox.app;

import java.time.InstantSource;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.stage.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.app.desktop.AppIcon;
import signalbox.app.desktop.FxDesk;
import signalbox.app.live.Fx;
import signalbox.app.shell.ErrorBoundary;
import signalbox.app.shell.Serving;
import signalbox.app.shell.Theme;
import signalbox.core.Router;

/// The JavaFX entry. [#show] hands over a router that is open and a listener, then blocks until the window is closed.
public final class App extends Application {
    private static final Logger LOG = LoggerFactory.getLogger(App.class);
    private static final int[] ICON_SIZES = {16, 24, 32, 48, 64, 128, 256, 512};

    private record Start(Router router, Serving serving, String actor, String version) {}

    // the toolkit makes the Application object itself, so what it starts with must wait in a static field
    private static volatile Start start;

    private static volatile App shown;

    private AppGraph graph;
    private Stage window;

    public App() {}

    /// Shows the console and returns when it is closed; the router is left open.
    public static void show(Router router, Serving serving, String actor, String version) {
        start = new Start(router, serving, actor, version);
        launch(App.class);
    }

    /// Brings the window to the front, from any thread; does nothing while there is none.
    static void bringToFront() {
        App app = shown;
        if (app != null) {
            Fx.later(app::raise);
        }
    }

    private void raise() {
        window.setIconified(false);
        window.show();
        window.toFront();
    }

    @Override
    public void start(Stage stage) {
        var theme = new Theme();
        graph =
                new AppGraph(
                        start.router,
                        start.serving,
                        new FxDesk(stage, getHostServices()),
                        theme,
                        InstantSource.system(),
                        start.actor,
                        start.version);
        var scene = new Scene(graph.root(), 1200, 800);
        theme.dress(scene);
        graph.tools().shortcuts().attach(scene);
        stage.setTitle("Signalbox");
        for (int size : ICON_SIZES) {
            stage.getIcons().add(new Image(App.class.getResourceAsStream("icon/signalbox-" + size + ".png")));
        }
        Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> unexpected(failure));
        stage.getIcons().setAll(AppIcon.images());
        stage.setMinWidth(960);
        stage.setMinHeight(640);
        stage.setScene(scene);
        stage.showingProperty().subscribe(showing -> seen(stage));
        stage.iconifiedProperty().subscribe(iconified -> seen(stage));
        graph.begin();
        stage.show();
        window = stage;
        shown = this;
    }

    /// Keeps the window alive and says what happened, with a code that can be searched for.
    private void unexpected(Throwable failure) {
        LOG.error("unexpected, code {}", ErrorBoundary.code(failure), failure);
        graph.tools().toasts().fail(failure);
    }

    private void seen(Stage stage) {
        graph.tools().feed().setShowing(stage.isShowing() && !stage.isIconified());
    }

    @Override
    public void stop() {
        graph.close();
    }
}
