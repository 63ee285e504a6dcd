package signalbox.app.privacy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import signalbox.app.form.Check;
import signalbox.app.form.Choice;
import signalbox.app.form.Describe;
import signalbox.app.form.EffectLine;
import signalbox.app.form.Field;
import signalbox.app.form.Form;
import signalbox.app.text.Sentences;
import signalbox.app.text.Text;
import signalbox.core.policy.Loosening;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policy.Rule;

/// The fields of one rule of the interlock, with the line that says what a milder rule lets through.
final class RuleForm {
    private final TextField name = new TextField();
    private final ComboBox<PiiClass> atLeast = Choice.of(PiiClass.values(), "privacy.rule.calls.");
    private final TextField places = new TextField();
    private final TextField days = new TextField();
    private final TextField workloads = new TextField();
    private final CheckBox noTraining = new CheckBox();
    private final VBox effect = new VBox();
    private final Form form = new Form();
    private final Field nameField;
    private final Policy policy;

    /// @param old the rule that is changed; empty for a new one
    /// @param start what the fields begin with
    RuleForm(Policy policy, Optional<Rule> old, Rule start) {
        this.policy = policy;
        nameField = Field.of("privacy.rule.name", name, Check.all(Check.name(), free(old)));
        Describe.button(noTraining, "privacy.rule.training");
        var daysField = Field.of("privacy.rule.retention", days, Check.optional(Check.whole(0, 3_650)));
        form.row(nameField, Field.of("privacy.rule.class", atLeast))
                .row(Field.of("privacy.rule.places", places, Check.ANYTHING), daysField)
                .row(Field.of("privacy.rule.workloads", workloads, known()))
                .add(noTraining)
                .add(effect);
        name.setDisable(old.isPresent());
        fill(start);
        atLeast.valueProperty().subscribe(now -> tell());
        noTraining.selectedProperty().subscribe(now -> tell());
        for (TextField field : new TextField[] {places, days, workloads}) {
            field.textProperty().subscribe(now -> tell());
        }
    }

    /// What a new rule begins with.
    static Rule blank() {
        return new Rule("", PiiClass.PRIVATE, Set.of(), true, Set.of());
    }

    Node node() {
        return form.node();
    }

    boolean valid() {
        return form.valid();
    }

    void focus() {
        (name.isDisable() ? places : name).requestFocus();
    }

    void complain(String sentence) {
        nameField.complain(sentence);
    }

    Rule rule() {
        String kept = days.getText().strip();
        return new Rule(
                name.getText(),
                atLeast.getValue(),
                words(places),
                noTraining.isSelected(),
                kept.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(kept)),
                words(workloads));
    }

    private void fill(Rule rule) {
        name.setText(rule.name());
        atLeast.setValue(rule.atLeast());
        places.setText(String.join(", ", new TreeSet<>(rule.jurisdictions())));
        days.setText(rule.retentionDays().isPresent() ? Integer.toString(rule.retentionDays().getAsInt()) : "");
        workloads.setText(String.join(", ", new TreeSet<>(rule.workloads())));
        noTraining.setSelected(rule.noTraining());
    }

    /// Loosening is louder than tightening.
    private void tell() {
        if (!days.getText().strip().matches("[0-9]{0,4}")) {
            return;
        }
        Policy after = new PolicyChange.Put(new PolicyChange.Part.OfRule(rule())).applyTo(policy);
        List<String> looser = Loosening.of(policy, after);
        effect.getChildren().setAll(looser.isEmpty() ? List.of() : List.of(EffectLine.said(looser)));
    }

    private Check free(Optional<Rule> old) {
        return Check.that(typed -> old.isPresent() || !policy.rules().containsKey(typed), "privacy.rule.name.taken");
    }

    private Check known() {
        return typed -> {
            Set<String> unknown = words(workloads);
            unknown.removeAll(policy.workloads().keySet());
            return unknown.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Text.of("privacy.unknown_workload", Sentences.list(unknown)));
        };
    }

    private static Set<String> words(TextField field) {
        return Arrays.stream(field.getText().split("[,\\s]+"))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
