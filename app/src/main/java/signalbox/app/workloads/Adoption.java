package signalbox.app.workloads;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Node;
import signalbox.app.shell.Route;
import signalbox.app.shell.Tools;
import signalbox.app.text.Text;
import signalbox.core.UnknownCallers.Caller;
import signalbox.core.policy.PolicyChange;

/// Makes detected callers workloads: at once, by the form that makes any, so that what stands in the way is said there.
final class Adoption {
    private final Tools tools;
    private final WorkloadsModel model;
    private final Consumer<Runnable> replace;
    private final Consumer<Draft> begin;
    private final Runnable apply;
    private final DetectedCallers small = new DetectedCallers(2, true, this::adopt, this::putAway);
    private final DetectedCallers large = new DetectedCallers(5, false, this::adopt, this::putAway);
    private Caller underWay;

    /// @param replace runs what takes the form's place, at once or when the operator gives up an edit there
    /// @param begin puts the draft of a new workload into the form
    /// @param apply applies what the form says
    Adoption(Tools tools, WorkloadsModel model, Consumer<Runnable> replace, Consumer<Draft> begin, Runnable apply) {
        this.tools = tools;
        this.model = model;
        this.replace = replace;
        this.begin = begin;
        this.apply = apply;
        small.node().getStyleClass().add("card");
        model.callers().subscribe(callers -> refresh());
    }

    /// To stand above a list.
    Node small() {
        return small.node();
    }

    /// To stand where there is no workload yet.
    Node large() {
        return large.node();
    }

    /// Also says anew how long ago each called.
    void refresh() {
        List<Caller> callers = model.callers().get();
        small.show(callers, tools.clock());
        large.show(callers, tools.clock());
    }

    private void adopt(Caller caller) {
        replace.accept(() -> {
            begin.accept(CallerWords.draft(model.policy(), caller));
            underWay = caller;
            apply.run();
        });
    }

    private void putAway(Caller caller) {
        model.dismiss(caller, true);
        String sentence = Text.of("workloads.caller.away", CallerWords.title(caller));
        tools.toasts().say(sentence, () -> model.dismiss(caller, false));
    }

    /// The caller whose draft stands in the form.
    Optional<Caller> underWay() {
        return Optional.ofNullable(underWay);
    }

    /// Something else stands in the form.
    void drop() {
        underWay = null;
    }

    /// A caller has its workload; on to its key, which is what the app still lacks.
    void done(Caller caller, String name, PolicyChange undo) {
        model.dismiss(caller, true);
        tools.toasts()
                .say(
                        Text.of("workloads.caller.adopted", name, CallerWords.title(caller)),
                        () -> model.unadopt(caller, name, undo, tools.toasts()::fail));
        tools.navigator().go(new Route.Adopted(name, caller.agent()));
    }
}
