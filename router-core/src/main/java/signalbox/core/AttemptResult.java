package signalbox.core;

import java.util.List;
import signalbox.core.budget.Admission;
import signalbox.core.budget.Charge;
import signalbox.core.ledger.AttemptRow;
import signalbox.core.provider.ErrorClass;

/// How one planned attempt ended.
sealed interface AttemptResult {
    /// An answer reached the client, whole or with a proper error at its end.
    ///
    /// @param whole false when the stream broke off after bytes had reached the client, or the client left
    /// @param savedNanos list price of the same usage at the dearest planned target, less what was paid
    record Delivered(AttemptRow row, List<Charge> charges, boolean whole, long savedNanos) implements AttemptResult {}

    /// The provider was asked and did not answer usably; nothing reached the client.
    ///
    /// @param reading what it means, and what the client is told if no other attempt does better
    record Failed(AttemptRow row, List<Charge> charges, UpstreamErrors.Reading reading) implements AttemptResult {
        ErrorClass errorClass() {
            return reading.finding().errorClass();
        }
    }

    /// A budget refused it; nobody was asked.
    record NotAdmitted(Admission.Refused refused) implements AttemptResult {}

    /// It was not tried at all.
    ///
    /// @param rule as in [signalbox.core.plan.Step#rule()]
    record Skipped(String rule, String why) implements AttemptResult {}
}
