package signalbox.core;

import java.util.List;
import signalbox.core.ledger.CallRow;
import signalbox.core.price.PriceHistory;
import signalbox.core.price.PriceProposal;

/// The operator's prices: changed in two steps, a proposal that shows what would differ and its approval, each change
/// durable, audited and undoable. A change says from when it holds; it never rewrites what was charged or what an older
/// record said. Thread-safe; may block, so never call it on the FX thread.
public interface Pricing {
    /// The shipped prices and every change made to them.
    PriceHistory history();

    /// What a source would change. Records of a table that name no start begin now.
    ///
    /// @throws RouterException `bad_price`, `bad_price_table` (not one row could be used), `price_download_failed`
    PriceProposal propose(PriceSource source) throws RouterException;

    /// Makes a proposal durable with its audit entry, and puts it in force for calls that arrive from then on.
    ///
    /// @return the revision, for undoing it
    /// @throws RouterException `prices_changed` when other prices were applied since it was proposed,
    ///   `too_many_prices`, `ledger_unavailable`; nothing was changed
    long apply(PriceProposal proposal, String actor, String reason) throws RouterException;

    /// What each attempt of a call is made of, in order.
    List<AttemptMoney> money(CallRow row);
}
