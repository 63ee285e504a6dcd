package signalbox.app.simulator;

import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import signalbox.app.form.Describe;
import signalbox.app.shell.Icons;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;
import signalbox.core.plan.Attempt;
import signalbox.core.plan.Plan;
import signalbox.core.plan.Step;

/// The decision path of one policy: where the call goes, and every step that led there. Steps that the other policy
/// does not take are marked.
final class PathView {
    private final Label outcome = wrapped("", "strong");
    private final Label empty;
    private final VBox attempts = new VBox(2);
    private final VBox steps = new VBox(6);
    private final VBox node;

    /// @param key text key of the heading
    PathView(String key, String emptyKey) {
        var title = new Label(Text.of(key));
        title.getStyleClass().add("section-title");
        empty = wrapped(Text.of(emptyKey), "text-muted");
        empty.managedProperty().bind(empty.visibleProperty());
        outcome.managedProperty().bind(outcome.textProperty().isNotEmpty());
        node = new VBox(10, title, empty, outcome, attempts, steps);
        node.getStyleClass().add("card");
        node.setMinWidth(240);
        node.setPrefWidth(300);
        HBox.setHgrow(node, Priority.ALWAYS);
    }

    Region node() {
        return node;
    }

    /// @param plan null for nothing
    /// @param other what the other policy does; null when it says nothing
    /// @param because stands there instead of a plan
    void show(Plan plan, Plan other, String because) {
        empty.setVisible(plan == null);
        empty.setText(because);
        attempts.getChildren().clear();
        steps.getChildren().clear();
        outcome.setText(plan == null ? "" : outcome(plan));
        if (plan == null) {
            return;
        }
        boolean differs = other != null && !Paths.first(plan).equals(Paths.first(other));
        outcome.getStyleClass().removeAll("changed");
        if (differs) {
            outcome.getStyleClass().add("changed");
        }
        for (int i = 0; i < plan.attempts().size(); i++) {
            attempts.getChildren().add(attempt(i + 1, plan.attempts().get(i)));
        }
        List<Step> others = other == null ? plan.steps() : other.steps();
        plan.steps().forEach(step -> steps.getChildren().add(step(step, !others.contains(step))));
    }

    static String outcome(Plan plan) {
        return plan.attempts().isEmpty()
                ? Text.of("simulator.refused", plan.refusal() == null ? "" : plan.refusal().message())
                : Text.of("simulator.goes", Paths.first(plan));
    }

    private static Node attempt(int number, Attempt attempt) {
        return wrapped(
                Text.of(
                        "simulator.attempt",
                        number,
                        attempt.provider() + "/" + attempt.model(),
                        attempt.why(),
                        Amounts.estimated(attempt.estimateNanos()),
                        Amounts.money(attempt.worstNanos())),
                "caption");
    }

    private static Node step(Step step, boolean changed) {
        var sign =
                switch (step.verdict()) {
                    case CHOSEN -> Icons.of(Feather.CHECK_CIRCLE, "success");
                    case ALLOWED -> Icons.of(Feather.CHECK);
                    case REFUSED -> Icons.of(Feather.SLASH, "warning");
                    case NOTED -> Icons.of(Feather.INFO);
                };
        String verdict = Text.of("requests.verdict." + step.verdict().name().toLowerCase(Locale.ROOT));
        var words =
                new VBox(
                        2,
                        wrapped(Text.of("simulator.step", step.subject(), verdict), "step-subject"),
                        wrapped(step.detail(), "label"),
                        wrapped(step.rule(), "rule-id"));
        if (changed) {
            words.getChildren().add(wrapped(Text.of("simulator.only_here"), "step-mark"));
        }
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        var box = new HBox(10, sign, words);
        box.setAlignment(Pos.TOP_LEFT);
        box.getStyleClass().add("path-step");
        if (changed) {
            box.getStyleClass().add("changed");
        }
        Describe.read(box, verdict + ": " + step.subject() + ". " + step.detail());
        return box;
    }

    static Label wrapped(String words, String style) {
        var label = new Label(words);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().add(style);
        return label;
    }
}
