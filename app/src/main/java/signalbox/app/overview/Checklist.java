package signalbox.app.overview;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import signalbox.app.form.Describe;
import signalbox.app.shell.Destination;
import signalbox.app.shell.Icons;
import signalbox.app.shell.Tools;
import signalbox.app.text.Text;
import signalbox.core.Router;
import signalbox.core.policy.Measure;
import signalbox.core.policy.Window;

/// The three first steps, each ticked once it is done; gone when all are, or when put away.
final class Checklist {
    private static final String OWN_TEST = "signalbox-test";

    /// What is done. Read in the background.
    private record Done(boolean provider, boolean cap, boolean call) {
        boolean all() {
            return provider && cap && call;
        }
    }

    private final Tools tools;
    private final VBox rows = new VBox(4);
    private final VBox node;
    private boolean open;

    Checklist(Tools tools) {
        this.tools = tools;
        var title = new Label(Text.of("steps.title"));
        title.getStyleClass().add("section-title");
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var away = new Button(null, Icons.of(Feather.X));
        away.getStyleClass().addAll("flat", "button-icon", "small");
        Describe.icon(away, "steps.dismiss");
        away.setOnAction(press -> {
            tools.machine().settings().stepsDismissed().set(true);
            show();
        });
        var header = new HBox(8, title, gap, away);
        header.setAlignment(Pos.CENTER_LEFT);
        node = new VBox(8, header, rows);
        node.getStyleClass().add("card");
        node.managedProperty().bind(node.visibleProperty());
        show();
    }

    Node node() {
        return node;
    }

    /// Follows what the operator wants to see, until the subscription is closed.
    Router.Subscription follow() {
        return tools.machine().settings().stepsDismissed().subscribe((was, now) -> refresh())::unsubscribe;
    }

    /// Looks again at what is done, unless nobody wants to know.
    void refresh() {
        if (tools.machine().settings().stepsDismissed().get()) {
            show();
            return;
        }
        tools.background()
                .run(
                        this::read,
                        done -> {
                            open = !done.all();
                            fill(done);
                            show();
                        },
                        failure -> {
                            // the ledger cannot be read: the overview says so
                        });
    }

    private Done read() {
        var policy = tools.router().policy();
        return new Done(
                policy.providers().values().stream().anyMatch(one -> !one.practice()),
                policy.budgets().values().stream()
                        .anyMatch(one -> one.measure() == Measure.MONEY && one.window() == Window.DAY),
                tools.router().ledger().recent(20).stream().anyMatch(row -> !row.workload().equals(OWN_TEST)));
    }

    private void fill(Done done) {
        rows.getChildren()
                .setAll(
                        List.of(
                                row("steps.provider", done.provider, Destination.PROVIDERS),
                                row("steps.cap", done.cap, Destination.WORKLOADS),
                                row("steps.call", done.call, Destination.CONNECT)));
    }

    private Node row(String key, boolean done, Destination where) {
        if (done) {
            var label = new Label(Text.of(key + ".done"), Icons.of(Feather.CHECK_CIRCLE, "success"));
            label.getStyleClass().add("text-muted");
            Describe.read(label, Text.of("steps.read", label.getText(), Text.of("steps.state.done")));
            return label;
        }
        var link = new Hyperlink(Text.of(key), Icons.of(Feather.CIRCLE));
        Describe.named(link, Text.of("steps.read", link.getText(), Text.of("steps.state.open")), "", "");
        link.setOnAction(press -> tools.navigator().go(where));
        link.setMinHeight(28);
        return link;
    }

    private void show() {
        node.setVisible(open && !tools.machine().settings().stepsDismissed().get());
    }
}
