package signalbox.core.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import signalbox.core.budget.Charge;

/// Calls of one transaction on their way into blocks. Used by the store thread.
final class NewBlocks {
    private static final String ADD =
            "update call_block set count = count + ?, first_ms = least(first_ms, ?), last_ms = greatest(last_ms, ?),"
                    + " calls = calls || cast(? as varbinary) where block = ? and count + ? <= "
                    + CallBlock.MOST_CALLS;
    private static final String NEW =
            "insert into call_block (count, first_ms, last_ms, calls, block) values (?, ?, ?, ?, ?)";
    private static final String NEWEST = "select max(block) from call_block";
    private static final String NEWEST_OF_SLICE =
            "select block from call_block where block between ? and ? order by block desc limit 1";

    private final NameTable names;
    private final RecordWriter entry;
    private final TreeMap<Long, List<Part>> slices = new TreeMap<>();
    private int count;

    NewBlocks(NameTable names) {
        this.names = names;
        this.entry = new RecordWriter(names);
    }

    private static final class Part {
        private final RecordWriter bytes = new RecordWriter(null);
        private int count;
        private long first = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;

        private void add(RecordWriter entry, long atMillis) {
            bytes.unsigned(entry.size());
            bytes.raw(entry.array(), 0, entry.size());
            count++;
            first = Math.min(first, atMillis);
            last = Math.max(last, atMillis);
        }

        private boolean added(Handle handle, long block) {
            return handle.execute(ADD, count, first, last, bytes.toBytes(), block, count) == 1;
        }

        private Object[] row(long block) {
            return new Object[] {count, first, last, bytes.toBytes(), block};
        }
    }

    int count() {
        return count;
    }

    void add(CallRow row, RollUps.Place place, long sequence, List<Charge> charges) {
        entry.cut(0);
        CallEntry.write(entry, names, row, place, sequence, charges);
        var parts = slices.computeIfAbsent(CallBlock.slice(row.id()), _ -> new ArrayList<>());
        if (parts.isEmpty() || parts.getLast().count == CallBlock.MOST_CALLS) {
            parts.add(new Part());
        }
        parts.getLast().add(entry, place.atMillis());
        count++;
    }

    void save(Handle handle) {
        if (slices.isEmpty()) {
            return;
        }
        long newest = Take.newest(handle, NEWEST);
        var fresh = new ArrayList<Object[]>();
        slices.forEach((slice, parts) -> {
            long next = CallBlock.first(slice);
            // a slice after every other has no block yet
            if (next <= newest) {
                next = joined(handle, slice, parts);
            }
            for (Part part : parts) {
                fresh.add(part.row(next++));
            }
        });
        Take.save(handle, NEW, fresh);
        slices.clear();
    }

    /// Adds the first part to the slice's last block, when there is room.
    ///
    /// @return the next free block
    private static long joined(Handle handle, long slice, List<Part> parts) {
        var last =
                handle.createQuery(NEWEST_OF_SLICE)
                        .bind(0, CallBlock.first(slice))
                        .bind(1, CallBlock.last(slice))
                        .mapTo(Long.class)
                        .findOne();
        if (last.isPresent() && parts.getFirst().added(handle, last.get())) {
            parts.removeFirst();
        }
        return last.map(block -> block + 1).orElse(CallBlock.first(slice));
    }
}
