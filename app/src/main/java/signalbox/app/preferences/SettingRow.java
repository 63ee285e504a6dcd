package signalbox.app.preferences;

import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.text.Text;

/// One setting: its name and a sentence at the left, its control at the right. What it says can be searched.
final class SettingRow {
    private final HBox node = new HBox(24);
    private final Label help = Prose.hiddenWhileEmpty(Prose.caption(""));
    private final String name;

    /// @param key text key of the name; `key.help` says more
    SettingRow(String key, Node control) {
        name = Text.of(key);
        var title = Prose.styled(name, "setting-name");
        help.setText(Text.has(key + ".help") ? Text.of(key + ".help") : "");
        var words = new VBox(2, title, help);
        words.setMinWidth(200);
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setAlignment(Pos.CENTER_LEFT);
        if (control instanceof Control one && one.getAccessibleText() == null) {
            Describe.named(one, name, help.getText(), "");
        }
        node.getChildren().addAll(words, control);
        if (control instanceof Region region) {
            region.setMinWidth(Region.USE_PREF_SIZE);
        }
        node.setAlignment(Pos.CENTER_LEFT);
        node.getStyleClass().add("setting-row");
        node.managedProperty().bind(node.visibleProperty());
    }

    HBox node() {
        return node;
    }

    /// Replaces the sentence below the name.
    SettingRow help(String sentence) {
        help.setText(sentence);
        return this;
    }

    /// Whether every word typed occurs in what the row says.
    boolean says(String typed, String section) {
        String all = (section + " " + name + " " + help.getText()).toLowerCase(Locale.ROOT);
        for (String word : typed.toLowerCase(Locale.ROOT).strip().split("\\s+")) {
            if (!all.contains(word)) {
                return false;
            }
        }
        return true;
    }
}
