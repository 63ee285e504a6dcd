package signalbox.app.preferences;

import java.util.OptionalInt;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import signalbox.app.form.Check;
import signalbox.app.form.Describe;
import signalbox.app.live.Fx;
import signalbox.app.shell.ErrorBoundary;
import signalbox.app.shell.Serving;
import signalbox.app.shell.Tools;
import signalbox.app.text.Text;
import signalbox.core.Router;

/// Where the listener is: its address, its port, and the next free one to go to.
final class ProxySection {
    private static final Check PORT = Check.whole(1, 65_535);

    private final Tools tools;
    private final PreferencesModel model;
    private final Label address = new Label();
    private final TextField port = new TextField();
    private final Button use = new Button();
    private final Button free = new Button();
    private final SettingRow portRow;
    private final Section section;
    private OptionalInt next = OptionalInt.empty();
    private Router.Subscription changes = () -> {};

    ProxySection(Tools tools, PreferencesModel model) {
        this.tools = tools;
        this.model = model;
        address.getStyleClass().add("mono");
        portRow = new SettingRow("preferences.port", portControls());
        section = new Section("preferences.section.proxy", new SettingRow("preferences.bind", address), portRow);
        refresh();
    }

    Section section() {
        return section;
    }

    void onShow() {
        changes = tools.serving().onChange(() -> Fx.run(this::refresh));
        refresh();
    }

    void onHide() {
        changes.close();
    }

    private Node portControls() {
        port.setPrefColumnCount(6);
        Describe.control(port, "preferences.port");
        Describe.button(use, "preferences.port.use");
        use.setOnAction(press -> use());
        port.setOnAction(press -> use());
        free.setOnAction(press -> next.ifPresent(this::serveAt));
        free.managedProperty().bind(free.visibleProperty());
        free.setVisible(false);
        var row = new HBox(8, port, use, free);
        row.setAlignment(Pos.CENTER_RIGHT);
        return row;
    }

    private void refresh() {
        var status = model.serving().status();
        address.setText(status.address());
        port.setText(Integer.toString(status.port()));
        portRow.help(status.state() == Serving.State.FAILED ? status.problem() : Text.of("preferences.port.help"));
        model.nextFree(this::offer);
    }

    private void offer(OptionalInt found) {
        next = found;
        free.setVisible(found.isPresent());
        found.ifPresent(one -> {
            String words = Text.of("serving.use", Integer.toString(one));
            free.setText(words);
            Describe.named(free, words, Text.of("serving.use.help"), "");
        });
    }

    private void use() {
        var complaint = PORT.apply(port.getText());
        if (complaint.isPresent()) {
            portRow.help(complaint.get());
        } else {
            serveAt(Integer.parseInt(port.getText().strip()));
        }
    }

    private void serveAt(int wanted) {
        use.setDisable(true);
        model.usePort(
                wanted,
                () -> {
                    use.setDisable(false);
                    refresh();
                    tools.toasts().say(Text.of("preferences.port.done", model.serving().status().address()));
                },
                failure -> {
                    use.setDisable(false);
                    portRow.help(ErrorBoundary.sentence(failure));
                });
    }
}
