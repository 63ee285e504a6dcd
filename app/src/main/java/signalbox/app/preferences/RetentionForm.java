package signalbox.app.preferences;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import signalbox.app.form.Check;
import signalbox.app.form.Field;
import signalbox.app.form.Form;
import signalbox.app.form.Prose;
import signalbox.app.text.Text;
import signalbox.core.ledger.Retention;

/// How long the ledger keeps what, in days, with the sentence that says what a change does.
final class RetentionForm {
    private static final int MOST = 36_500;

    private final TextField calls = new TextField();
    private final TextField minutes = new TextField();
    private final TextField hours = new TextField();
    private final Label effect = Prose.body("");
    private final Form form = new Form();
    private final Retention was;

    RetentionForm(Retention was) {
        this.was = was;
        Check days = Check.whole(1, MOST);
        Check notBelowMinutes =
                Check.that(
                        typed -> !days.apply(minutes.getText()).isEmpty() || number(hours) >= number(minutes),
                        "preferences.retention.hours.short");
        form.row(Field.of("preferences.retention.calls", calls, days))
                .row(Field.of("preferences.retention.minutes", minutes, days))
                .row(Field.of("preferences.retention.hours", hours, Check.all(days, notBelowMinutes)))
                .add(effect);
        calls.setText(Long.toString(was.calls().toDays()));
        minutes.setText(Long.toString(was.minutes().toDays()));
        hours.setText(Long.toString(was.hours().toDays()));
        for (TextField each : List.of(calls, minutes, hours)) {
            each.textProperty().subscribe(now -> tell());
        }
    }

    Node node() {
        return form.node();
    }

    boolean valid() {
        return form.valid();
    }

    Retention retention() {
        return new Retention(
                Duration.ofDays(number(calls)), Duration.ofDays(number(minutes)), Duration.ofDays(number(hours)));
    }

    private static long number(TextField field) {
        return Long.parseLong(field.getText().strip().replace(",", ""));
    }

    private void tell() {
        boolean readable =
                List.of(calls, minutes, hours).stream()
                        .allMatch(each -> Check.whole(1, MOST).apply(each.getText()).isEmpty());
        if (readable) {
            boolean drops = drops(was, retention());
            effect.setText(effect(was, retention()));
            effect.getStyleClass().setAll("label", drops ? "effect-words" : "text-muted");
        }
    }

    /// Whether something that is kept now will go.
    static boolean drops(Retention was, Retention now) {
        return !losses(was, now).isEmpty();
    }

    /// What a change does, as a sentence.
    static String effect(Retention was, Retention now) {
        List<String> losses = losses(was, now);
        if (!losses.isEmpty()) {
            return Text.of("preferences.retention.drops", String.join(Text.of("preferences.retention.and"), losses));
        }
        return Text.of(was.equals(now) ? "preferences.retention.same" : "preferences.retention.longer");
    }

    private static List<String> losses(Retention was, Retention now) {
        var losses = new ArrayList<String>();
        lose(losses, "preferences.retention.drops.calls", was.calls(), now.calls());
        lose(losses, "preferences.retention.drops.minutes", was.minutes(), now.minutes());
        lose(losses, "preferences.retention.drops.hours", was.hours(), now.hours());
        return losses;
    }

    private static void lose(List<String> losses, String key, Duration was, Duration now) {
        if (now.compareTo(was) < 0) {
            losses.add(Text.of(key, now.toDays()));
        }
    }
}
