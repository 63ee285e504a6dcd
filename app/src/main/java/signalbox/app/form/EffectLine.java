package signalbox.app.form;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import signalbox.app.text.Text;

/// What a change would let through that is stopped now, said before it is applied, and a field for why. Not there while
/// a change only tightens.
public final class EffectLine {
    private final VBox words = new VBox(4);
    private final TextField reason = new TextField();
    private final VBox node = new VBox(8, words, reason);

    public EffectLine() {
        words.getStyleClass().add("loosens");
        Describe.control(reason, "effect.reason");
        reason.setPromptText(Text.of("effect.reason"));
        node.managedProperty().bind(node.visibleProperty());
        show(List.of());
    }

    public Node node() {
        return node;
    }

    /// @param clauses what is looser, in the words of [signalbox.core.policy.Loosening]; empty hides the line
    public void show(List<String> clauses) {
        if (clauses.isEmpty()) {
            reason.clear();
        }
        words.getChildren().setAll(lines(clauses));
        node.setVisible(!clauses.isEmpty());
    }

    /// Why, as typed; empty when nothing was, or nothing is looser.
    public String reason() {
        return node.isVisible() && reason.getText() != null ? reason.getText().strip() : "";
    }

    /// The same words where the reason is asked for otherwise.
    public static Region said(List<String> clauses) {
        var box = new VBox(4);
        box.getStyleClass().add("loosens");
        box.getChildren().setAll(lines(clauses));
        return box;
    }

    private static List<Label> lines(List<String> clauses) {
        return clauses.stream().map(clause -> Prose.styled(Text.of("effect.looser", clause), "effect-words")).toList();
    }
}
