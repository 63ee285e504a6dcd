package signalbox.app.privacy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import signalbox.app.form.Check;
import signalbox.app.form.Choice;
import signalbox.app.form.Field;
import signalbox.app.form.Form;
import signalbox.app.text.Text;
import signalbox.core.pii.PiiScan;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Tripwire;

/// The fields of an own pattern.
final class PatternForm {
    private static final String ALL = "";

    private final TextField name = new TextField();
    private final TextField expression = new TextField();
    private final TextField sample = new TextField();
    private final ComboBox<Tripwire.Action> action =
            Choice.of(List.of(Tripwire.Action.values()), one -> Text.of("privacy.set." + Verdict.word(one)));
    private final ComboBox<String> workload =
            Choice.of(List.of(ALL), one -> one.equals(ALL) ? Text.of("privacy.pattern.everywhere") : one);
    private final Form form = new Form();
    private final Field nameField;
    private final Field sampleField;
    private final Policy policy;

    PatternForm(Policy policy) {
        this.policy = policy;
        nameField =
                Field.of(
                        "privacy.pattern.name",
                        name,
                        Check.all(Check.name(), Check.that(PatternForm::own, "privacy.pattern.reserved")));
        expression.getStyleClass().add("mono");
        var expressionField = Field.of("privacy.pattern.expression", expression, PatternForm::problem);
        sampleField = Field.of("privacy.pattern.sample", sample, Check.ANYTHING);
        action.setValue(Tripwire.Action.REDACT);
        workload.getItems().addAll(policy.workloads().keySet());
        workload.setValue(ALL);
        form.row(nameField)
                .row(expressionField)
                .row(sampleField)
                .row(Field.of("privacy.pattern.action", action), Field.of("privacy.pattern.workload", workload));
        expression
                .textProperty()
                .subscribe(typed -> {
                    if (!typed.isEmpty()) {
                        expressionField.valid();
                    }
                    trySample();
                });
        sample.textProperty().subscribe(typed -> trySample());
    }

    Node node() {
        return form.node();
    }

    boolean valid() {
        return form.valid();
    }

    void focus() {
        name.requestFocus();
    }

    void complain(String sentence) {
        nameField.complain(sentence);
    }

    String name() {
        return name.getText();
    }

    String expression() {
        return expression.getText();
    }

    Tripwire.Action action() {
        return action.getValue();
    }

    List<String> workloads() {
        return workload.getValue().equals(ALL)
                ? List.copyOf(policy.workloads().keySet())
                : List.of(workload.getValue());
    }

    /// Says while typing whether the sample would be found.
    private void trySample() {
        if (sample.getText().isEmpty() || problem(expression.getText()).isPresent()) {
            sampleField.complain("");
            return;
        }
        var scan = new PiiScan(Set.of(), Map.of("own", expression.getText()));
        int found = scan.scan(sample.getText()).size();
        sampleField.complain(found == 0 ? Text.of("privacy.pattern.not_found") : "");
    }

    private static Optional<String> problem(String typed) {
        String problem = PiiScan.problem(typed);
        return problem.isEmpty() ? Optional.empty() : Optional.of(problem);
    }

    private static boolean own(String typed) {
        return !PiiScan.KINDS.contains(typed) && !List.of("opaque", "patterns", "otherwise").contains(typed);
    }
}
