package signalbox.app.shell;

import java.util.List;
import java.util.function.Function;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.text.Text;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policyfile.PolicyDiff;

/// Somebody else changed what is being edited. Theirs is in force; a box shows what the operator's own would make of
/// it, and one of the two is taken. FX thread.
public final class Conflict {
    private static final double WIDTH = 500;

    private final Tools tools;

    /// @param tools with the modals and toasts that are used
    public Conflict(Tools tools) {
        this.tools = tools;
    }

    /// Lets the operator choose when that is why something was refused.
    ///
    /// @param mine makes the change that was refused from the policy in force, off the FX thread
    /// @param takeMine puts the operator's own in place of theirs
    /// @param takeTheirs shows what is in force; called at once when the two are the same
    /// @return whether it was a conflict; if not, nothing was done
    public boolean asked(
            Exception failure,
            String name,
            Function<Policy, PolicyChange> mine,
            Runnable takeMine,
            Runnable takeTheirs) {
        if (!ChangedMeanwhile.is(failure)) {
            return false;
        }
        tools.background()
                .run(
                        () -> differences(mine),
                        entries -> ask(name, entries, takeMine, takeTheirs),
                        tools.toasts()::fail);
        return true;
    }

    private List<PolicyDiff.Entry> differences(Function<Policy, PolicyChange> mine) {
        Policy now = tools.router().policy();
        return PolicyDiff.of(now, mine.apply(now).applyTo(now)).entries();
    }

    private void ask(String name, List<PolicyDiff.Entry> entries, Runnable takeMine, Runnable takeTheirs) {
        if (entries.isEmpty()) {
            takeTheirs.run();
            return;
        }
        var sentence = Prose.body(Text.of("conflict.sentence", name));
        var box = new VBox(12, sentence, Changes.difference(entries));
        box.setPrefWidth(WIDTH);
        var mine = choice("conflict.mine", takeMine);
        var theirs = choice("conflict.theirs", takeTheirs);
        tools.modals().show(Text.of("conflict.title", name), box, tools.modals().cancel(), mine, theirs);
        theirs.requestFocus();
    }

    private Button choice(String key, Runnable action) {
        var button = new Button();
        Describe.button(button, key);
        button.setOnAction(press -> {
            tools.modals().hide();
            action.run();
        });
        return button;
    }
}
