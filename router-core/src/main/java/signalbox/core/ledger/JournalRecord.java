package signalbox.core.ledger;

import java.time.Instant;
import java.util.List;
import signalbox.core.budget.Bump;
import signalbox.core.budget.Charge;
import signalbox.core.budget.EscrowStore.Movement;

/// Something that happened, as the journal keeps it. The state of the ledger is the fold of these, in order.
public sealed interface JournalRecord {
    /// A router started on this data directory.
    record Opened(Instant at) implements JournalRecord {}

    /// The router stopped in order, after everything in flight was settled and all escrow returned.
    record Closed(Instant at) implements JournalRecord {}

    /// A finished call and what it charged.
    record CallRecord(CallRow row, List<Charge> charges) implements JournalRecord {
        public CallRecord {
            charges = List.copyOf(charges);
        }
    }

    /// Escrow moved into or out of this router, all or none. Giving up what a crash left unreported is a movement out.
    record EscrowMoved(List<Movement> movements) implements JournalRecord {
        public EscrowMoved {
            movements = List.copyOf(movements);
        }
    }

    record Bumped(Bump bump) implements JournalRecord {}

    /// All bumps of a budget's window were taken back.
    record BumpsWithdrawn(String budget, Instant window) implements JournalRecord {}

    /// A budget halted, for the window that started at `window`.
    record Halted(String budget, Instant window, Instant at) implements JournalRecord {}

    /// A halt ended before its window did.
    record Resumed(String budget, Instant window) implements JournalRecord {}

    /// The policy from here on.
    ///
    /// @param text the whole policy as its file text; opaque to the ledger
    record PolicyApplied(long version, String text, Ledger.AuditEntry entry) implements JournalRecord {}

    /// The operator changed the prices.
    ///
    /// @param text the change alone; opaque to the ledger, which keeps all of them in order
    record PricesChanged(String text, Ledger.AuditEntry entry) implements JournalRecord {}

    /// A change that is not one of the policy: a secret stored, an unlock, a release.
    record Audited(Ledger.AuditEntry entry) implements JournalRecord {}

    /// A later correction of what an attempt cost; never an edit.
    ///
    /// @param attempt which attempt of the call, from 0
    /// @param charges what it adds to budgets; amounts below 0 give back
    /// @param costNanos what it adds to the call's cost; 0 when a review found it right
    /// @param entry who and why; corrections made together share one
    record Adjusted(Kind kind, long callId, int attempt, List<Charge> charges, long costNanos, Ledger.AuditEntry entry)
            implements JournalRecord {
        public Adjusted {
            charges = List.copyOf(charges);
        }

        /// Written by ordinal: new ones only at the end.
        public enum Kind {
            /// A person looked at an attempt of unknown cost.
            REVIEWED,
            /// The price was wrong.
            REPRICED,
            /// Anything else.
            CORRECTED
        }
    }

    /// The wall clock ran ahead of the time that passed; windows go on from `believed` until it is confirmed.
    record ClockDoubted(Instant believed, Instant at) implements JournalRecord {}

    /// The wall clock is believed again.
    record ClockBelieved(Instant at) implements JournalRecord {}

    /// Something the operator must know. Kept for whoever reads the journal later.
    record Incident(String code, String message, Instant at) implements JournalRecord {}
}
