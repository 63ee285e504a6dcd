package signalbox.core.ledger;

import java.util.List;
import org.jdbi.v3.core.Handle;

/// Drops what is no longer kept, a little at a time, each step in a transaction. Used by the store thread.
final class Dropping {
    private static final int STEP = 500;
    private static final String OLD_CALLS =
            "select id from call_row where id < ? and at_ms < ? order by id limit " + STEP;
    private static final String CARRY =
            "select budget, window_ms, max(at_ms), sum(amount) from charge where call_id between ? and ? and at_ms < ?"
                    + " and kind <> 2 group by budget, window_ms";

    private Dropping() {}

    /// Drops sums of a table that began before `since`.
    ///
    /// @return how many rows; fewer than a step's worth when nothing is left
    static long sums(Handle handle, String tier, String table, long since) {
        return handle.inTransaction(transaction -> {
            Kept.write(transaction, tier, since);
            return (long) transaction.execute("delete from " + table + " where start_ms < ? limit " + STEP, since);
        });
    }

    /// Drops calls that arrived before `since`, with their corrections; what they charged stays, in one sum per budget
    /// and window.
    static long calls(Handle handle, long since) {
        return handle.inTransaction(transaction -> {
            Kept.write(transaction, "calls", since);
            List<Long> ids =
                    transaction
                            .createQuery(OLD_CALLS)
                            .bind(0, Period.lastId(since))
                            .bind(1, since)
                            .mapTo(Long.class)
                            .list();
            if (!ids.isEmpty()) {
                long first = ids.getFirst();
                long last = ids.getLast();
                carry(transaction, first, last, since);
                transaction.execute(
                        "delete from review where call_id between ? and ? and call_id in (select id from call_row"
                                + " where id between ? and ? and at_ms < ?)",
                        first,
                        last,
                        first,
                        last,
                        since);
                transaction.execute(
                        "delete from adjustment where call_id between ? and ? and call_id in (select id from call_row"
                                + " where id between ? and ? and at_ms < ?)",
                        first,
                        last,
                        first,
                        last,
                        since);
                transaction.execute("delete from call_row where id between ? and ? and at_ms < ?", first, last, since);
            }
            return (long) ids.size();
        });
    }

    private static void carry(Handle handle, long first, long last, long since) {
        handle.createQuery(CARRY)
                .bind(0, first)
                .bind(1, last)
                .bind(2, since)
                .map((row, context) -> new Carried(row.getInt(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                .list()
                .forEach(carried -> carried.add(handle));
        handle.execute(
                "delete from charge where call_id between ? and ? and at_ms < ? and kind <> 2", first, last, since);
    }

    /// The sum of what was dropped of one budget's window.
    record Carried(int budget, long window, long at, long amount) {
        void add(Handle handle) {
            int updated =
                    handle.execute(
                            "update charge set amount = amount + ?, at_ms = greatest(at_ms, ?) where budget = ? and"
                                    + " window_ms = ? and sequence = 0",
                            amount,
                            at,
                            budget,
                            window);
            if (updated == 0) {
                handle.execute(
                        "insert into charge (budget, window_ms, sequence, place, call_id, at_ms, kind, amount) values"
                                + " (?, ?, 0, 0, 0, ?, 2, ?)",
                        budget,
                        window,
                        at,
                        amount);
            }
        }
    }

    static boolean more(long dropped) {
        return dropped >= STEP;
    }
}
