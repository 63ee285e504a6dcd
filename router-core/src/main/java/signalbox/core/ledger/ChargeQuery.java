package signalbox.core.ledger;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import signalbox.core.budget.Charge;

/// Reads what budgets' windows were charged.
final class ChargeQuery {
    private ChargeQuery() {}

    /// What a call charged, corrections included, summed per budget and window.
    static List<Charge> ofCall(Handle handle, NameTable names, long call) {
        return handle.createQuery(
                        "select budget, window_ms, sum(amount) from charge where call_id = ? group by budget, window_ms"
                                + " order by budget, window_ms")
                .bind(0, call)
                .map((row, context) ->
                        new Charge(names.text(row.getInt(1)), Instant.ofEpochMilli(row.getLong(2)), row.getLong(3)))
                .list();
    }
}
