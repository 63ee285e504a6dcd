package signalbox.app.workloads;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import signalbox.app.live.Background;
import signalbox.app.live.Reading;
import signalbox.app.shell.ChangedMeanwhile;
import signalbox.core.Router;
import signalbox.core.RouterException;
import signalbox.core.UnknownCallers.Caller;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.policy.AppKey;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policy.Route;
import signalbox.core.policy.Scope;
import signalbox.core.policy.Workload;

/// State and actions of the workloads screen. FX thread; the router is asked in the background.
public final class WorkloadsModel {
    private final Router router;
    private final Background background;
    private final String actor;
    private final ReadOnlyObjectWrapper<List<WorkloadRow>> rows = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<Caller>> callers = new ReadOnlyObjectWrapper<>(List.of());
    private final Reading<Read> reading;
    private Consumer<Exception> unread = failure -> {};

    public WorkloadsModel(Router router, Background background, String actor) {
        this.router = router;
        this.background = background;
        this.actor = actor;
        reading = new Reading<>(background, this::read, this::take, failure -> unread.accept(failure));
    }

    public ReadOnlyObjectProperty<List<WorkloadRow>> rows() {
        return rows.getReadOnlyProperty();
    }

    /// Apps that were refused because nobody knows them.
    public ReadOnlyObjectProperty<List<Caller>> callers() {
        return callers.getReadOnlyProperty();
    }

    public Policy policy() {
        return router.policy();
    }

    /// Reads the list anew.
    public void refresh(Consumer<Exception> failed) {
        unread = failed;
        reading.refresh();
    }

    private record Read(List<WorkloadRow> rows, List<Caller> callers) {}

    private void take(Read read) {
        callers.set(read.callers);
        rows.set(read.rows);
    }

    private Read read() {
        Policy policy = router.policy();
        Map<Scope, List<BudgetStatus>> budgets =
                router.budgets().stream().collect(Collectors.groupingBy(status -> status.budget().scope()));
        return new Read(
                policy.workloads().values().stream().map(workload -> row(policy, workload, budgets)).toList(),
                router.callers().list());
    }

    private static WorkloadRow row(Policy policy, Workload workload, Map<Scope, List<BudgetStatus>> budgets) {
        Route route = policy.routes().get(workload.route());
        return new WorkloadRow(
                workload,
                route.targets().stream().map(target -> target.provider() + "/" + target.model()).toList(),
                budgets.getOrDefault(new Scope.OfWorkload(workload.name()), List.of()),
                route.targets().stream().allMatch(target -> policy.providers().get(target.provider()).practice()));
    }

    /// Every target that a route can name.
    public List<String> everyTarget() {
        return router.policy().providers().values().stream()
                .flatMap(provider -> provider.models().keySet().stream().map(model -> provider.name() + "/" + model))
                .toList();
    }

    /// The draft of what is in force now; null when there is no such workload.
    Draft inForce(String name) {
        return inForce(router.policy(), name);
    }

    private static Draft inForce(Policy policy, String name) {
        Workload workload = policy.workloads().get(name);
        return workload == null ? null : Drafts.of(policy, workload);
    }

    /// Applies a draft as one change.
    ///
    /// @param from what the form was filled from; null for a new workload
    /// @param reason for the audit trail; empty for none
    /// @param done gets the change that undoes it; empty when there was nothing to change
    /// @param failed gets `changed_meanwhile` when somebody else changed it since
    public void apply(
            Draft from, Draft draft, String reason, Consumer<Optional<PolicyChange>> done, Consumer<Exception> failed) {
        background.run(
                () -> {
                    Policy policy = router.policy();
                    ChangedMeanwhile.check(draft.name(), from, inForce(policy, draft.name()));
                    List<PolicyChange> changes = Drafts.changes(policy, draft);
                    return changes.isEmpty()
                            ? Optional.<PolicyChange>empty()
                            : Optional.of(router.apply(new PolicyChange.Several(changes), actor, reason));
                },
                undo -> finished(() -> done.accept(undo), failed),
                failed);
    }

    /// Deletes a workload.
    public void delete(String name, Consumer<PolicyChange> done, Consumer<Exception> failed) {
        background.run(
                () -> router.apply(Drafts.deletion(router.policy(), name), actor, ""),
                undo -> finished(() -> done.accept(undo), failed),
                failed);
    }

    /// Takes a change back.
    public void undo(PolicyChange undo, Consumer<Exception> failed) {
        act(() -> router.apply(undo, actor, ""), failed);
    }

    /// Lists a caller no more: it has a workload now, or nobody wants to know.
    public void dismiss(Caller caller, boolean away) {
        if (away) {
            router.callers().dismiss(caller);
        } else {
            router.callers().recall(caller);
        }
        refresh(unread);
    }

    /// Takes the workload of a caller back, with the keys that were made for it, and lists the caller again.
    public void unadopt(Caller caller, String workload, PolicyChange undo, Consumer<Exception> failed) {
        router.callers().recall(caller);
        act(
                () -> {
                    for (AppKey key : List.copyOf(router.policy().keys().values())) {
                        if (key.workload().equals(workload)) {
                            router.revokeKey(key.name(), actor);
                        }
                    }
                    return router.apply(undo, actor, "");
                },
                failed);
    }

    /// Lets a halted workload run on to the suggested ceiling until the reset.
    public void unlock(String name, Consumer<Exception> failed) {
        act(() -> router.unlock(name, Optional.empty(), actor, ""), failed);
    }

    private interface Action {
        Object run() throws RouterException;
    }

    private void act(Action action, Consumer<Exception> failed) {
        background.run(action::run, done -> finished(() -> {}, failed), failed);
    }

    private void finished(Runnable then, Consumer<Exception> failed) {
        refresh(failed);
        then.run();
    }
}
