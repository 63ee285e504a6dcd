package signalbox.core;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import signalbox.core.ledger.Ledger.AuditEntry;

/// Numbers audit entries. Thread-safe.
final class AuditTrail {
    private final AtomicLong last;

    /// @param last number of the newest entry so far, 0 when there is none
    AuditTrail(long last) {
        this.last = new AtomicLong(last);
    }

    AuditEntry entry(Instant at, String actor, String change, String before, String after, String reason) {
        return new AuditEntry(last.incrementAndGet(), at, actor, change, before, after, reason);
    }
}
