package signalbox.app.audit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import signalbox.core.Router;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.ledger.Ledger;
import signalbox.core.ledger.Ledger.Incident;
import signalbox.core.ledger.Ledger.Unreviewed;

/// Everything the screen shows, read at once.
///
/// @param rows newest first
/// @param incidents newest first
/// @param unreviewed attempts whose cost a person should look at, newest first
/// @param unreported budgets that count what a crash left unreported
record AuditFacts(
        List<AuditRow> rows, List<Incident> incidents, List<Unreviewed> unreviewed, List<BudgetStatus> unreported) {
    static final AuditFacts NONE = new AuditFacts(List.of(), List.of(), List.of(), List.of());
    static final int MOST = 2_000;
    private static final int MOST_OTHERS = 200;

    /// Asks the store, so never on the FX thread.
    static AuditFacts read(Router router) {
        Ledger ledger = router.ledger();
        ledger.flush();
        Map<Long, Long> versions = new HashMap<>();
        ledger.policies(MOST).forEach(version -> versions.put(version.entry().sequence(), version.version()));
        return new AuditFacts(
                ledger.auditTrail(MOST).stream()
                        .map(link -> new AuditRow(link, versions.getOrDefault(link.entry().sequence(), 0L)))
                        .toList(),
                ledger.incidents(MOST_OTHERS),
                ledger.unreviewed(MOST_OTHERS),
                router.budgets().stream().filter(status -> status.unreported() > 0).toList());
    }

    /// How many things wait for a person.
    int waiting() {
        return unreviewed.size() + unreported.size();
    }
}
