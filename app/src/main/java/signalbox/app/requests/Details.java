package signalbox.app.requests;

import java.util.List;
import java.util.Optional;
import signalbox.core.AttemptMoney;
import signalbox.core.Router;
import signalbox.core.RouterException;
import signalbox.core.ledger.CallRow;
import signalbox.core.ledger.Ledger;

/// A call with the working of its price.
///
/// @param bills one for each attempt
/// @param corrections what was added to its cost later, oldest first; empty when the store cannot be asked
/// @param barred the code of why it cannot be sent again; empty when it can
record Details(CallRow row, List<AttemptMoney> bills, Optional<List<Ledger.Adjustment>> corrections, String barred) {
    /// Blocks on the store: never on the FX thread.
    static Details of(CallRow row, Router router) {
        return new Details(row, router.pricing().money(row), corrections(row, router.ledger()), barred(row, router));
    }

    private static String barred(CallRow row, Router router) {
        try {
            router.resends().check(row);
            return "";
        } catch (RouterException e) {
            return e.code();
        }
    }

    private static Optional<List<Ledger.Adjustment>> corrections(CallRow row, Ledger ledger) {
        try {
            return Optional.of(ledger.adjustments(row.id()));
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }
}
