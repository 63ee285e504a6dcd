package signalbox.core;

import java.time.Instant;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.ledger.CallRow;
import signalbox.core.policy.Policy;

/// Something that happened, told to listeners on a core thread right after it did. Listeners must be quick and must not
/// call back into the router on that thread.
public sealed interface RouterEvent {
    record CallStarted(long id, Instant at, String workload, String key, String askedModel) implements RouterEvent {}

    record CallFinished(CallRow row) implements RouterEvent {}

    /// A budget halted; calls of `workload` brought it there.
    record BudgetHalted(BudgetStatus status, String workload, Instant at) implements RouterEvent {}

    /// A budget passed one of its warning shares, once per window and share.
    record BudgetWarning(BudgetStatus status, int percent, Instant at) implements RouterEvent {}

    /// A halt ended, or a cap was lifted: by unlock, raise, policy change or the window's end.
    record BudgetResumed(BudgetStatus status, Instant at) implements RouterEvent {}

    record PolicyChanged(Policy policy, Instant at) implements RouterEvent {}

    /// The operator's prices changed.
    record PricesChanged(Instant at) implements RouterEvent {}

    /// A provider's health changed: `cooling` is why it is not tried for now, empty when it is well again.
    record ProviderHealth(String provider, String cooling, Instant until) implements RouterEvent {}

    /// A call was refused because its app is not known: it brought no key, or one that is not in force.
    record CallerRefused(UnknownCallers.Caller caller) implements RouterEvent {}

    /// The operator deleted calls that arrived before then.
    record HistoryDeleted(Instant before) implements RouterEvent {}

    /// Something the operator must know: `code` is searchable, `message` a plain sentence.
    record Incident(String code, String message, Instant at) implements RouterEvent {}
}
