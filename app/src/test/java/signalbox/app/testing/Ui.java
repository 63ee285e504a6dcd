package signalbox.app.testing;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.util.Subscription;
import org.awaitility.Awaitility;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;
import signalbox.app.AppGraph;
import signalbox.app.ConsoleView;
import signalbox.app.shell.Destination;
import signalbox.app.shell.Frame;
import signalbox.app.shell.Route;
import signalbox.app.shell.Theme;
import signalbox.core.Router;

/// TestFX behind the few calls the tests need, so that it can be replaced. One window at a time, on the headless
/// platform.
public final class Ui implements AutoCloseable {
    /// Of a condition; a benchmark over much history sets more.
    private static final Duration PATIENCE = Duration.ofSeconds(Integer.getInteger("signalbox.patience", 10));

    private final FxRobot robot = new FxRobot();
    private final FakeDesk desk = new FakeDesk();
    private final FakeServing serving = new FakeServing();
    private final Theme theme = new Theme();
    private FakeMachine machine = new FakeMachine();
    private ConsoleView view;
    private Stage stage;
    private Scene scene;
    private Subscription looks = Subscription.EMPTY;

    private Ui() {}

    /// The console over a router, 960 by 640, on its overview.
    public static Ui open(Router router) {
        return open(router, Theme.Choice.LIGHT);
    }

    public static Ui open(Router router, Theme.Choice look) {
        return open(router, look, InstantSource.fixed(SampleDay.NOW));
    }

    public static Ui open(Router router, Theme.Choice look, InstantSource clock) {
        return open(router, look, clock, new FakeMachine());
    }

    public static Ui open(Router router, FakeMachine machine) {
        return open(router, Theme.Choice.LIGHT, InstantSource.fixed(SampleDay.NOW), machine);
    }

    public static Ui open(Router router, Theme.Choice look, InstantSource clock, FakeMachine machine) {
        var ui = new Ui();
        ui.machine = machine;
        ui.start(() -> {
            var settings = machine.settings();
            settings.theme().set(look);
            ui.theme.choice().bind(settings.theme());
            ui.theme.still().bind(settings.reducedMotion());
            var made = machine.machine();
            ui.scene = new Scene(Frame.node(), 960, 640);
            ui.looks = ui.theme.dress(ui.scene);
            ui.view =
                    new ConsoleView(
                            () -> new AppGraph(router, ui.serving, ui.desk, ui.theme, clock, "ana", "v1.0", made),
                            settings,
                            ui.scene);
            ui.graph().tools().feed().setShowing(true);
        });
        return ui;
    }

    /// Any node in a window of its own.
    public static Ui show(Callable<? extends Parent> root) {
        var ui = new Ui();
        ui.start(() -> ui.scene = new Scene(root.call(), 960, 640));
        return ui;
    }

    public AppGraph graph() {
        return view.graph();
    }

    public FakeMachine machine() {
        return machine;
    }

    public FakeDesk desk() {
        return desk;
    }

    public FakeServing serving() {
        return serving;
    }

    public Theme theme() {
        return theme;
    }

    public Scene scene() {
        return scene;
    }

    public Stage stage() {
        return stage;
    }

    /// Runs something on the FX thread and waits for it.
    public <T> T on(Callable<T> action) {
        try {
            return WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, WaitForAsyncUtils.asyncFx(action));
        } catch (TimeoutException late) {
            throw new IllegalStateException("the FX thread is busy", late);
        }
    }

    public void go(Destination destination) {
        on(() -> {
            graph().tools().navigator().go(destination);
            return null;
        });
        settle();
    }

    public void go(Route route) {
        on(() -> {
            graph().tools().navigator().go(route);
            return null;
        });
        settle();
    }

    /// Writes into the text field or area of this accessible name, in place of what stands there.
    public void fill(String name, String words) {
        var field = (TextInputControl) find(node -> node instanceof TextInputControl && called(node, name));
        on(() -> {
            field.setText(words);
            return null;
        });
        settle();
    }

    /// Chooses in the box of this accessible name.
    @SuppressWarnings("unchecked")
    public <T> void choose(String name, T value) {
        var box = (ComboBox<T>) find(node -> node instanceof ComboBox && called(node, name));
        on(() -> {
            box.setValue(value);
            return null;
        });
        settle();
    }

    /// Presses the button in the box, not the one of the same name in the page behind it.
    public void fireInBox(String name) {
        Node box = on(() -> scene.getRoot().lookup(".modal"));
        on(() -> {
            ((ButtonBase) first(box, one -> named(one, name)).orElseThrow()).fire();
            return null;
        });
        settle();
    }

    public void press(KeyCode... keys) {
        robot.press(keys).release(keys);
        settle();
    }

    public void type(String text) {
        robot.write(text);
        settle();
    }

    /// Clicks a node found by css selector or by its text.
    public void click(String selector) {
        robot.clickOn(selector);
        settle();
    }

    /// Presses a button by its text or accessible name, wherever it stands in the window, scrolled into view or not.
    public void fire(String name) {
        Node node = find(one -> named(one, name));
        on(() -> {
            ((ButtonBase) node).fire();
            return null;
        });
        settle();
    }

    /// The first visible node that fits.
    public Node find(Predicate<Node> fits) {
        return on(() -> first(scene.getRoot(), fits)).orElseThrow(() -> new AssertionError("nothing on screen fits"));
    }

    public boolean has(Predicate<Node> fits) {
        return on(() -> first(scene.getRoot(), fits)).isPresent();
    }

    /// Whether some visible label or text says this, as a part of what it says.
    public boolean says(String words) {
        return has(one ->
                one instanceof Labeled labeled && labeled.getText() != null && labeled.getText().contains(words));
    }

    /// Every text on screen, for messages of failed tests.
    public String texts() {
        var texts = new ArrayList<String>();
        on(() ->
                first(
                        scene.getRoot(),
                        one -> {
                            if (one instanceof Labeled labeled
                                    && labeled.getText() != null
                                    && !labeled.getText().isEmpty()) {
                                texts.add(labeled.getText());
                            }
                            return false;
                        }));
        return String.join(" | ", texts);
    }

    /// Waits for a condition, looked at on the FX thread.
    public void until(BooleanSupplier holds) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(15)).until(() -> on(holds::getAsBoolean));
    }

    public void untilSays(String words) {
        Awaitility.await(words).atMost(PATIENCE).pollInterval(Duration.ofMillis(15)).until(() -> says(words));
    }

    /// Waits until background work is done and its results are on screen.
    public void settle() {
        WaitForAsyncUtils.waitForFxEvents();
        if (view != null) {
            until(() -> graph().tools().background().running() == 0);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }

    @Override
    public void close() {
        on(() -> {
            if (view != null) {
                view.close();
            }
            looks.unsubscribe();
            stage.hide();
            return null;
        });
    }

    private interface Start {
        void run() throws Exception;
    }

    private void start(Start start) {
        try {
            FxToolkit.registerPrimaryStage();
            on(() -> {
                stage = new Stage();
                start.run();
                if (view == null) {
                    looks = theme.dress(scene);
                }
                stage.setScene(scene);
                stage.setX(0);
                stage.setY(0);
                stage.show();
                return null;
            });
            WaitForAsyncUtils.waitForFxEvents();
            settle();
        } catch (TimeoutException late) {
            throw new IllegalStateException("the toolkit did not start", late);
        }
    }

    private static boolean called(Node node, String name) {
        return name.equals(node.getAccessibleText());
    }

    private static boolean named(Node node, String name) {
        return node instanceof ButtonBase button
                && (name.equals(button.getText()) || name.equals(button.getAccessibleText()));
    }

    private static Optional<Node> first(Node node, Predicate<Node> fits) {
        if (!node.isVisible()) {
            return Optional.empty();
        }
        if (fits.test(node)) {
            return Optional.of(node);
        }
        if (node instanceof Parent parent) {
            for (Node child : parent.getChildrenUnmodifiable()) {
                var found = first(child, fits);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}
