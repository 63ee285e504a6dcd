package signalbox.core;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import signalbox.core.budget.EscrowStore.LedgerUnavailable;
import signalbox.core.ledger.JournalRecord;
import signalbox.core.ledger.Ledger.AuditEntry;
import signalbox.core.ledger.LedgerStore;
import signalbox.core.ledger.Retention;
import signalbox.core.policy.Count;

/// Drops what the ledger no longer keeps and puts it on record, on the housekeeping thread; the operator changes how
/// long that is from any other.
final class Retaining {
    /// After opening, so that a start is not slowed.
    static final Duration FIRST = Duration.ofSeconds(30);

    static final Duration PERIOD = Duration.ofDays(1);

    private final LedgerStore store;
    private final AuditTrail audit;
    private final Events events;
    private final RetentionFile file;
    private volatile RetentionFile.Chosen chosen;
    private final InstantSource clock;

    /// @param config with what is kept while the operator has not chosen
    Retaining(Parts parts, RouterConfig config) {
        this.store = parts.store();
        this.audit = parts.audit();
        this.events = parts.events();
        this.file = new RetentionFile(config.dataDir());
        this.chosen = file.read(config.retention());
        store.forgetRecent(chosen.deleted());
        this.clock = config.clock();
    }

    Retention retention() {
        return chosen.retention();
    }

    /// Keeps to this from the next run on. What cannot be audited is taken back: nothing may be dropped by a change
    /// that the operator was told had failed.
    synchronized void keep(Retention wanted, String actor) throws RouterException {
        Retention before = chosen.retention();
        choose(
                new RetentionFile.Chosen(wanted, chosen.deleted()),
                audit.entry(
                        clock.instant(), actor, "Changed how long the ledger keeps", days(before), days(wanted), ""));
    }

    /// Deletes the calls that arrived before then, with their explanations, waits for it and tells of it. What was
    /// charged stays in every sum, so no cap and no halt changes, and so does the audit trail.
    ///
    /// @return how many were deleted
    synchronized long delete(Instant before, String actor) throws RouterException {
        try {
            store.ledger().flush();
            long calls = store.ledger().callsBefore(before);
            String what = "Deleted the history of " + Count.of(calls, "call") + " before " + before;
            Instant deleted = before.isAfter(chosen.deleted()) ? before : chosen.deleted();
            choose(
                    new RetentionFile.Chosen(chosen.retention(), deleted),
                    audit.entry(clock.instant(), actor, what, "", "", ""));
            return dropped(before);
        } catch (IllegalStateException e) {
            throw new RouterException("ledger_unavailable", "The ledger cannot be changed now: " + e.getMessage(), e);
        }
    }

    /// On record by now, so listeners hear of it also when the store has to finish it later.
    private long dropped(Instant before) {
        try {
            return store.retain(chosen.retention(), clock.instant(), chosen.deleted()).calls();
        } finally {
            events.tell(new RouterEvent.HistoryDeleted(before));
        }
    }

    private void choose(RetentionFile.Chosen wanted, AuditEntry entry) throws RouterException {
        try {
            file.write(wanted);
            try {
                store.journal().appendDurable(List.of(new JournalRecord.Audited(entry)));
            } catch (LedgerUnavailable e) {
                file.write(chosen);
                throw e;
            }
            chosen = wanted;
        } catch (LedgerUnavailable | IOException e) {
            throw new RouterException(
                    "retention_unwritable", "How long to keep the ledger cannot be written down: " + e.getMessage(), e);
        }
    }

    private static String days(Retention kept) {
        return "calls " + days(kept.calls()) + ", minutes " + days(kept.minutes()) + ", hours " + days(kept.hours());
    }

    /// @throws IllegalStateException when the store cannot be used
    synchronized void run() {
        Instant now = clock.instant();
        Retention.Dropped dropped = store.retain(chosen.retention(), now, chosen.deleted());
        if (!dropped.nothing()) {
            store.journal()
                    .append(
                            new JournalRecord.Audited(
                                    audit.entry(
                                            now,
                                            "policy",
                                            "Dropped what the ledger no longer keeps: " + sentence(dropped, now),
                                            "",
                                            "",
                                            "")));
        }
    }

    private String sentence(Retention.Dropped dropped, Instant now) {
        Retention kept = chosen.retention();
        var parts = new ArrayList<String>();
        boolean young = chosen.deleted().isAfter(now.minus(kept.calls()));
        add(
                parts,
                dropped.calls(),
                "call",
                young
                        ? " before " + chosen.deleted() + ", deleted by the operator"
                        : " older than " + days(kept.calls()));
        add(parts, dropped.minutes(), "sum", " by minute older than " + days(kept.minutes()));
        add(parts, dropped.hours(), "sum", " by hour older than " + days(kept.hours()));
        add(parts, dropped.segments(), "journal segment", "");
        return String.join(", ", parts);
    }

    private static void add(ArrayList<String> parts, long count, String one, String which) {
        if (count > 0) {
            parts.add(Count.of(count, one) + which);
        }
    }

    private static String days(Duration kept) {
        return Count.of(kept.toDays(), "day");
    }
}
