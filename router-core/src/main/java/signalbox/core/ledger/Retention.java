package signalbox.core.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// How long the ledger keeps what, in whole days of UTC. Sums by day are kept for ever, and so is what every budget's
/// window was charged and the audit trail.
///
/// @param calls every call with its attempts and explanation, and the journal segments that hold nothing newer
/// @param minutes sums by minute
/// @param hours sums by hour
public record Retention(Duration calls, Duration minutes, Duration hours) {
    /// Five years, six weeks, two years.
    public static final Retention DEFAULT =
            new Retention(Duration.ofDays(1826), Duration.ofDays(42), Duration.ofDays(731));

    public Retention {
        for (Duration each : new Duration[] {calls, minutes, hours}) {
            if (each.compareTo(Duration.ofDays(1)) < 0) {
                throw new IllegalArgumentException("What is kept is kept for a day or longer.");
            }
        }
    }

    /// What was dropped by one run.
    ///
    /// @param minutes rows of sums by minute
    /// @param hours rows of sums by hour
    /// @param segments journal segments
    public record Dropped(long calls, long minutes, long hours, int segments) {
        public boolean nothing() {
            return calls + minutes + hours + segments == 0;
        }
    }

    /// The start of the first day that is kept.
    static Instant since(Instant now, Duration kept) {
        return now.minus(kept).truncatedTo(ChronoUnit.DAYS);
    }
}
