/// What the operator decided: workloads, providers, routes, budgets, rules and app keys, as immutable records in one
/// versioned [signalbox.core.policy.Policy]. Knows `java.base` only; every other room may know this one. All types are
/// immutable and safe to share between threads.
///
/// Decisions:
///
/// - [signalbox.core.policy.Wire] and [signalbox.core.policy.Counter] live here, not with the dialects and prices,
///   because a provider and a price override name them; so `dialect` and `price` know this room.
/// - Reading and writing the YAML file is a room of its own, `policyfile`, so that this one needs no library.
package signalbox.core.policy;
