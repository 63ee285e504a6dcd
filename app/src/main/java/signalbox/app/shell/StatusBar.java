package signalbox.app.shell;

import atlantafx.base.controls.Spacer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.text.Text;

/// The line at the bottom: today’s spend and pace, calls a minute, provider health; the version at the right.
public final class StatusBar {
    private final Label spend = new Label();
    private final Label practice = new Label();
    private final Label calls = new Label();
    private final Label health = new Label();
    private final Hyperlink update = new Hyperlink();
    private final HBox node = new HBox(16);

    public StatusBar(String version) {
        var gap = new Spacer();
        spend.getStyleClass().add("figure");
        practice.getStyleClass().add("practice");
        for (Label label : new Label[] {spend, practice, calls, health}) {
            Prose.hiddenWhileEmpty(label);
        }
        node.getChildren().addAll(spend, practice, calls, health, gap, update, new Label(version));
        update.managedProperty().bind(update.visibleProperty());
        update.setVisible(false);
        node.setAlignment(Pos.CENTER_LEFT);
        node.getStyleClass().add("status-bar");
    }

    public Node node() {
        return node;
    }

    /// Today’s spend with its pace, and practice spend apart from it; empty texts are left out.
    public void spend(String real, String simulated) {
        spend.setText(real);
        practice.setText(simulated);
    }

    public void calls(String text) {
        calls.setText(text);
    }

    /// Says that there is a newer version, until the window is closed.
    public void update(String words, Runnable open) {
        update.setText(words);
        Describe.named(update, words, Text.of("status.update.help"), "");
        update.setOnAction(press -> open.run());
        update.setVisible(true);
    }

    public void health(String text) {
        health.setText(text);
    }
}
