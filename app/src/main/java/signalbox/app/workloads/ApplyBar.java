package signalbox.app.workloads;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import signalbox.app.form.Describe;
import signalbox.app.form.EffectLine;
import signalbox.app.form.Prose;
import signalbox.app.shell.ReplayLine;

/// What stands below the form while something is edited: what it loosens and why, what a replay said, what was wrong,
/// and the buttons. FX thread.
final class ApplyBar {
    private final EffectLine effect = new EffectLine();
    private final Label problem = Prose.hiddenWhileEmpty(Prose.styled("", "danger-text"));
    private final ReplayLine replay;
    private final Button apply = new Button();
    private final VBox node;

    ApplyBar(ReplayLine replay, Runnable onApply, Runnable onDiscard) {
        this.replay = replay;
        Describe.button(apply, "workloads.apply", "Shortcut+S");
        apply.getStyleClass().add("accent");
        apply.setOnAction(press -> onApply.run());
        var discard = new Button();
        Describe.button(discard, "workloads.discard");
        discard.setOnAction(press -> onDiscard.run());
        var buttons = new HBox(8, replay.button(), discard, apply);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        node = new VBox(8, effect.node(), problem, replay.node(), buttons);
        node.getStyleClass().add("apply-bar");
        node.managedProperty().bind(node.visibleProperty());
    }

    Node node() {
        return node;
    }

    boolean shown() {
        return node.isVisible();
    }

    /// @param changed whether there is something to apply
    /// @param looser what it lets through that is stopped now
    void show(boolean changed, List<String> looser) {
        node.setVisible(changed);
        replay.clear();
        effect.show(looser);
    }

    /// A sentence about why it was not applied; empty takes it away.
    void complain(String sentence) {
        problem.setText(sentence);
    }

    /// Why it is loosened, as typed.
    String reason() {
        return effect.reason();
    }

    void apply() {
        apply.fire();
    }
}
