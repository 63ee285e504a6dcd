package signalbox.app.connect;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;

/// `Waiting for the first call…`, until there is one; then what it was, in sign, word and colour.
final class WaitingLine {
    private final Label state = new Label();
    private final Label words = Prose.body("");
    private final HBox node = new HBox(10, state, words);

    WaitingLine() {
        state.setMinWidth(Region.USE_PREF_SIZE);
        node.setAlignment(Pos.CENTER_LEFT);
        show(null, "");
    }

    Node node() {
        return node;
    }

    /// @param call null while waiting
    /// @param key the key that is waited for; empty for any of the workload
    void show(FirstCall call, String key) {
        if (call == null) {
            say(
                    "waiting",
                    Text.of("connect.waiting"),
                    key.isEmpty() ? Text.of("connect.waiting.any") : Text.of("connect.waiting.key", key));
        } else if (call.answered()) {
            String cost = Amounts.money(call.costNanos());
            say(
                    "ok",
                    Text.of("connect.arrived"),
                    Text.of(
                            "connect.arrived.words",
                            call.target(),
                            Amounts.count(call.tokens()),
                            call.practice() ? Text.of("connect.simulated", cost) : cost));
        } else {
            say("near", Text.of("connect.refused"), Text.of("connect.refused.words", call.code()));
        }
    }

    private void say(String style, String sign, String sentence) {
        state.getStyleClass().setAll("label", "pill", style);
        state.setText(sign);
        words.setText(sentence);
        Describe.read(node, sign + ", " + sentence);
    }
}
