package signalbox.core.ledger;

import java.time.Instant;
import signalbox.core.ledger.JournalRecord.Adjusted;
import signalbox.core.ledger.JournalRecord.Audited;
import signalbox.core.ledger.JournalRecord.CallRecord;
import signalbox.core.ledger.JournalRecord.ClockBelieved;
import signalbox.core.ledger.JournalRecord.ClockDoubted;
import signalbox.core.ledger.JournalRecord.Closed;
import signalbox.core.ledger.JournalRecord.Halted;
import signalbox.core.ledger.JournalRecord.Incident;
import signalbox.core.ledger.JournalRecord.Opened;
import signalbox.core.ledger.JournalRecord.PolicyApplied;
import signalbox.core.ledger.JournalRecord.PricesChanged;

/// When something in the journal happened. Pure.
final class RecordTime {
    private RecordTime() {}

    /// @return null for kinds that carry no time
    static Instant of(JournalRecord record) {
        return switch (record) {
            case CallRecord call -> call.row().at();
            case Opened opened -> opened.at();
            case Closed closed -> closed.at();
            case Halted halted -> halted.at();
            case Incident incident -> incident.at();
            case PolicyApplied applied -> applied.entry().at();
            case Audited audited -> audited.entry().at();
            case PricesChanged changed -> changed.entry().at();
            case Adjusted adjusted -> adjusted.entry().at();
            case ClockDoubted doubted -> doubted.at();
            case ClockBelieved believed -> believed.at();
            default -> null;
        };
    }
}
