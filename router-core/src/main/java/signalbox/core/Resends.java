package signalbox.core;

import signalbox.core.ledger.CallRow;

/// Sends a past call again. Possible only where its workload keeps bodies (`keep-bodies`), nothing was redacted in it
/// and this router has been running since: requests are kept in memory, never on disk. Thread-safe.
public interface Resends {
    /// Whether a call can be sent again right now.
    ///
    /// @throws RouterException `bodies_not_kept` when the workload keeps none, `body_gone` when this one is not kept
    ///   (any more), `key_gone` when the app key of the call was revoked
    void check(CallRow call) throws RouterException;

    /// The request of a call as it came: for the operator, who asked that it is kept.
    ///
    /// @throws RouterException `bodies_not_kept`, `body_gone`
    CallRequest kept(CallRow call) throws RouterException;

    /// Sends the same request again, with the same app key and for the same workload, under the policy in force: it is
    /// planned, held, billed and recorded like any other, and stands in the audit trail. It is never answered from
    /// memory; its answer is kept there as any other's, and thrown away here. Blocks until the answer ended.
    ///
    /// @param actor the operating-system user
    /// @return what the new call came to
    /// @throws RouterException as [#check], or `ledger_unavailable`
    Sent resend(CallRow call, String actor) throws RouterException;

    /// @param callId of the new call, as `CallId` writes it
    /// @param status what a client would have got
    record Sent(String callId, int status) {}
}
