package signalbox.app.workloads;

import atlantafx.base.controls.Spacer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.shell.Icons;
import signalbox.app.text.Text;
import signalbox.core.UnknownCallers.Caller;

/// Apps that called and were refused because nobody knows them, each with the button that gives it a workload. Takes no
/// room while there are none.
final class DetectedCallers {
    private final int most;
    private final Consumer<Caller> adopt;
    private final Consumer<Caller> dismiss;
    private final VBox rows = new VBox(8);
    private final VBox node;
    private final Label more = Prose.hiddenWhileEmpty(Prose.caption(""));
    private Map<Who, Row> shown = Map.of();

    /// What of a caller does not change while it goes on calling.
    private record Who(String agent, String ending, boolean ours) {
        static Who of(Caller caller) {
            return new Who(caller.agent(), caller.ending(), caller.ours());
        }
    }

    private record Row(Node node, Label facts, Caller caller) {
        void tell(Instant now) {
            facts.setText(CallerWords.facts(caller, now));
        }
    }

    /// @param most how many are listed; of more, the number is told
    /// @param small whether the sentence about them is only a tooltip
    DetectedCallers(int most, boolean small, Consumer<Caller> adopt, Consumer<Caller> dismiss) {
        this.most = most;
        this.adopt = adopt;
        this.dismiss = dismiss;
        var title = Prose.styled(Text.of("workloads.callers"), "strong");
        var sentence = Prose.caption(Text.of("workloads.callers.sentence"));
        Describe.tip(title, sentence.getText());
        node = new VBox(8, small ? title : new VBox(2, title, sentence), rows, more);
        node.getStyleClass().add("detected-callers");
        node.managedProperty().bind(node.visibleProperty());
        node.setVisible(false);
    }

    Node node() {
        return node;
    }

    /// A row stays the same node in the same place while its app is listed: one that knocks every second must not pull
    /// the button from under the pointer.
    void show(List<Caller> callers, InstantSource clock) {
        node.setVisible(!callers.isEmpty());
        var listed = new LinkedHashMap<Who, Row>();
        callers.stream()
                .limit(most)
                .sorted(Comparator.comparing(Caller::first).reversed())
                .forEach(caller -> listed.put(Who.of(caller), rowOf(caller)));
        shown = listed;
        listed.values().forEach(row -> row.tell(clock.instant()));
        more.setText(callers.size() > most ? Text.of("workloads.callers.more", callers.size() - most) : "");
        var nodes = listed.values().stream().map(Row::node).toList();
        if (!nodes.equals(rows.getChildren())) {
            rows.getChildren().setAll(nodes);
        }
    }

    private Row rowOf(Caller caller) {
        Row before = shown.get(Who.of(caller));
        return before == null ? row(caller) : new Row(before.node, before.facts, caller);
    }

    private Row row(Caller caller) {
        String title = CallerWords.title(caller);
        var name = new Label(title);
        name.setMinWidth(0);
        if (!caller.agent().isEmpty()) {
            Describe.tip(name, caller.agent());
        }
        var add = new Button();
        Describe.named(add, Text.of("workloads.caller.adopt.named", title), help(caller), "");
        add.setText(Text.of("workloads.caller.adopt"));
        add.getStyleClass().add("small");
        add.setMinWidth(Region.USE_PREF_SIZE);
        add.setOnAction(press -> adopt.accept(caller));
        var away = new Button(null, Icons.of(Feather.X));
        Describe.named(away, Text.of("workloads.caller.dismiss", title), "", "");
        away.getStyleClass().addAll("flat", "button-icon", "small");
        away.setOnAction(press -> dismiss.accept(caller));
        var head = new HBox(4, name, new Spacer(), add, away);
        head.setAlignment(Pos.CENTER_LEFT);
        var facts = Prose.caption("");
        return new Row(new VBox(head, facts), facts, caller);
    }

    private static String help(Caller caller) {
        return Text.of("workloads.caller.adopt.help", CallerWords.name(caller));
    }
}
