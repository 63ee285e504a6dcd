package signalbox.app.shell;

import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;

/// Short messages at the bottom right of the window, for ten seconds each, at most three at a time. They never take the
/// focus.
public final class Toasts {
    private static final int AT_ONCE = 3;
    private static final String STAY = "stay";

    private final VBox node = new VBox(8);
    private final Desk desk;
    private Runnable undo;

    public Toasts(Desk desk) {
        this.desk = desk;
        node.setAlignment(Pos.BOTTOM_RIGHT);
        node.setPickOnBounds(false);
        node.getStyleClass().add("toasts");
    }

    Node node() {
        return node;
    }

    /// Something was done.
    public void say(String sentence) {
        show(sentence, Feather.CHECK_CIRCLE, "success", null);
    }

    /// Something was done and can be taken back; `Shortcut+Z` does it too, for the newest of these.
    public void say(String sentence, Runnable newUndo) {
        undo = newUndo;
        var button = new Button();
        Describe.button(button, "toast.undo", "Shortcut+Z");
        button.setMinWidth(Region.USE_PREF_SIZE);
        show(sentence, Feather.CHECK_CIRCLE, "success", button).getStyleClass().add("undoable");
        button.setOnAction(press -> undoLast());
    }

    /// Something should be known before it happens.
    public void warn(String sentence) {
        show(sentence, Feather.ALERT_TRIANGLE, "warning", null);
    }

    /// Something could not be done: a calm sentence, never red, and its code to search for. The same failure again, as
    /// of a figure that is read every second, only makes the message stay.
    public void fail(Throwable failure) {
        String sentence = ErrorBoundary.sentence(failure);
        for (Node toast : node.getChildren()) {
            if (sentence.equals(toast.getUserData())) {
                stay(toast);
                return;
            }
        }
        String code = ErrorBoundary.code(failure);
        var copy = new Button(null, Icons.of(Feather.COPY));
        copy.getStyleClass().addAll("flat", "button-icon", "small");
        Describe.named(copy, Text.of("toast.copy", code), Text.of("toast.copy", code), "");
        copy.setOnAction(press -> desk.copy(code + "\n" + sentence));
        Node toast = show(sentence, Feather.INFO, "warning", copy);
        toast.setUserData(sentence);
    }

    /// Takes back the newest undoable thing.
    ///
    /// @return whether there was one
    public boolean undoLast() {
        if (undo == null) {
            return false;
        }
        var action = undo;
        undo = null;
        node.getChildren().removeIf(toast -> toast.getStyleClass().contains("undoable"));
        action.run();
        return true;
    }

    /// The oldest goes, those that can be taken back last of all.
    private void makeRoom() {
        var toasts = node.getChildren();
        if (toasts.size() > AT_ONCE) {
            toasts.remove(
                    toasts.stream()
                            .limit(AT_ONCE)
                            .filter(toast -> !toast.getStyleClass().contains("undoable"))
                            .findFirst()
                            .orElse(toasts.getFirst()));
        }
    }

    private Node show(String sentence, Feather icon, String style, Button action) {
        var label = Prose.body(Amounts.unbroken(sentence));
        label.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(label, Priority.ALWAYS);
        var close = new Button(null, Icons.of(Feather.X));
        close.getStyleClass().addAll("flat", "button-icon", "small");
        Describe.icon(close, "toast.close");
        var toast = new HBox(12, Icons.of(icon, style), label);
        if (action != null) {
            toast.getChildren().add(action);
        }
        toast.getChildren().add(close);
        toast.setAlignment(Pos.CENTER_LEFT);
        toast.getStyleClass().add("toast");
        toast.setPrefWidth(440);
        close.setOnAction(press -> node.getChildren().remove(toast));
        node.getChildren().add(toast);
        stay(toast);
        makeRoom();
        return toast;
    }

    private void stay(Node toast) {
        if (toast.getProperties().get(STAY) instanceof PauseTransition before) {
            before.playFromStart();
            return;
        }
        var stay = new PauseTransition(Duration.seconds(10));
        stay.setOnFinished(end -> node.getChildren().remove(toast));
        toast.getProperties().put(STAY, stay);
        stay.play();
    }
}
