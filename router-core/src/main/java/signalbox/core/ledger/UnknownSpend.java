package signalbox.core.ledger;

import java.util.List;
import signalbox.core.budget.EscrowStore.Movement;

/// What counts as spent in a data directory that is older than the last spending: after a restore, or after a salvage
/// that lost the journal's end.
///
/// The escrow rule goes on: nobody knows what was spent since, so what the running windows had left counts as moved out
/// to a router that never reported, and so as spent until the operator releases it.
@FunctionalInterface
public interface UnknownSpend {
    /// @param state what the journal folds into as far as it is known
    /// @return what counts as moved into escrow on top of that
    List<Movement> held(LedgerState state);
}
