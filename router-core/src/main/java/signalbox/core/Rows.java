package signalbox.core;

import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.core.budget.Charge;
import signalbox.core.ledger.CallRow;
import signalbox.core.ledger.JournalRecord;

/// Writes finished calls and incidents down and tells listeners. Thread-safe.
final class Rows implements Engine.Ledgering {
    private static final Logger LOG = LoggerFactory.getLogger(Rows.class);

    private final Parts parts;
    private final BooleanSupplier closed;

    /// @param closed whether the router serves no more calls
    Rows(Parts parts, BooleanSupplier closed) {
        this.parts = parts;
        this.closed = closed;
    }

    @Override
    public boolean healthy() {
        return !closed.getAsBoolean() && parts.store().journal().healthy();
    }

    @Override
    public int keep(CallRow row, List<Charge> charges) {
        return parts.store().keep(row, Books.charges(charges, row.practice()));
    }

    @Override
    public void finished(CallRow row, List<Charge> charges, int kept) {
        parts.store().append(row, Books.charges(charges, row.practice()), kept);
        parts.books().of(row.practice()).recorded(charges);
        parts.events().tell(new RouterEvent.CallFinished(row));
    }

    @Override
    public void incident(String code, String message, Throwable cause) {
        LOG.warn("{}: {}", code, message, cause);
        Instant now = parts.clock().instant();
        parts.store().journal().append(new JournalRecord.Incident(code, message, now));
        parts.events().tell(new RouterEvent.Incident(code, message, now));
    }

    @Override
    public void providerHealth(String provider, String why) {
        LOG.warn("provider {} rests: {}", provider, why);
        var condition = ProviderConditions.of(parts.health(), parts.clock().instant()).get(provider);
        if (condition != null) {
            parts.events().tell(condition);
        }
    }
}
