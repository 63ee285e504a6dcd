package signalbox.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import signalbox.core.ledger.JournalRecord;
import signalbox.core.ledger.LedgerStore;
import signalbox.core.ledger.Retention;

/// Drops what the ledger no longer keeps and puts it on record. Used by the housekeeping thread.
final class Retaining {
    /// After opening, so that a start is not slowed.
    static final Duration FIRST = Duration.ofSeconds(30);

    static final Duration PERIOD = Duration.ofDays(1);

    private final LedgerStore store;
    private final AuditTrail audit;
    private final Retention retention;
    private final InstantSource clock;

    Retaining(LedgerStore store, AuditTrail audit, Retention retention, InstantSource clock) {
        this.store = store;
        this.audit = audit;
        this.retention = retention;
        this.clock = clock;
    }

    /// @throws IllegalStateException when the store cannot be used
    void run() {
        Instant now = clock.instant();
        Retention.Dropped dropped = store.retain(retention, now);
        if (!dropped.nothing()) {
            store.journal()
                    .append(
                            new JournalRecord.Audited(
                                    audit.entry(
                                            now,
                                            "policy",
                                            "Dropped what the ledger no longer keeps: " + sentence(dropped),
                                            "",
                                            "",
                                            "")));
        }
    }

    private String sentence(Retention.Dropped dropped) {
        var parts = new ArrayList<String>();
        add(parts, dropped.calls(), "calls older than " + retention.calls().toDays() + " days");
        add(parts, dropped.minutes(), "sums by minute older than " + retention.minutes().toDays() + " days");
        add(parts, dropped.hours(), "sums by hour older than " + retention.hours().toDays() + " days");
        add(parts, dropped.segments(), "journal segments");
        return String.join(", ", parts);
    }

    private static void add(ArrayList<String> parts, long count, String what) {
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }
}
