package signalbox.app.requests;

import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.form.Sample;
import signalbox.app.shell.Destination;
import signalbox.app.shell.Tools;
import signalbox.app.text.Text;

/// What stands in the place of the calls while there is none to show: nothing fits the filter, or nothing came yet.
final class NoCalls {
    private final Tools tools;
    private final RequestsModel model;
    private final Label title = Prose.title("");
    private final Label sentence = Prose.muted("");
    private final Button action = new Button();
    private final Node sample =
            Sample.rows(Text.of("requests.sample.1"), Text.of("requests.sample.2"), Text.of("requests.sample.3"));
    private final VBox node = new VBox(8, title, sentence, action, sample);

    NoCalls(Tools tools, RequestsModel model) {
        this.tools = tools;
        this.model = model;
        sentence.setTextAlignment(TextAlignment.CENTER);
        node.setAlignment(Pos.CENTER);
        node.setMaxWidth(560);
        VBox.setMargin(sample, new Insets(16, 0, 0, 0));
        sample.managedProperty().bind(sample.visibleProperty());
        model.rows().subscribe(this::say);
        model.filter().subscribe((was, now) -> say());
        say();
    }

    Node node() {
        return node;
    }

    private void say() {
        if (!model.rows().isEmpty()) {
            return;
        }
        boolean filtered = model.anything() || !model.filter().get().isBlank();
        sample.setVisible(!filtered);
        title.setText(
                filtered
                        ? Text.of("requests.no_match")
                        : Text.of("overview.empty.title", tools.serving().status().address()));
        sentence.setText(Text.of(filtered ? "requests.no_match.sentence" : "requests.none.sentence"));
        Describe.button(action, filtered ? "requests.no_match.clear" : "overview.empty.connect");
        action.setOnAction(press -> {
            if (filtered) {
                model.filter().set("");
            } else {
                tools.navigator().go(Destination.CONNECT);
            }
        });
    }
}
