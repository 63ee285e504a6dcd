package signalbox.app.form;

import java.util.Optional;
import java.util.function.Supplier;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import signalbox.app.text.Text;

/// A label, a control below it, and below that what is wrong or, while nothing is, a hint. Checked when the control
/// loses the focus and when the form is applied.
public final class Field {
    private static final PseudoClass ERROR = PseudoClass.getPseudoClass("error");

    private final Label label = new Label();
    private final Label note = Prose.hiddenWhileEmpty(Prose.styled("", "field-note", "text-small"));
    private final Control control;
    private final Supplier<Optional<String>> check;
    private final String hint;
    private final VBox node = new VBox(4);

    private Field(String key, Control control, Supplier<Optional<String>> check) {
        this.control = control;
        this.check = check;
        this.hint = Text.has(key + ".hint") ? Text.of(key + ".hint") : "";
        Describe.labelled(label, control, key);
        label.getStyleClass().add("field-label");
        note.setText(hint);
        control.setMaxWidth(Double.MAX_VALUE);
        control.focusedProperty()
                .subscribe((was, now) -> {
                    if (was && !now) {
                        valid();
                    }
                });
        node.getChildren().addAll(label, control, note);
        node.getStyleClass().add("field");
    }

    /// A text field with its check.
    public static Field of(String key, TextField text, Check check) {
        return new Field(key, text, () -> check.apply(text.getText() == null ? "" : text.getText()));
    }

    /// Any control that cannot hold something wrong.
    public static Field of(String key, Control control) {
        return new Field(key, control, Optional::empty);
    }

    /// Any control with its own check.
    public static Field of(String key, Control control, Supplier<Optional<String>> check) {
        return new Field(key, control, check);
    }

    public Node node() {
        return node;
    }

    public Control control() {
        return control;
    }

    /// Checks, shows the result, and answers whether all is well.
    public boolean valid() {
        var complaint = check.get();
        complain(complaint.orElse(""));
        return complaint.isEmpty();
    }

    /// Puts a sentence under the field; empty takes it away.
    public void complain(String sentence) {
        boolean wrong = !sentence.isEmpty();
        note.setText(wrong ? sentence : hint);
        // on the parts, not on their box: a rule with `.field:error` above a text field makes JavaFX lose the text
        // field's own text colour
        note.pseudoClassStateChanged(ERROR, wrong);
        control.pseudoClassStateChanged(ERROR, wrong);
        control.setAccessibleHelp(wrong ? sentence : hint.isEmpty() ? null : hint);
    }
}
