package signalbox.app.connect;

import signalbox.core.ledger.AttemptRow;
import signalbox.core.ledger.CallRow;

/// The first call that arrived, as far as this screen tells of it.
///
/// @param target `provider/model`; empty when no provider was asked
/// @param code why it was refused or failed; empty when it was answered
record FirstCall(boolean answered, String target, long tokens, long costNanos, boolean practice, String code) {
    static FirstCall of(CallRow row) {
        return new FirstCall(
                row.outcome() == CallRow.Outcome.ANSWERED,
                row.provider().isEmpty() ? "" : row.provider() + "/" + row.model(),
                row.attempts().stream().map(AttemptRow::usage).mapToLong(usage -> usage.tokens()).sum(),
                row.costNanos(),
                row.practice(),
                row.code());
    }
}
