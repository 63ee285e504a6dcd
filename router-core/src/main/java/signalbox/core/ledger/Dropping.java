package signalbox.core.ledger;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/// Drops what is no longer kept, a little at a time, each step in a transaction. Used by the store thread.
final class Dropping {
    private static final int STEP = 500;
    private static final int BLOCKS = 8;
    private static final String OLD_BLOCKS =
            "select block, calls from call_block where block <= ? and first_ms < ? order by block limit " + BLOCKS;
    private static final String OLD_HOURS =
            "select budget, window_ms, start_ms, amount from window_hour where start_ms < ? order by start_ms limit "
                    + STEP;
    private static final String CARRY =
            "update charge set amount = amount + ?, at_ms = greatest(at_ms, ?) where budget = ? and window_ms = ? and"
                    + " sequence = 0";
    private static final String NEW_CARRIED =
            "insert into charge (amount, at_ms, budget, window_ms, sequence, place, call_id, kind) values (?, ?, ?, ?,"
                    + " 0, 0, 0, "
                    + Postings.CARRIED
                    + ")";

    private Dropping() {}

    /// What one step did.
    ///
    /// @param more whether there may be more to drop
    record Step(long dropped, boolean more) {}

    /// Drops sums of a table that began before `since`.
    static Step sums(Handle handle, String tier, String table, long since) {
        return handle.inTransaction(transaction -> {
            Kept.write(transaction, tier, since);
            int dropped = transaction.execute("delete from " + table + " where start_ms < ? limit " + STEP, since);
            return new Step(dropped, dropped == STEP);
        });
    }

    /// Puts what windows were charged for calls that arrived before `since`, a whole day, into one sum per budget and
    /// window. To be done before the calls before `dropped` are.
    static Step charges(Handle handle, long since, long dropped) {
        return handle.inTransaction(transaction -> {
            // within an hour calls cannot be compared with its sum, so they are whole from the next one on
            Kept.write(transaction, "calls", Math.ceilDiv(dropped, RollUps.HOUR) * RollUps.HOUR);
            List<Hour> hours =
                    transaction
                            .createQuery(OLD_HOURS)
                            .bind(0, since)
                            .map((row, context) ->
                                    new Hour(row.getInt(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                            .list();
            hours.forEach(hour -> hour.carry(transaction));
            // their amounts stand in the hours too
            int corrections =
                    transaction.execute(
                            "delete from charge where call_id between 1 and ? and at_ms < ? limit " + STEP,
                            Period.lastId(since),
                            since);
            return new Step(hours.size(), hours.size() == STEP || corrections == STEP);
        });
    }

    /// An hour's charges of one budget's window.
    private record Hour(int budget, long window, long start, long amount) {
        void carry(Handle handle) {
            long last = start + RollUps.HOUR - 1;
            if (handle.execute(CARRY, amount, last, budget, window) == 0) {
                handle.execute(NEW_CARRIED, amount, last, budget, window);
            }
            handle.execute(
                    "delete from window_hour where budget = ? and window_ms = ? and start_ms = ?",
                    budget,
                    window,
                    start);
        }
    }

    /// Drops calls that arrived before `since`, with their corrections.
    static Step calls(Handle handle, long since) {
        return handle.inTransaction(transaction -> {
            List<Block> blocks =
                    transaction
                            .createQuery(OLD_BLOCKS)
                            .bind(0, CallBlock.last(CallBlock.slice(Period.lastId(since))))
                            .bind(1, since)
                            .map((row, context) -> new Block(row.getLong(1), row.getBytes(2)))
                            .list();
            var dropped = new HashSet<Long>();
            blocks.forEach(block -> block.drop(transaction, since, dropped));
            forget(transaction, "review", dropped);
            forget(transaction, "adjustment", dropped);
            return new Step(dropped.size(), blocks.size() == BLOCKS);
        });
    }

    /// How many calls arrived before `since`.
    static long count(Handle handle, long since) {
        long edge = CallBlock.first(CallBlock.slice(Math.max(0, Period.firstId(since))));
        long count =
                handle.createQuery("select coalesce(sum(count), 0) from call_block where block < ? and last_ms < ?")
                        .bind(0, edge)
                        .bind(1, since)
                        .mapTo(long.class)
                        .one();
        var blocks =
                handle.createQuery("select calls from call_block where first_ms < ? and (block >= ? or last_ms >= ?)")
                        .bind(0, since)
                        .bind(1, edge)
                        .bind(2, since)
                        .mapTo(byte[].class)
                        .list();
        var early = new long[1];
        blocks.forEach(calls -> CallBlock.read(calls, entry -> early[0] += entry.atMillis() < since ? 1 : 0));
        return count + early[0];
    }

    private record Block(long number, byte[] calls) {
        void drop(Handle handle, long since, Set<Long> dropped) {
            var kept = new ArrayList<CallEntry>();
            CallBlock.read(
                    calls,
                    entry -> {
                        if (entry.atMillis() < since) {
                            dropped.add(entry.id());
                        } else {
                            kept.add(entry);
                        }
                    });
            if (kept.isEmpty()) {
                handle.execute("delete from call_block where block = ?", number);
                return;
            }
            handle.execute(
                    "update call_block set calls = ?, count = ?, first_ms = ? where block = ?",
                    CallBlock.write(kept),
                    kept.size(),
                    kept.stream().mapToLong(CallEntry::atMillis).min().orElseThrow(),
                    number);
        }
    }

    private static void forget(Handle handle, String table, Set<Long> calls) {
        if (calls.isEmpty()) {
            return;
        }
        var sorted = new TreeSet<>(calls);
        List<Long> there =
                handle.createQuery("select distinct call_id from " + table + " where call_id between ? and ?")
                        .bind(0, sorted.first())
                        .bind(1, sorted.last())
                        .mapTo(Long.class)
                        .list();
        for (long call : there) {
            if (calls.contains(call)) {
                handle.execute("delete from " + table + " where call_id = ?", call);
            }
        }
    }
}
