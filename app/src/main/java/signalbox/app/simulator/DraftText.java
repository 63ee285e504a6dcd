package signalbox.app.simulator;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.layout.VBox;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.text.Text;

/// The draft as text. An area lays all of its lines out whether they are in view or not, which takes the better part of
/// a second for the policy of a thousand workloads; so a long text is shown when it is asked for.
final class DraftText {
    /// Characters that are laid out in a few milliseconds.
    private static final int SHORT = 30_000;

    private final TextArea area = new TextArea();
    private final Button show = new Button();
    private final VBox node = new VBox(8);

    /// What the area does not show yet; null when it shows all.
    private String hidden;

    DraftText() {
        area.getStyleClass().addAll("mono", "draft-text");
        area.setPrefRowCount(14);
        Describe.control(area, "simulator.draft");
        Describe.button(show, "simulator.draft.show");
        show.setOnAction(press -> {
            reveal();
            area.requestFocus();
        });
        node.setAlignment(Pos.CENTER_LEFT);
        node.getChildren().setAll(area);
    }

    Node node() {
        return node;
    }

    /// Calls back when it is typed in, or set.
    void onChange(Runnable changed) {
        area.textProperty().subscribe(_ -> changed.run());
    }

    String words() {
        return hidden == null ? area.getText() : hidden;
    }

    void set(String text) {
        if (text.length() <= SHORT) {
            put(text);
            return;
        }
        area.clear();
        hidden = text;
        long lines = text.lines().count();
        node.getChildren().setAll(Prose.styled(Text.of("simulator.draft.long", lines), "label"), show);
    }

    void focus() {
        (hidden == null ? area : show).requestFocus();
    }

    /// Puts the caret on a line, from 1, and marks it.
    void select(int line) {
        reveal();
        String all = area.getText();
        int start = 0;
        for (int at = 1; at < line && start >= 0; at++) {
            start = all.indexOf('\n', start) + 1;
        }
        int end = all.indexOf('\n', start);
        area.requestFocus();
        area.selectRange(start, end < 0 ? all.length() : end);
    }

    private void reveal() {
        if (hidden != null) {
            put(hidden);
        }
    }

    private void put(String text) {
        hidden = null;
        node.getChildren().setAll(area);
        area.setText(text);
        area.positionCaret(0);
    }
}
