package signalbox.app.providers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.text.Text;
import signalbox.core.FoundModel;
import signalbox.core.policy.Model;

/// What a provider offers, to tick. FX thread.
final class FoundModels {
    private final Label state = Prose.body(Text.of("providers.found.looking"));
    private final VBox ticks = new VBox(8);
    private final SequencedMap<Model, CheckBox> boxes = new LinkedHashMap<>();
    private final VBox node;

    FoundModels() {
        var scroll = new ScrollPane(ticks);
        scroll.setFitToWidth(true);
        scroll.setPrefViewportHeight(320);
        node = new VBox(12, state, scroll);
        node.setPrefWidth(560);
    }

    Node node() {
        return node;
    }

    void show(List<FoundModel> found) {
        boxes.clear();
        for (FoundModel one : found) {
            boxes.put(one.model(), box(one));
        }
        ticks.getChildren().setAll(boxes.values());
        say(Text.of("providers.found.count", found.size()), "text-muted");
    }

    void complain(String sentence) {
        say(sentence, "warning");
    }

    /// The ticked ones that are not there yet.
    List<Model> ticked() {
        return boxes.entrySet().stream()
                .filter(one -> one.getValue().isSelected() && !one.getValue().isDisabled())
                .map(Map.Entry::getKey)
                .toList();
    }

    private void say(String sentence, String style) {
        state.getStyleClass().setAll("label", style);
        state.setText(sentence);
    }

    private static CheckBox box(FoundModel found) {
        var words = new StringBuilder(found.model().id());
        words.append('\n')
                .append(
                        Text.of(
                                "providers.found.limits",
                                found.model().contextTokens(),
                                found.model().maxOutputTokens()));
        if (!found.priced()) {
            words.append(" · ").append(Text.of("providers.price.unknown"));
        }
        if (!found.note().isEmpty()) {
            words.append('\n').append(found.note());
        }
        var box = new CheckBox(words.toString());
        box.setWrapText(true);
        box.setSelected(found.added());
        box.setDisable(found.added());
        Describe.named(box, words.toString().replace('\n', ' '), "", "");
        return box;
    }
}
