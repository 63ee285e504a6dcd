package signalbox.app.simulator;

import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import signalbox.app.form.Prose;
import signalbox.app.shell.StepRow;
import signalbox.app.text.Text;
import signalbox.core.plan.Plan;
import signalbox.core.plan.Step;

/// The decision path of one policy: where the call goes, and every step that led there. Steps that the other policy
/// does not take are marked.
final class PathView {
    private final Label outcome = Prose.styled("", "strong");
    private final Label empty;
    private final VBox attempts = new VBox(2);
    private final VBox steps = new VBox(6);
    private final VBox node;

    /// @param key text key of the heading
    PathView(String key, String emptyKey) {
        var title = new Label(Text.of(key));
        title.getStyleClass().add("section-title");
        empty = Prose.styled(Text.of(emptyKey), "text-muted");
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
            attempts.getChildren().add(StepRow.attempt(i + 1, plan.attempts().get(i)));
        }
        List<Step> others = other == null ? plan.steps() : other.steps();
        plan.steps().forEach(step -> steps.getChildren().add(row(step, others)));
    }

    private static Region row(Step step, List<Step> others) {
        return StepRow.of(step, others.contains(step) ? "" : Text.of("simulator.only_here"));
    }

    static String outcome(Plan plan) {
        return plan.attempts().isEmpty()
                ? Text.of("simulator.refused", plan.refusal() == null ? "" : plan.refusal().message())
                : Text.of("simulator.goes", Paths.first(plan));
    }
}
