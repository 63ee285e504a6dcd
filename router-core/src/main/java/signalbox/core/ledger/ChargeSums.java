package signalbox.core.ledger;

import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// What budgets' windows were charged, added up over the rows once and then over the new rows only. Used by the store
/// thread.
final class ChargeSums {
    private static final String SUM =
            "select coalesce(sum(amount), 0), coalesce(max(sequence), 0) from charge where budget = ? and window_ms = ?"
                    + " and sequence > ?";

    private final Map<Window, Sum> sums = new HashMap<>();
    private Handle read;

    private record Window(int budget, long start) {}

    private record Sum(long amount, long sequence) {}

    long of(Handle handle, NameTable names, String budget, long start) {
        if (handle != read) {
            // another database, perhaps made again
            sums.clear();
            read = handle;
        }
        int number = names.find(budget);
        Sum before = sums.getOrDefault(new Window(number, start), new Sum(0, -1));
        Sum added =
                handle.createQuery(SUM)
                        .bind(0, number)
                        .bind(1, start)
                        .bind(2, before.sequence)
                        .map((row, context) -> new Sum(row.getLong(1), row.getLong(2)))
                        .one();
        var now = new Sum(before.amount + added.amount, Math.max(before.sequence, added.sequence));
        sums.put(new Window(number, start), now);
        return now.amount;
    }
}
