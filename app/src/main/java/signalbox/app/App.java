package signalbox.app;

import java.nio.file.Path;
import java.time.InstantSource;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.app.cli.DataDir;
import signalbox.app.desktop.AppIcon;
import signalbox.app.desktop.AwtTray;
import signalbox.app.desktop.CommandNotifier;
import signalbox.app.desktop.Diagnostics;
import signalbox.app.desktop.FxDesk;
import signalbox.app.desktop.IdleWindow;
import signalbox.app.desktop.LoginItem;
import signalbox.app.desktop.WindowPlace;
import signalbox.app.live.Fx;
import signalbox.app.shell.ErrorBoundary;
import signalbox.app.shell.Frame;
import signalbox.app.shell.Machine;
import signalbox.app.shell.Settings;
import signalbox.app.shell.Theme;
import signalbox.app.text.Text;

/// The JavaFX entry. [#show] shows the window's frame at once and its screens when the router is open, and blocks until
/// the window is closed.
public final class App extends Application {
    private static final Logger LOG = LoggerFactory.getLogger(App.class);

    /// What the console is shown over.
    ///
    /// @param minimised whether the window starts out of the way
    record Start(
            Opening opening, Settings.Store settings, Path dataDir, String actor, String version, boolean minimised) {}

    // the toolkit makes the Application object itself, so what it starts with must wait in a static field
    private static volatile Start start;

    private static volatile App shown;

    private final Drawn drawn = new Drawn();
    private ConsoleView view; // null until the router is open
    private Machine machine;
    private Stage window;

    public App() {}

    /// Shows the console and returns when it is closed, or when the router cannot be opened; the router is left open.
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
        window = stage;
        IdleWindow.rest();
        var settings = machine.settings();
        var theme = new Theme();
        theme.choice().bind(settings.theme());
        theme.still().bind(settings.reducedMotion());
        Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> unexpected(failure));
        Text.use(settings.language().get());
        var scene = new Scene(Frame.node(), 1200, 800);
        theme.dress(scene);
        dress(stage, scene);
        WindowPlace.put(stage, settings);
        stage.setIconified(start.minimised);
        stage.show();
        WindowPlace.keep(stage, settings);
        drawn.next(() -> {
            drawn.frame();
            start.opening.then(
                    instance -> Fx.run(() -> opened(instance, scene, theme)), () -> Fx.later(Platform::exit));
        });
    }

    private void dress(Stage stage, Scene scene) {
        stage.setTitle("Signalbox");
        stage.setMinWidth(960);
        stage.setMinHeight(640);
        stage.setScene(scene);
        stage.showingProperty().subscribe(this::seen);
        stage.iconifiedProperty().subscribe(this::seen);
    }

    /// The screens take the place of the frame that has stood for them.
    private void opened(Instance instance, Scene scene, Theme theme) {
        var settings = machine.settings();
        var desk = new FxDesk(window, getHostServices());
        shown = this;
        ConsoleView.open(
                        () -> graph(instance, desk, theme),
                        settings,
                        scene,
                        desk,
                        Logs.folder(start.dataDir),
                        Platform::exit)
                .ifPresent(made -> ready(made, settings));
    }

    /// From now on closing asks first, since there is something to ask in.
    private void ready(ConsoleView made, Settings settings) {
        view = made;
        var closing =
                new Closing(window, settings, machine.tray(), () -> view.graph().tools().modals(), Platform::exit);
        window.setOnCloseRequest(closing::asked);
        seen();
        drawn.next(() -> {
            drawn.console();
            icons();
        });
    }

    /// Reading the pictures takes as long as drawing a screen, and nobody waits for them.
    private void icons() {
        var background = view.graph().tools().background();
        background.run(AppIcon::images, window.getIcons()::setAll, failure -> LOG.warn("no icon", failure));
    }

    private AppGraph graph(Instance instance, FxDesk desk, Theme theme) {
        return new AppGraph(
                instance.router(),
                instance.serving(),
                desk,
                theme,
                InstantSource.system(),
                start.actor,
                start.version,
                machine);
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
        if (view != null) {
            view.graph().tools().toasts().fail(failure);
        }
    }

    private void seen() {
        if (view != null) {
            view.graph().tools().feed().setShowing(window.isShowing() && !window.isIconified());
        }
    }

    @Override
    public void stop() {
        machine.tray().hide();
        if (view != null) {
            view.close();
        }
    }
}
