package signalbox.app.audit;

import java.time.ZoneId;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import signalbox.app.form.Describe;
import signalbox.app.form.DiffView;
import signalbox.app.form.Prose;
import signalbox.app.shell.Icons;
import signalbox.app.text.Text;
import signalbox.app.text.Times;

/// One entry, whole: what, who, when, why, before and after, and the way back.
final class AuditDetail {
    private final Label what = Prose.title("");
    private final Label who = Prose.muted("");
    private final Label why = Prose.body("");
    private final FlowPane own = new FlowPane(8, 0);
    private final FlowPane before = new FlowPane(8, 0);
    private final DiffView diff = new DiffView();
    private final FlowPane actions = new FlowPane(8, 8);
    private final Consumer<Long> onBack;
    private final VBox node;

    /// @param onBack gets the version to go back to
    AuditDetail(Consumer<Long> onBack, Runnable onClose) {
        this.onBack = onBack;
        var close = new Button(null, Icons.of(Feather.X));
        close.getStyleClass().addAll("flat", "button-icon", "small");
        Describe.icon(close, "audit.details.close");
        close.setOnAction(press -> onClose.run());
        HBox.setHgrow(what, Priority.ALWAYS);
        what.setMaxWidth(Double.MAX_VALUE);
        var top = new HBox(8, what, close);
        top.setAlignment(Pos.TOP_LEFT);
        Prose.hiddenWhileEmpty(why);
        var scroll = new ScrollPane(diff.node());
        scroll.setFitToWidth(true);
        scroll.getStyleClass().addAll("edge-to-edge", "page-scroll");
        Describe.control(scroll, "audit.difference");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        actions.managedProperty().bind(actions.visibleProperty());
        node = new VBox(8, top, who, why, actions, scroll, new VBox(2, own, before));
        node.getStyleClass().add("audit-details");
        node.setMinWidth(300);
        node.setMinHeight(180);
    }

    Node node() {
        return node;
    }

    /// @param inForce version of the policy in force, to which there is no way back
    void show(AuditRow row, long inForce) {
        var entry = row.entry();
        what.setText(entry.change());
        who.setText(Text.of("audit.by", entry.actor(), Times.full(entry.at(), ZoneId.systemDefault())));
        why.setText(entry.reason().isEmpty() ? "" : Text.of("audit.because", entry.reason()));
        link(own, Text.of("audit.chain", Long.toString(entry.sequence())), row.link().hash());
        link(before, Text.of("audit.chain.after"), row.link().previous());
        diff.show(entry.before(), entry.after());
        actions.getChildren().clear();
        if (row.version() > 1) {
            back("audit.back.before", row.version() - 1);
        }
        if (row.version() > 0 && row.version() != inForce) {
            back("audit.back.to", row.version());
        }
        actions.setVisible(!actions.getChildren().isEmpty());
    }

    /// A hash beside its name, or below it where it does not fit; it is never cut.
    private static void link(FlowPane line, String name, String hash) {
        line.getChildren().setAll(Stream.of(name, hash).map(AuditDetail::mono).toList());
    }

    private static Label mono(String words) {
        var label = new Label(words);
        label.getStyleClass().add("rule-id");
        return label;
    }

    private void back(String key, long version) {
        var button = new Button();
        Describe.button(button, key, (Object) version);
        button.getStyleClass().add("small");
        button.setOnAction(press -> onBack.accept(version));
        actions.getChildren().add(button);
    }
}
