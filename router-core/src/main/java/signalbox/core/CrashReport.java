package signalbox.core;

import java.util.List;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.ledger.LedgerStore;
import signalbox.core.policy.Amount;
import signalbox.core.policy.Budget;
import signalbox.core.policy.Count;

/// Puts on record, at the next start, what a crash left.
final class CrashReport {
    private final LedgerStore store;
    private final Engine.Ledgering ledger;

    CrashReport(LedgerStore store, Engine.Ledgering ledger) {
        this.store = store;
        this.ledger = ledger;
    }

    void tell(List<BudgetStatus> budgets) {
        long dropped = store.journal().droppedBytes();
        if (dropped > 0) {
            ledger.incident(
                    "journal_repaired",
                    "The last stop cut off the journal's end: "
                            + Count.of(dropped, "byte")
                            + " of records that were never complete, dropped now.",
                    null);
        }
        List<String> unreported =
                store.recovered().cleanStop()
                        ? List.of()
                        : budgets.stream()
                                .filter(status -> status.unreported() > 0)
                                .map(CrashReport::unreported)
                                .toList();
        if (!unreported.isEmpty()) {
            ledger.incident(
                    "unreported_spend",
                    "Signalbox did not stop in order. What it may have spent counts as spent until it is released: "
                            + String.join(", ", unreported)
                            + ".",
                    null);
        }
    }

    private static String unreported(BudgetStatus status) {
        Budget budget = status.budget();
        return new Amount(budget.measure(), status.unreported()).format() + " of budget " + budget.name();
    }
}
