package signalbox.app;

import java.nio.file.Path;
import java.time.InstantSource;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.app.cli.DataDir;
import signalbox.app.desktop.AppIcon;
import signalbox.app.desktop.AwtTray;
import signalbox.app.desktop.CommandNotifier;
import signalbox.app.desktop.Diagnostics;
import signalbox.app.desktop.FxDesk;
import signalbox.app.desktop.LoginItem;
import signalbox.app.desktop.WindowPlace;
import signalbox.app.live.Fx;
import signalbox.app.shell.ErrorBoundary;
import signalbox.app.shell.Machine;
import signalbox.app.shell.Serving;
import signalbox.app.shell.Settings;
import signalbox.app.shell.Theme;
import signalbox.core.Router;

/// The JavaFX entry. [#show] hands over a router that is open and a listener, then blocks until the window is closed.
public final class App extends Application {
    private static final Logger LOG = LoggerFactory.getLogger(App.class);

    /// What the console is shown over.
    ///
    /// @param minimised whether the window starts out of the way
    record Start(
            Router router,
            Serving serving,
            Settings.Store settings,
            Path dataDir,
            String actor,
            String version,
            boolean minimised) {}

    // the toolkit makes the Application object itself, so what it starts with must wait in a static field
    private static volatile Start start;

    private static volatile App shown;

    private ConsoleView view;
    private Machine machine;
    private Stage window;

    public App() {}

    /// Shows the console and returns when it is closed; the router is left open.
    static void show(Start over) {
        start = over;
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
        Platform.setImplicitExit(true);
    }

    @Override
    public void start(Stage stage) {
        machine = machine();
        var settings = machine.settings();
        var theme = new Theme();
        theme.choice().bind(settings.theme());
        theme.still().bind(settings.reducedMotion());
        var desk = new FxDesk(stage, getHostServices());
        Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> unexpected(failure));
        view = new ConsoleView(() -> graph(desk, theme), theme, settings, 1200, 800);
        dress(stage);
        var closing = new Closing(stage, settings, machine.tray(), () -> view.graph().tools().modals(), Platform::exit);
        stage.setOnCloseRequest(closing::asked);
        stage.setIconified(start.minimised);
        stage.show();
        WindowPlace.keep(stage, settings);
        window = stage;
        shown = this;
    }

    private void dress(Stage stage) {
        stage.setTitle("Signalbox");
        stage.getIcons().setAll(AppIcon.images());
        stage.setMinWidth(960);
        stage.setMinHeight(640);
        stage.setScene(view.scene());
        stage.showingProperty().subscribe(showing -> seen(stage));
        stage.iconifiedProperty().subscribe(iconified -> seen(stage));
    }

    private AppGraph graph(FxDesk desk, Theme theme) {
        return new AppGraph(
                start.router, start.serving, desk, theme, InstantSource.system(), start.actor, start.version, machine);
    }

    private static Machine machine() {
        String os = System.getProperty("os.name");
        var home = DataDir.home();
        return new Machine(
                new Settings(start.settings),
                start.dataDir,
                home,
                System.getenv(),
                new LoginItem(os, home, System.getenv(), LoginItem.thisProgram()),
                new CommandNotifier(os),
                new AwtTray(os),
                (file, policy, status) -> Diagnostics.write(file, start.version, start.dataDir, policy, status));
    }

    /// Keeps the window alive and says what happened, with a code that can be searched for.
    private void unexpected(Throwable failure) {
        LOG.error("unexpected, code {}", ErrorBoundary.code(failure), failure);
        view.graph().tools().toasts().fail(failure);
    }

    private void seen(Stage stage) {
        view.graph().tools().feed().setShowing(stage.isShowing() && !stage.isIconified());
    }

    @Override
    public void stop() {
        machine.tray().hide();
        view.close();
    }
}
