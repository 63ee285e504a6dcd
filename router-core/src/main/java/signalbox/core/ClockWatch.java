package signalbox.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import signalbox.core.budget.EscrowStore.LedgerUnavailable;
import signalbox.core.ledger.Journal;
import signalbox.core.ledger.JournalRecord;

/// Keeps doubts about the wall clock on record, so that they outlive a restart, and says what to do about them.
final class ClockWatch {
    static final Duration PERIOD = Duration.ofSeconds(5);

    private final ClockGuard guard;
    private final InstantSource clock;
    private final Journal journal;
    private final AuditTrail audit;
    private final Engine.Ledgering incidents;

    ClockWatch(ClockGuard guard, Parts parts, Engine.Ledgering incidents) {
        this.guard = guard;
        this.clock = parts.clock();
        this.journal = parts.store().journal();
        this.audit = parts.audit();
        this.incidents = incidents;
    }

    /// Looks at the clock and tells what changed; by housekeeping, every [#PERIOD].
    synchronized void look() {
        Instant now = clock.instant();
        switch (guard.look(now)) {
            case NOTHING -> {}
            case STEPPED -> incidents.incident("clock_stepped", stepped(now), null);
            case DOUBTED -> {
                journal.append(new JournalRecord.ClockDoubted(guard.expected(), now));
                incidents.incident("clock_doubted", doubted(now), null);
            }
            case BELIEVED -> {
                journal.append(new JournalRecord.ClockBelieved(now));
                incidents.incident(
                        "clock_believed", "This machine's clock is believed; budgets' windows follow it again.", null);
            }
        }
    }

    /// The operator says that the clock is right.
    synchronized void confirm(String actor) throws RouterException {
        look();
        if (!guard.doubted()) {
            throw new RouterException(
                    "clock_not_doubted", "This machine's clock is believed; there is nothing to confirm.");
        }
        Instant now = clock.instant();
        var entry = audit.entry(now, actor, "Confirmed this machine's clock", words(guard.expected()), words(now), "");
        try {
            journal.appendDurable(List.of(new JournalRecord.ClockBelieved(now), new JournalRecord.Audited(entry)));
        } catch (LedgerUnavailable e) {
            throw new RouterException("ledger_unavailable", "Nothing was changed: " + e.getMessage(), e);
        }
        guard.confirm(now);
        look();
    }

    private String stepped(Instant now) {
        return "This machine's clock was set to "
                + words(now)
                + "; by the time that passed it would be "
                + words(guard.expected())
                + ". A window that a budget has begun is never opened again.";
    }

    private String doubted(Instant now) {
        return "This machine's clock says "
                + words(now)
                + ", but by the time that passed it is about "
                + words(guard.expected())
                + ". Until that is cleared up budgets' windows go on by the time that passed. If the clock is right,"
                + " run signalbox confirm-clock; a provider's next answer that agrees with it does the same. If it"
                + " is wrong, set it right.";
    }

    private static String words(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
