package signalbox.app.routes;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import signalbox.app.form.Check;
import signalbox.app.form.Choice;
import signalbox.app.form.Describe;
import signalbox.app.form.Field;
import signalbox.app.form.Form;
import signalbox.app.form.Prose;
import signalbox.app.shell.ErrorBoundary;
import signalbox.app.shell.StepRow;
import signalbox.app.text.Text;
import signalbox.core.plan.Attempt;
import signalbox.core.plan.Plan;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Route;

/// What the route, as it stands in the editor, would do with a call now, and why. Calls nobody.
final class PlanPreview {
    private final RoutesModel model;
    private final Supplier<Route> draft;
    private final ComboBox<String> workload = Choice.ofNames();
    private final ComboBox<PiiClass> pii = Choice.of(PiiClass.values(), "word.");
    private final TextField input = new TextField("2000");
    private final Form form = new Form();
    private final VBox answer = new VBox(6);
    private final VBox node;

    PlanPreview(RoutesModel model, Supplier<Route> draft) {
        this.model = model;
        this.draft = draft;
        pii.setValue(PiiClass.PUBLIC);
        form.row(Field.of("routes.plan.workload", workload))
                .row(
                        Field.of("routes.plan.pii", pii),
                        Field.of("routes.plan.input", input, Check.whole(1, 10_000_000)));
        var go = new Button();
        Describe.button(go, "routes.plan.go");
        go.setOnAction(press -> plan());
        var title = Prose.title(Text.of("routes.plan"));
        node = new VBox(12, title, form.node(), go, answer);
        node.getStyleClass().add("route-part");
        node.managedProperty().bind(node.visibleProperty());
    }

    Region node() {
        return node;
    }

    /// @param workloads who uses the route; without any there is nothing to plan
    void show(List<String> workloads) {
        node.setVisible(!workloads.isEmpty());
        if (!workload.getItems().equals(workloads)) {
            workload.getItems().setAll(workloads);
            workload.getSelectionModel().selectFirst();
        }
        answer.getChildren().clear();
    }

    private void plan() {
        if (form.valid() && workload.getValue() != null) {
            model.plan(
                    draft.get(),
                    workload.getValue(),
                    pii.getValue(),
                    Long.parseLong(input.getText().strip().replace(",", "")),
                    this::answered,
                    failure -> answer.getChildren().setAll(Prose.body(ErrorBoundary.sentence(failure))));
        }
    }

    private void answered(Plan plan) {
        answer.getChildren().clear();
        Optional.ofNullable(plan.refusal())
                .ifPresent(refusal ->
                        answer.getChildren()
                                .add(Prose.styled(Text.of("routes.plan.refused", refusal.message()), "strong")));
        int place = 1;
        for (Attempt attempt : plan.attempts()) {
            answer.getChildren().add(StepRow.attempt(place++, attempt));
        }
        plan.steps().forEach(step -> answer.getChildren().add(StepRow.of(step)));
    }
}
