package signalbox.app.shell;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.live.Fx;
import signalbox.app.text.Text;
import signalbox.core.Router;

/// Says on a screen that waits for calls that none can come: why the listener does not serve, and what to press. Takes
/// no room while it serves. FX thread only.
public final class ServingNotice {
    private final Tools tools;
    private final Label title = new Label("", Icons.of(Feather.ALERT_TRIANGLE, "warning"));
    private final Label sentence = Prose.body("");
    private final UsePort other;
    private final VBox node;
    private Router.Subscription changes = () -> {};

    public ServingNotice(Tools tools) {
        this.tools = tools;
        other = new UsePort(tools.serving(), tools.background(), tools.toasts(), tools.machine().settings());
        title.getStyleClass().add("section-title");
        var start = new Button(null, Icons.of(Feather.PLAY));
        Describe.button(start, "serving.start", "Shortcut+Shift+P");
        start.getStyleClass().add("accent");
        start.setOnAction(press -> start());
        var buttons = new HBox(8, start, other.button());
        buttons.setAlignment(Pos.CENTER_LEFT);
        node = new VBox(8, title, sentence, buttons);
        node.getStyleClass().addAll("card", "serving-notice");
        node.managedProperty().bind(node.visibleProperty());
        refresh();
    }

    public Node node() {
        return node;
    }

    public void onShow() {
        changes.close();
        changes = tools.serving().onChange(() -> Fx.run(this::refresh));
        refresh();
    }

    public void onHide() {
        changes.close();
    }

    private void refresh() {
        var status = tools.serving().status();
        boolean failed = status.state() == Serving.State.FAILED;
        title.setText(Text.of(failed ? "serving.notice.failed" : "serving.notice.stopped", status.address()));
        sentence.setText(failed ? status.problem() : Text.of("serving.notice.stopped.sentence"));
        node.setVisible(status.state() != Serving.State.SERVING);
        other.refresh();
    }

    private void start() {
        tools.background()
                .run(
                        () -> {
                            tools.serving().start();
                            return true;
                        },
                        done -> refresh(),
                        failure -> refresh());
    }
}
