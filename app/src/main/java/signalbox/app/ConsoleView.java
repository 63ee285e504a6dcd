package signalbox.app;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.util.Subscription;
import signalbox.app.live.Fx;
import signalbox.app.shell.Desk;
import signalbox.app.shell.ErrorBoundary;
import signalbox.app.shell.Frame;
import signalbox.app.shell.Settings;
import signalbox.app.text.Text;
import signalbox.core.Router;

/// The console in its scene. When the language changes every screen is made anew in the same scene, so that no restart
/// is needed and no label has to follow a language by itself. FX thread only.
public final class ConsoleView implements AutoCloseable {
    private final Supplier<AppGraph> maker;
    private final Scene scene;
    private final Subscription language;
    private AppGraph graph;
    private Router.Subscription keys;

    /// @param scene dressed already; the console takes the place of its root
    public ConsoleView(Supplier<AppGraph> maker, Settings settings, Scene scene) {
        this.maker = maker;
        this.scene = scene;
        Text.use(settings.language().get());
        graph = maker.get();
        scene.setRoot(graph.root());
        keys = graph.tools().shortcuts().attach(scene);
        // later: the control that chose the language is in the middle of its own event
        language = settings.language().subscribe((was, now) -> Fx.later(() -> speak(now)));
        begin();
    }

    /// The console in its scene; when it cannot be made, what stands there says why and how to go on.
    ///
    /// @param logs the folder of the log
    public static Optional<ConsoleView> open(
            Supplier<AppGraph> maker, Settings settings, Scene scene, Desk desk, Path logs, Runnable quit) {
        try {
            return Optional.of(new ConsoleView(maker, settings, scene));
        } catch (RuntimeException | Error failure) {
            scene.setRoot(Frame.failed(new ErrorBoundary(desk).ended(failure, logs, quit)));
            return Optional.empty();
        }
    }

    /// Controls get their looks first: a box that is shown before that is lost.
    private void begin() {
        scene.getRoot().applyCss();
        graph.begin();
    }

    public AppGraph graph() {
        return graph;
    }

    private void speak(String tag) {
        boolean showing = graph.tools().feed().showing();
        keys.close();
        graph.close();
        Text.use(tag);
        graph = maker.get();
        Parent root = graph.root();
        scene.setRoot(root);
        keys = graph.tools().shortcuts().attach(scene);
        graph.tools().feed().setShowing(showing);
        begin();
    }

    @Override
    public void close() {
        language.unsubscribe();
        keys.close();
        graph.close();
    }
}
