package signalbox.core.budget;

import java.time.Instant;
import java.util.List;

/// Where escrow is moved durably. The journal implements it.
public interface EscrowStore {
    /// One movement: `amount` in the budget's unit moved into (positive) or out of (negative) this router's escrow for
    /// the window that started at `window`.
    record Movement(String budget, Instant window, long amount) {}

    /// Makes the movements durable, all or none, before it returns.
    ///
    /// @throws LedgerUnavailable when they could not be made durable; then none of them count
    void move(List<Movement> movements) throws LedgerUnavailable;

    /// The journal cannot be written; no call may be served.
    final class LedgerUnavailable extends Exception {
        private static final long serialVersionUID = 1L;

        public LedgerUnavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
