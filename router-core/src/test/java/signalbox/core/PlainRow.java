package signalbox.core;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import signalbox.core.ledger.CallRow;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Wire;

/// The row of a call that was answered, of which nothing but its time matters.
final class PlainRow {
    private PlainRow() {}

    /// Of workload `w` and key `k`, without an attempt.
    static CallRow answered(long id, Instant at) {
        return new CallRow(
                id,
                at,
                "w",
                "k",
                "",
                Wire.OPENAI_CHAT,
                "m",
                PiiClass.PUBLIC,
                false,
                CallRow.Outcome.ANSWERED,
                "",
                200,
                List.of(),
                Duration.ZERO,
                Duration.ofMillis(5),
                0,
                false,
                List.of());
    }
}
