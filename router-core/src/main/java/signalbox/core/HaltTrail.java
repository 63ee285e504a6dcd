package signalbox.core;

import signalbox.core.budget.BudgetStatus;
import signalbox.core.ledger.Journal;
import signalbox.core.ledger.JournalRecord;
import signalbox.core.policy.Amount;

/// Notes each halt in the audit trail, by `policy` since no person did it. Only hands over to the journal, so a call
/// waits for nothing. Thread-safe.
final class HaltTrail {
    private static final String ACTOR = "policy";

    private final Journal journal;
    private final AuditTrail audit;

    HaltTrail(Journal journal, AuditTrail audit) {
        this.journal = journal;
        this.audit = audit;
    }

    void hear(RouterEvent event) {
        if (event instanceof RouterEvent.BudgetHalted(var status, String workload, var at)) {
            var measure = status.budget().measure();
            String change =
                    "Halted "
                            + status.budget().name()
                            + ": "
                            + new Amount(measure, status.spent()).format()
                            + " of "
                            + new Amount(measure, status.cap()).format()
                            + " is spent"
                            + unreported(status);
            journal.append(new JournalRecord.Audited(audit.entry(at, ACTOR, change, "", "", "")));
        }
    }

    /// Without it the figures would not say why the budget is full.
    private static String unreported(BudgetStatus status) {
        return status.unreported() == 0
                ? ""
                : ", and a crash left "
                        + new Amount(status.budget().measure(), status.unreported()).format()
                        + " unreported";
    }
}
