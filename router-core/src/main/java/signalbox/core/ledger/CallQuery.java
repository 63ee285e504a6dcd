package signalbox.core.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/// Reads calls from their blocks. Used by the store thread.
final class CallQuery {
    private static final int BLOCKS = 16;
    private static final Comparator<CallEntry> BY_ID = Comparator.comparingLong(CallEntry::id);
    private static final String OVERLAPPING =
            "select block, calls from call_block where block > ? and block <= ? and last_ms >= ? and first_ms < ? order"
                    + " by block limit "
                    + BLOCKS;
    private static final String ONWARDS =
            "select block, calls from call_block where block > ? order by block limit " + BLOCKS;
    private static final String BACKWARDS =
            "select block, calls from call_block where block < ? order by block desc limit " + BLOCKS;
    private static final String SLICE = "select calls from call_block where block between ? and ? order by block";
    private static final String CORRECTED =
            "select call_id, sum(cost) from adjustment where call_id between ? and ? group by call_id";

    private final Handle handle;

    CallQuery(Handle handle) {
        this.handle = handle;
    }

    private record Block(long number, byte[] calls) {}

    Optional<CallEntry> find(long id) {
        long slice = CallBlock.slice(id);
        return slice(slice).stream().filter(entry -> entry.id() == id).findFirst();
    }

    private List<CallEntry> slice(long slice) {
        var entries = new ArrayList<CallEntry>();
        handle.createQuery(SLICE)
                .bind(0, CallBlock.first(slice))
                .bind(1, CallBlock.last(slice))
                .mapTo(byte[].class)
                .forEach(calls -> CallBlock.read(calls, entries::add));
        return entries;
    }

    /// Every call that arrived in `[from, to)`, in no order that counts.
    void between(long fromMillis, long toMillis, Consumer<CallEntry> each) {
        long after = CallBlock.first(CallBlock.slice(Period.firstId(fromMillis))) - 1;
        long last = CallBlock.last(CallBlock.slice(Period.lastId(toMillis)));
        List<Block> blocks;
        do {
            blocks =
                    handle.createQuery(OVERLAPPING)
                            .bind(0, after)
                            .bind(1, last)
                            .bind(2, fromMillis)
                            .bind(3, toMillis)
                            .map((row, context) -> new Block(row.getLong(1), row.getBytes(2)))
                            .list();
            for (Block block : blocks) {
                after = block.number;
                CallBlock.read(
                        block.calls,
                        entry -> {
                            if (entry.atMillis() >= fromMillis && entry.atMillis() < toMillis) {
                                each.accept(entry);
                            }
                        });
            }
        } while (blocks.size() == BLOCKS);
    }

    /// The next calls by id.
    ///
    /// @return at least `some`, unless there are no more; those with the same slice come together
    List<CallEntry> after(long id, int some) {
        var entries = new ArrayList<CallEntry>();
        long after = CallBlock.first(CallBlock.slice(Math.max(0, id))) - 1;
        gather(ONWARDS, after, some, id, entries);
        entries.removeIf(entry -> entry.id() <= id);
        entries.sort(BY_ID);
        return entries;
    }

    /// The newest calls, newest first.
    List<CallEntry> newest(int limit) {
        var entries = new ArrayList<CallEntry>();
        gather(BACKWARDS, Long.MAX_VALUE, limit, -1, entries);
        entries.sort(BY_ID.reversed());
        return entries.subList(0, Math.min(limit, entries.size()));
    }

    /// Reads whole slices until there are enough entries with a larger id.
    private void gather(String sql, long start, int some, long id, List<CallEntry> entries) {
        long at = start;
        long slice = -1;
        int[] found = {0};
        while (true) {
            List<Block> blocks =
                    handle.createQuery(sql)
                            .bind(0, at)
                            .map((row, context) -> new Block(row.getLong(1), row.getBytes(2)))
                            .list();
            for (Block block : blocks) {
                if (CallBlock.sliceOfBlock(block.number) != slice && found[0] >= some) {
                    return;
                }
                slice = CallBlock.sliceOfBlock(block.number);
                at = block.number;
                CallBlock.read(
                        block.calls,
                        entry -> {
                            found[0] += entry.id() > id ? 1 : 0;
                            entries.add(entry);
                        });
            }
            if (blocks.size() < BLOCKS) {
                return;
            }
        }
    }

    /// What corrections added to calls, by id; calls without are absent.
    Map<Long, Long> corrections(long firstId, long lastId) {
        var corrections = new HashMap<Long, Long>();
        handle.createQuery(CORRECTED)
                .bind(0, firstId)
                .bind(1, lastId)
                .map((row, context) -> corrections.put(row.getLong(1), row.getLong(2)))
                .forEach(before -> {});
        return corrections;
    }
}
