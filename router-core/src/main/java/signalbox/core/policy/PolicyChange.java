package signalbox.core.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/// One edit of a policy. Every change knows its inverse, so every change can be undone. Applying checks nothing; the
/// router validates the result as a whole before it swaps.
public sealed interface PolicyChange {

    /// The policy with this change, at the next version.
    Policy applyTo(Policy policy);

    /// The change that leads back from `applyTo(before)` to what `before` said.
    PolicyChange inverse(Policy before);

    /// Adds or replaces one named part.
    record Put(Part part) implements PolicyChange {
        @Override
        public Policy applyTo(Policy policy) {
            return part.putInto(policy).withVersion(policy.version() + 1);
        }

        @Override
        public PolicyChange inverse(Policy before) {
            Part old = part.findIn(before);
            return old == null ? new Remove(part) : new Put(old);
        }
    }

    /// Removes one named part.
    record Remove(Part part) implements PolicyChange {
        @Override
        public Policy applyTo(Policy policy) {
            return part.removeFrom(policy).withVersion(policy.version() + 1);
        }

        @Override
        public PolicyChange inverse(Policy before) {
            Part old = part.findIn(before);
            return old == null ? this : new Put(old);
        }
    }

    /// Several changes as one: applied in order, undone together, one version.
    record Several(List<PolicyChange> changes) implements PolicyChange {
        public Several {
            changes = List.copyOf(changes);
        }

        @Override
        public Policy applyTo(Policy policy) {
            Policy result = policy;
            for (PolicyChange change : changes) {
                result = change.applyTo(result);
            }
            return result.withVersion(policy.version() + 1);
        }

        @Override
        public PolicyChange inverse(Policy before) {
            var inverses = new ArrayList<PolicyChange>();
            Policy state = before;
            for (PolicyChange change : changes) {
                inverses.addFirst(change.inverse(state));
                state = change.applyTo(state);
            }
            return new Several(inverses);
        }
    }

    /// The whole policy, as an import does.
    record Replace(Policy with) implements PolicyChange {
        @Override
        public Policy applyTo(Policy policy) {
            return with.withVersion(policy.version() + 1);
        }

        @Override
        public PolicyChange inverse(Policy before) {
            return new Replace(before);
        }
    }

    /// A named part of a policy.
    sealed interface Part {
        /// Where parts of this kind stand in a policy.
        Place<?> place();

        default String name() {
            return place().name();
        }

        default Policy putInto(Policy policy) {
            return place().putInto(policy);
        }

        default Policy removeFrom(Policy policy) {
            return place().removeFrom(policy);
        }

        /// The part of this kind and name in `policy`, or null.
        default Part findIn(Policy policy) {
            return place().findIn(policy);
        }

        record OfProvider(Provider value) implements Part {
            @Override
            public Place<Provider> place() {
                return new Place<>(value.name(), value, Policy::providers, Policy::withProviders, OfProvider::new);
            }
        }

        record OfRoute(Route value) implements Part {
            @Override
            public Place<Route> place() {
                return new Place<>(value.name(), value, Policy::routes, Policy::withRoutes, OfRoute::new);
            }
        }

        record OfWorkload(Workload value) implements Part {
            @Override
            public Place<Workload> place() {
                return new Place<>(value.name(), value, Policy::workloads, Policy::withWorkloads, OfWorkload::new);
            }
        }

        record OfBudget(Budget value) implements Part {
            @Override
            public Place<Budget> place() {
                return new Place<>(value.name(), value, Policy::budgets, Policy::withBudgets, OfBudget::new);
            }
        }

        record OfRule(Rule value) implements Part {
            @Override
            public Place<Rule> place() {
                return new Place<>(value.name(), value, Policy::rules, Policy::withRules, OfRule::new);
            }
        }

        record OfKey(AppKey value) implements Part {
            @Override
            public Place<AppKey> place() {
                return new Place<>(value.name(), value, Policy::keys, Policy::withKeys, OfKey::new);
            }
        }
    }

    /// One name in one of a policy's maps, and the value that stands there after a put.
    record Place<T>(
            String name,
            T value,
            Function<Policy, SequencedMap<String, T>> from,
            BiFunction<Policy, SequencedMap<String, T>, Policy> into,
            Function<T, Part> wrap) {
        Policy putInto(Policy policy) {
            var changed = new LinkedHashMap<>(from.apply(policy));
            changed.put(name, value);
            return into.apply(policy, changed);
        }

        Policy removeFrom(Policy policy) {
            var changed = new LinkedHashMap<>(from.apply(policy));
            changed.remove(name);
            return into.apply(policy, changed);
        }

        Part findIn(Policy policy) {
            T there = from.apply(policy).get(name);
            return there == null ? null : wrap.apply(there);
        }
    }
}
