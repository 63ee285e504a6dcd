package signalbox.core.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import signalbox.core.budget.Charge;

/// Reads what budgets' windows were charged.
final class ChargeQuery {
    private static final BudgetWindow.Kind[] KINDS = BudgetWindow.Kind.values();
    private static final String NEWEST =
            "select kind, call_id, at_ms, amount from charge where budget = ? and window_ms = ? order by sequence desc,"
                    + " place limit ?";
    private static final String TOTAL =
            "select coalesce(sum(amount), 0), count(distinct case when kind = 2 then null else call_id end) from charge"
                    + " where budget = ? and window_ms = ?";
    private static final String LATEST =
            "select max(window_ms) from (select window_ms from charge where budget = ? and window_ms <= ? union all"
                    + " select window_ms from budget_window where budget = ? and window_ms <= ?)";

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

    /// The latest window that began at `at` or before, when anything is known of one.
    static Optional<BudgetWindow> window(Handle handle, NameTable names, String budget, Instant at, int limit) {
        int number = names.find(budget);
        long until = Period.millis(at);
        return handle.createQuery(LATEST)
                .bind(0, number)
                .bind(1, until)
                .bind(2, number)
                .bind(3, until)
                .mapTo(Long.class)
                .findOne()
                .map(start -> window(handle, number, start, limit));
    }

    private static BudgetWindow window(Handle handle, int budget, long start, int limit) {
        List<BudgetWindow.Posting> newest =
                handle.createQuery(NEWEST)
                        .bind(0, budget)
                        .bind(1, start)
                        .bind(2, limit)
                        .map((row, context) ->
                                new BudgetWindow.Posting(
                                        KINDS[row.getInt(1)],
                                        row.getLong(2),
                                        Instant.ofEpochMilli(row.getLong(3)),
                                        row.getLong(4)))
                        .list();
        long[] total = pair(handle, TOTAL, budget, start);
        long[] moved =
                pair(
                        handle,
                        "select moved, lifted from budget_window where budget = ? and window_ms = ?",
                        budget,
                        start);
        return new BudgetWindow(Instant.ofEpochMilli(start), total[0], moved[0], moved[1], total[1], newest);
    }

    private static long[] pair(Handle handle, String sql, int budget, long start) {
        return handle.createQuery(sql)
                .bind(0, budget)
                .bind(1, start)
                .map((row, context) -> new long[] {row.getLong(1), row.getLong(2)})
                .findOne()
                .orElseGet(() -> new long[2]);
    }
}
