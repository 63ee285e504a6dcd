package signalbox.core.ledger;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import signalbox.core.policy.Tripwire;

/// Reads what tripwires found, day by day.
final class PiiQuery {
    private PiiQuery() {}

    static List<Ledger.PiiDay> ask(Handle handle, Instant from, Instant to) {
        return handle.createQuery(
                        "select start_ms, kind, action, practice, calls, findings from day_pii"
                                + " where start_ms >= ? and start_ms < ? order by start_ms, kind, action, practice")
                .bind(0, Math.floorDiv(Period.millis(from), RollUps.DAY) * RollUps.DAY)
                .bind(1, Period.millis(to))
                .map((row, context) ->
                        new Ledger.PiiDay(
                                Instant.ofEpochMilli(row.getLong(1)),
                                row.getString(2),
                                Tripwire.Action.valueOf(row.getString(3)),
                                row.getBoolean(4),
                                row.getLong(5),
                                row.getLong(6)))
                .list();
    }
}
