package signalbox.app.shell;

import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.text.Amounts;
import signalbox.app.text.Sentences;
import signalbox.app.text.Text;
import signalbox.core.plan.Attempt;
import signalbox.core.plan.Step;

/// How a decision is told, the same wherever it is: for each step a sign, what was looked at, what was said, and which
/// rule said it.
public final class StepRow {
    private StepRow() {}

    public static Region of(Step step) {
        return of(step, "");
    }

    /// @param mark stands below a step that is marked, such as `Only here`; empty for one that is not
    public static Region of(Step step, String mark) {
        String verdict = Text.of("step.verdict." + step.verdict().name().toLowerCase(Locale.ROOT));
        String detail = Sentences.of(step.detail());
        var said = Prose.caption(verdict);
        said.setMinWidth(Region.USE_PREF_SIZE);
        var head = new HBox(8, Prose.styled(step.subject(), "strong"), said);
        head.setAlignment(Pos.BASELINE_LEFT);
        var words = new VBox(2, head, Prose.body(detail), Prose.styled(step.rule(), "rule-id"));
        if (!mark.isEmpty()) {
            words.getChildren().add(Prose.styled(mark, "step-mark"));
        }
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        var row = new HBox(10, sign(step.verdict()), words);
        row.getStyleClass().addAll("step-row", mark.isEmpty() ? "plain" : "marked-step");
        Describe.read(row, verdict + ": " + step.subject() + ". " + detail);
        return row;
    }

    /// One line for an attempt of a plan.
    ///
    /// @param place from 1
    public static Label attempt(int place, Attempt attempt) {
        String words =
                Text.of(
                        "step.attempt",
                        place,
                        attempt.provider() + "/" + attempt.model(),
                        Text.of("step.why." + attempt.why()),
                        Amounts.estimated(attempt.estimateNanos()),
                        Amounts.money(attempt.worstNanos()));
        return Prose.styled(Amounts.unbroken(words), "step-attempt");
    }

    private static FontIcon sign(Step.Verdict verdict) {
        return switch (verdict) {
            case CHOSEN -> Icons.of(Feather.CHECK_CIRCLE, "success");
            case ALLOWED -> Icons.of(Feather.CHECK);
            case REFUSED -> Icons.of(Feather.SLASH, "warning");
            case NOTED -> Icons.of(Feather.INFO);
        };
    }
}
