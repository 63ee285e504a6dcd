package signalbox.app.providers;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import signalbox.app.form.Check;
import signalbox.app.form.Field;
import signalbox.app.form.Form;
import signalbox.app.form.Prose;
import signalbox.app.form.SpanText;
import signalbox.app.text.Text;
import signalbox.core.policy.TimeLimits;
import signalbox.core.provider.Deadlines;

/// How long attempts at a provider may take, as fields; an empty one is as usual, and says what that is.
final class LimitFields {
    private static final Deadlines USUAL = Deadlines.DEFAULT;
    private static final Check TIME =
            Check.that(
                    typed -> SpanText.read(typed).filter(LimitFields::possible).isPresent(), "providers.limits.wrong");

    private final TextField connect = field(USUAL.connect());
    private final TextField firstByte = field(USUAL.firstByte());
    private final TextField firstToken = field(USUAL.firstToken());
    private final TextField idle = field(USUAL.idle());
    private final TextField total = field(USUAL.total());
    private final Form form = new Form();

    LimitFields() {
        form.row(named("connect", connect), named("first-byte", firstByte), named("first-token", firstToken))
                .row(named("idle", idle), named("total", total))
                .add(Prose.caption(Text.of("providers.limits.sentence")));
    }

    private static boolean possible(Duration limit) {
        return limit.isZero() || limit.compareTo(TimeLimits.LEAST) >= 0 && limit.compareTo(TimeLimits.MOST) <= 0;
    }

    private static TextField field(Duration usual) {
        var field = new TextField();
        field.setPromptText(Text.of("providers.limits.usual", SpanText.write(usual)));
        return field;
    }

    private static Field named(String limit, TextField field) {
        return Field.of("providers.limit." + limit, field, TIME);
    }

    /// What is stated, as a phrase; what is not goes without saying.
    static String words(TimeLimits limits) {
        return limits.stated().isEmpty()
                ? Text.of("providers.limits.none")
                : limits.stated().entrySet().stream()
                        .map(limit ->
                                Text.of(
                                        "providers.limits.one",
                                        Text.of("providers.limit." + limit.getKey()),
                                        SpanText.write(limit.getValue())))
                        .collect(Collectors.joining(" · "));
    }

    Node node() {
        return form.node();
    }

    void show(TimeLimits limits) {
        set(connect, limits.connect());
        set(firstByte, limits.firstByte());
        set(firstToken, limits.firstToken());
        set(idle, limits.idle());
        set(total, limits.total());
    }

    private static void set(TextField field, Optional<Duration> limit) {
        field.setText(limit.map(SpanText::write).orElse(""));
    }

    boolean valid() {
        return form.valid();
    }

    void focus() {
        connect.requestFocus();
    }

    /// What the fields say; call only when [#valid].
    TimeLimits limits() {
        return new TimeLimits(stated(connect), stated(firstByte), stated(firstToken), stated(idle), stated(total));
    }

    private static Optional<Duration> stated(TextField field) {
        return SpanText.read(field.getText()).filter(limit -> !limit.isZero());
    }
}
