package signalbox.app.shell;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import signalbox.app.form.Check;
import signalbox.app.form.Describe;
import signalbox.app.form.DiffView;
import signalbox.app.form.EffectLine;
import signalbox.app.form.Field;
import signalbox.app.text.Text;
import signalbox.core.RouterException;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policyfile.PolicyDiff;

/// Applies changes of the policy: what tightens at once, with Undo; what loosens only after showing what it lets
/// through and asking why, since loosening is louder than tightening. FX thread; the router is asked in the background.
public final class Changes {
    private static final double WIDTH = 500;
    private static final double MOST_HEIGHT = 260;

    private final Tools tools;

    /// @param tools with the modals and toasts that are used
    public Changes(Tools tools) {
        this.tools = tools;
    }

    /// A change about to be applied.
    ///
    /// @param edit makes the change from the policy in force, off the FX thread
    /// @param review whether to show the difference even when nothing is loosened
    /// @param title of the box, when there is one
    /// @param verb on its button
    /// @param said once done
    /// @param done on the FX thread, once applied
    /// @param failed on the FX thread, when the router refused
    public record Wanted(
            Edit edit,
            boolean review,
            String title,
            String verb,
            String said,
            Runnable done,
            Consumer<Exception> failed) {}

    /// Makes a change from the policy in force. Off the FX thread, so it may ask the router.
    public interface Edit {
        PolicyChange of(Policy policy) throws RouterException;
    }

    private record Prepared(PolicyChange change, PolicyDiff diff) {}

    /// Applies a change that [Function] makes of the policy; shows a box only when it loosens.
    public void apply(
            Function<Policy, PolicyChange> edit, String title, String said, Runnable done, Consumer<Exception> failed) {
        apply(new Wanted(edit::apply, false, title, Text.of("changes.apply"), said, done, failed));
    }

    /// Applies a change.
    public void apply(Wanted wanted) {
        tools.background().run(() -> prepare(wanted.edit), ready -> go(wanted, ready), wanted.failed::accept);
    }

    /// Takes an applied change back.
    public void undo(PolicyChange undo, Runnable done) {
        tools.background()
                .run(() -> tools.router().apply(undo, tools.actor(), ""), was -> done.run(), tools.toasts()::fail);
    }

    private Prepared prepare(Edit edit) throws RouterException {
        Policy now = tools.router().policy();
        PolicyChange change = edit.of(now);
        return new Prepared(change, PolicyDiff.of(now, change.applyTo(now)));
    }

    private void go(Wanted wanted, Prepared ready) {
        if (ready.diff.entries().isEmpty()) {
            tools.toasts().say(Text.of("changes.same"));
        } else if (wanted.review || !ready.diff.loosens().isEmpty()) {
            ask(wanted, ready);
        } else {
            send(wanted, ready.change, "", wanted.failed);
        }
    }

    private void ask(Wanted wanted, Prepared ready) {
        boolean loosens = !ready.diff.loosens().isEmpty();
        var reason = new TextField();
        var field =
                Field.of(
                        "changes.reason",
                        reason,
                        loosens ? Check.that(w -> !w.isBlank(), "changes.why") : Check.ANYTHING);
        var box = new VBox(12);
        box.setPrefWidth(WIDTH);
        if (loosens) {
            box.getChildren().add(EffectLine.said(ready.diff.loosens()));
        }
        box.getChildren().addAll(difference(ready.diff.entries()), field.node());
        var go = new Button(wanted.verb);
        Describe.named(go, wanted.verb, "", "");
        go.getStyleClass().add(loosens ? "danger" : "accent");
        go.setOnAction(press -> {
            if (field.valid()) {
                send(
                        wanted,
                        ready.change,
                        reason.getText(),
                        failure -> field.complain(ErrorBoundary.sentence(failure)));
            }
        });
        tools.modals().show(wanted.title, box, tools.modals().cancel(), go);
        reason.requestFocus();
    }

    private void send(Wanted wanted, PolicyChange change, String reason, Consumer<Exception> failed) {
        tools.background()
                .run(
                        () -> tools.router().apply(change, tools.actor(), reason.strip()),
                        undo -> {
                            tools.modals().hide();
                            tools.toasts().say(wanted.said, () -> undo(undo, wanted.done));
                            wanted.done.run();
                        },
                        failed::accept);
    }

    /// Parts before and after, in a box that scrolls.
    public static ScrollPane difference(List<PolicyDiff.Entry> entries) {
        var view = new DiffView();
        for (PolicyDiff.Entry entry : entries) {
            view.add(Text.of("changes.part." + entry.kind(), entry.name()), entry.before(), entry.after());
        }
        var scroll = new ScrollPane(view.node());
        scroll.setFitToWidth(true);
        scroll.setMaxHeight(MOST_HEIGHT);
        scroll.getStyleClass().addAll("edge-to-edge", "page-scroll");
        Describe.control(scroll, "changes.difference");
        return scroll;
    }
}
