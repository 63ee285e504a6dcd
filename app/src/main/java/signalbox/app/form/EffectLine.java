package signalbox.app.form;

import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import signalbox.app.text.Sentences;
import signalbox.app.text.Text;

/// What a change would let through that is stopped now, said before it is applied, and a field for why. Not there while
/// a change only tightens.
public final class EffectLine {
    private final Label words = new Label();
    private final TextField reason = new TextField();
    private final VBox node = new VBox(6, words, reason);

    public EffectLine() {
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        words.getStyleClass().add("effect-words");
        Describe.control(reason, "effect.reason");
        reason.setPromptText(Text.of("effect.reason"));
        node.getStyleClass().add("effect-line");
        node.managedProperty().bind(node.visibleProperty());
        show(List.of());
    }

    public Node node() {
        return node;
    }

    /// @param sentences what is looser, in the words of [signalbox.core.policy.Loosening]; empty hides the line
    public void show(List<String> sentences) {
        if (sentences.isEmpty()) {
            reason.clear();
        }
        words.setText(sentences.isEmpty() ? "" : Text.of("effect.looser", joined(sentences)));
        node.setVisible(!sentences.isEmpty());
    }

    /// Why, as typed; empty when nothing was, or nothing is looser.
    public String reason() {
        return node.isVisible() && reason.getText() != null ? reason.getText().strip() : "";
    }

    private static String joined(List<String> sentences) {
        return sentences.stream().map(Sentences::of).collect(Collectors.joining(" "));
    }
}
