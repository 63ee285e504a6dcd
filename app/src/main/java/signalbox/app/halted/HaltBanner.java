package signalbox.app.halted;

import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitMenuButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.shell.Icons;
import signalbox.app.shell.Modals;
import signalbox.app.text.Amounts;
import signalbox.app.text.Sentences;
import signalbox.app.text.Text;

/// One halt above a screen. Its figures are updated in place, so that a press is never lost to a refresh.
final class HaltBanner {
    private final Label title = new Label("", Icons.of(Feather.ALERT_OCTAGON, "danger-text"));
    private final Label sentence = Prose.body("");
    private final Label story = Prose.body("");
    private final Button unlock = new Button();
    private final Button look = new Button();
    private final SplitMenuButton raise;
    private final VBox node;
    private Halt halt;

    HaltBanner(
            Halt first, Consumer<Halt> onUnlock, ObjLongConsumer<Halt> onRaise, Consumer<Halt> onLook, Modals modals) {
        halt = first;
        title.getStyleClass().add("halt-title");
        story.getStyleClass().add("text-muted");
        Describe.button(unlock, "halted.unlock", "U");
        unlock.setOnAction(press -> onUnlock.accept(halt));
        look.setOnAction(press -> onLook.accept(halt));
        raise = new RaiseMenu(() -> halt, modals, ceiling -> onRaise.accept(halt, ceiling)).button();
        node = new VBox(6, title, sentence, story, actions(first.story().unusual()));
        node.getStyleClass().add("halt-banner");
    }

    Node node() {
        return node;
    }

    void update(Halt now, Instant at) {
        halt = now;
        title.setText(HaltWords.title(now));
        sentence.setText(HaltWords.sentence(now, at));
        story.setText(
                Amounts.unbroken(
                        Sentences.joined(HaltWords.unusual(now), HaltWords.forecast(now), HaltWords.effect(now, at))));
        look.setText(Text.of("halted.look", now.status().refused()));
        Describe.named(look, look.getText(), "", "");
        raise.setText(HaltWords.raise(now, now.suggested(), at));
        Describe.named(raise, raise.getText(), "", "");
    }

    /// Unusual spend puts looking first.
    private Node actions(boolean unusual) {
        (unusual ? look : unlock).getStyleClass().add(unusual ? "accent" : "danger");
        var row = unusual ? new FlowPane(8, 8, look, unlock, raise) : new FlowPane(8, 8, unlock, raise, look);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("halt-actions");
        row.setMinHeight(Region.USE_PREF_SIZE);
        return row;
    }
}
