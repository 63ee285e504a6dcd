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
        String name();

        Policy putInto(Policy policy);

        Policy removeFrom(Policy policy);

        /// The part of this kind and name in `policy`, or null.
        Part findIn(Policy policy);

        record OfProvider(Provider value) implements Part {
            @Override
            public String name() {
                return value.name();
            }

            @Override
            public Policy putInto(Policy policy) {
                return put(policy, Policy::providers, Policy::withProviders, name(), value);
            }

            @Override
            public Policy removeFrom(Policy policy) {
                return remove(policy, Policy::providers, Policy::withProviders, name());
            }

            @Override
            public Part findIn(Policy policy) {
                return find(policy.providers().get(name()), OfProvider::new);
            }
        }

        record OfRoute(Route value) implements Part {
            @Override
            public String name() {
                return value.name();
            }

            @Override
            public Policy putInto(Policy policy) {
                return put(policy, Policy::routes, Policy::withRoutes, name(), value);
            }

            @Override
            public Policy removeFrom(Policy policy) {
                return remove(policy, Policy::routes, Policy::withRoutes, name());
            }

            @Override
            public Part findIn(Policy policy) {
                return find(policy.routes().get(name()), OfRoute::new);
            }
        }

        record OfWorkload(Workload value) implements Part {
            @Override
            public String name() {
                return value.name();
            }

            @Override
            public Policy putInto(Policy policy) {
                return put(policy, Policy::workloads, Policy::withWorkloads, name(), value);
            }

            @Override
            public Policy removeFrom(Policy policy) {
                return remove(policy, Policy::workloads, Policy::withWorkloads, name());
            }

            @Override
            public Part findIn(Policy policy) {
                return find(policy.workloads().get(name()), OfWorkload::new);
            }
        }

        record OfBudget(Budget value) implements Part {
            @Override
            public String name() {
                return value.name();
            }

            @Override
            public Policy putInto(Policy policy) {
                return put(policy, Policy::budgets, Policy::withBudgets, name(), value);
            }

            @Override
            public Policy removeFrom(Policy policy) {
                return remove(policy, Policy::budgets, Policy::withBudgets, name());
            }

            @Override
            public Part findIn(Policy policy) {
                return find(policy.budgets().get(name()), OfBudget::new);
            }
        }

        record OfRule(Rule value) implements Part {
            @Override
            public String name() {
                return value.name();
            }

            @Override
            public Policy putInto(Policy policy) {
                return put(policy, Policy::rules, Policy::withRules, name(), value);
            }

            @Override
            public Policy removeFrom(Policy policy) {
                return remove(policy, Policy::rules, Policy::withRules, name());
            }

            @Override
            public Part findIn(Policy policy) {
                return find(policy.rules().get(name()), OfRule::new);
            }
        }

        record OfKey(AppKey value) implements Part {
            @Override
            public String name() {
                return value.name();
            }

            @Override
            public Policy putInto(Policy policy) {
                return put(policy, Policy::keys, Policy::withKeys, name(), value);
            }

            @Override
            public Policy removeFrom(Policy policy) {
                return remove(policy, Policy::keys, Policy::withKeys, name());
            }

            @Override
            public Part findIn(Policy policy) {
                return find(policy.keys().get(name()), OfKey::new);
            }
        }

        private static <T> Policy put(
                Policy policy,
                Function<Policy, SequencedMap<String, T>> from,
                BiFunction<Policy, SequencedMap<String, T>, Policy> into,
                String name,
                T value) {
            var changed = new LinkedHashMap<>(from.apply(policy));
            changed.put(name, value);
            return into.apply(policy, changed);
        }

        private static <T> Policy remove(
                Policy policy,
                Function<Policy, SequencedMap<String, T>> from,
                BiFunction<Policy, SequencedMap<String, T>, Policy> into,
                String name) {
            var changed = new LinkedHashMap<>(from.apply(policy));
            changed.remove(name);
            return into.apply(policy, changed);
        }

        private static <T> Part find(T value, Function<T, Part> wrap) {
            return value == null ? null : wrap.apply(value);
        }
    }
}
