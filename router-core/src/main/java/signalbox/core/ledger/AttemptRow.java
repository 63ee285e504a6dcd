package signalbox.core.ledger;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import signalbox.core.price.Provenance;
import signalbox.core.price.Usage;

/// One upstream attempt of a call.
///
/// @param status HTTP status of the upstream, or 0 when there was no answer
/// @param error the error class when it failed (`rate_limit`, `connect`, `first_byte_timeout`, …); else empty
/// @param usage in disjoint counters
/// @param costNanos charged, in nano-dollars, rounded up once
/// @param listNanos what it would cost at list price (equals `costNanos` for a paid provider)
/// @param priceIds the price records used, comma separated; `override;…` with the rates themselves for the operator's
///   own
/// @param provenance how well `usage` is known
/// @param flags sanity findings, comma separated (`overrun`, `dearer_reading`); empty when clean
/// @param duration from dispatch to the end of the attempt, kept to the microsecond
public record AttemptRow(
        String provider,
        String model,
        int status,
        String error,
        Usage usage,
        long costNanos,
        long listNanos,
        String priceIds,
        Provenance provenance,
        String flags,
        Duration duration) {
    public AttemptRow {
        duration = duration.truncatedTo(ChronoUnit.MICROS);
    }
}
