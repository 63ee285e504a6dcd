package signalbox.app.shell;

import atlantafx.base.controls.ModalPane;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.text.Text;

/// Boxes above the window, for what must be answered first. Escape closes them.
public final class Modals {
    private final ModalPane pane = new ModalPane();

    public Modals() {
        pane.setAccessibleText(Text.of("modal.name"));
        pane.setFocusTraversable(false); // what is in it takes the focus
        pane.setInTransitionFactory(null);
        pane.setOutTransitionFactory(null);
        new ModalFocus(pane);
    }

    Node node() {
        return pane;
    }

    /// Shows a box with a title.
    ///
    /// @param actions buttons from left to right, the one that does it last; Enter presses it where it is the expected
    ///   one (`accent`), never where it destroys
    public void show(String title, Node content, Node... actions) {
        var heading = Prose.title(title);
        if (actions.length > 0
                && actions[actions.length - 1] instanceof Button last
                && last.getStyleClass().contains("accent")) {
            last.setDefaultButton(true);
        }
        var buttons = new HBox(8, actions);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        var box = new VBox(16, heading, content);
        if (actions.length > 0) {
            box.getChildren().add(buttons);
        }
        box.getStyleClass().add("modal");
        if (content.getStyleClass().contains("wide")) {
            box.getStyleClass().add("wide-modal");
        }
        box.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        pane.show(box);
        box.requestFocus();
    }

    /// Asks before something that cannot be taken back. The button carries the verb.
    public void confirm(String title, String sentence, String verb, Runnable action) {
        var text = Prose.body(sentence);
        text.setMaxWidth(420);
        var go = new Button(verb);
        Describe.named(go, verb, "", "");
        go.getStyleClass().add("danger");
        go.setOnAction(press -> {
            hide();
            action.run();
        });
        show(title, text, cancel(), go);
    }

    /// A button that closes the box and does nothing.
    public Button cancel() {
        var cancel = new Button();
        Describe.button(cancel, "modal.cancel", "Esc");
        cancel.setCancelButton(true);
        cancel.setOnAction(press -> hide());
        return cancel;
    }

    /// The sheet of everything that can be pressed.
    public void shortcuts(Shortcuts shortcuts) {
        var sheet = shortcuts.sheet();
        var left = new VBox(6);
        var right = new VBox(6);
        sheet.forEach((combination, key) -> {
            var half = left.getChildren().size() * 2 < sheet.size() ? left : right;
            half.getChildren().add(shortcut(combination, Shortcuts.words(key)));
        });
        var columns = new HBox(32, left, right);
        columns.getStyleClass().add("wide");
        var close = cancel();
        Describe.button(close, "modal.close", "Esc");
        show(Text.of("shortcuts.title"), columns, close);
    }

    private static Node shortcut(String combination, String words) {
        var keys = new Label(combination);
        keys.getStyleClass().add("key-cap");
        keys.setMinWidth(104);
        var does = Prose.body(words);
        does.setPrefWidth(270);
        var row = new HBox(12, keys, does);
        row.setAlignment(Pos.TOP_LEFT);
        return row;
    }

    public boolean showing() {
        return pane.isDisplay();
    }

    public void hide() {
        pane.hide(true);
    }
}
