package signalbox.core;

import java.time.Instant;
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

    /// What calls that arrived in `[from, to)` would cost by the prices as they are now; changes nothing. A period that
    /// is not over ends now.
    ///
    /// @throws RouterException `ledger_unavailable`
    Repricing previewReprice(Instant from, Instant to, RepriceFilter filter) throws RouterException;

    /// Writes the differences into the ledger as corrections, in budgets and roll-ups too; no row is rewritten, and
    /// doing it again adds nothing.
    ///
    /// @return what it adds to the ledger's cost, in nano-dollars
    /// @throws RouterException `preview_outdated` when calls, corrections or prices came in between: nothing was
    ///   changed; `ledger_unavailable`
    long reprice(Repricing preview, String actor, String reason) throws RouterException;

    /// What each attempt of a call is made of, in order.
    List<AttemptMoney> money(CallRow row);
}
