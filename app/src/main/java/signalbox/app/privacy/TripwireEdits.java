package signalbox.app.privacy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import signalbox.core.policy.Conduct;
import signalbox.core.policy.DataFacts;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Tripwire;
import signalbox.core.policy.Workload;

/// Changes of what is found and what is done about it. Pure.
final class TripwireEdits {
    /// Stands for every kind that has no action of its own.
    static final String OTHER = "otherwise";

    private TripwireEdits() {}

    /// What happens with findings of one kind.
    ///
    /// @param kind a detector, an own pattern, or [#OTHER]
    /// @param action empty for what happens with all others
    static PolicyChange act(
            Policy policy, Collection<String> workloads, String kind, Optional<Tripwire.Action> action) {
        return each(
                policy,
                workloads,
                old -> {
                    if (kind.equals(OTHER)) {
                        return new Tripwire(old.actions(), old.patterns(), action.orElse(old.otherwise()));
                    }
                    var actions = new LinkedHashMap<>(old.actions());
                    action.ifPresentOrElse(one -> actions.put(kind, one), () -> actions.remove(kind));
                    return new Tripwire(actions, old.patterns(), old.otherwise());
                });
    }

    /// Looks for an expression under a name, and does this about what it finds.
    static PolicyChange pattern(
            Policy policy, Collection<String> workloads, String name, String expression, Tripwire.Action action) {
        return each(
                policy,
                workloads,
                old -> {
                    var patterns = new LinkedHashMap<>(old.patterns());
                    patterns.put(name, expression);
                    var actions = new LinkedHashMap<>(old.actions());
                    actions.put(name, action);
                    return new Tripwire(actions, patterns, old.otherwise());
                });
    }

    /// No longer looks for an own pattern.
    static PolicyChange without(Policy policy, Collection<String> workloads, String name) {
        return each(
                policy,
                workloads,
                old -> {
                    var patterns = new LinkedHashMap<>(old.patterns());
                    var actions = new LinkedHashMap<>(old.actions());
                    patterns.remove(name);
                    actions.remove(name);
                    return new Tripwire(actions, patterns, old.otherwise());
                });
    }

    private static PolicyChange each(Policy policy, Collection<String> workloads, UnaryOperator<Tripwire> edit) {
        List<PolicyChange> changes = new ArrayList<>();
        for (String name : workloads) {
            Workload workload = policy.workloads().get(name);
            if (workload == null) {
                continue;
            }
            Conduct conduct = workload.conduct();
            Tripwire old = conduct.tripwire();
            Tripwire now = edit.apply(old);
            if (!now.equals(old)) {
                changes.add(
                        new PolicyChange.Put(
                                new PolicyChange.Part.OfWorkload(workload.withConduct(conduct.withTripwire(now)))));
            }
        }
        return changes.size() == 1 ? changes.getFirst() : new PolicyChange.Several(changes);
    }

    /// A provider of which these facts are known.
    static PolicyChange facts(Policy policy, String provider, DataFacts facts) {
        Provider known = policy.providers().get(provider).withFacts(facts);
        return new PolicyChange.Put(new PolicyChange.Part.OfProvider(known));
    }
}
