package signalbox.core.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;

/// Sums by minute. Almost every call of a quiet minute has a sum of its own, so all sums of a minute stand in one row
/// of the table `minute_use`. Used by the store thread.
final class MinuteSums {
    private static final String READ = "select sums from minute_use where start_ms = ?";
    private static final String UPDATE = "update minute_use set sums = ? where start_ms = ?";
    private static final String INSERT = "insert into minute_use (sums, start_ms) values (?, ?)";
    private static final String BETWEEN =
            "select start_ms, sums from minute_use where start_ms >= ? and start_ms < ? order by start_ms";

    /// By the place with the start of the minute.
    private final TreeMap<Long, Map<RollUps.Place, long[]>> minutes = new TreeMap<>();

    void add(RollUps.Place place, long[] values) {
        RollUps.Place start = place.since(RollUps.MINUTE);
        RollUps.add(minutes.computeIfAbsent(start.atMillis(), _ -> new HashMap<>()), start, values);
    }

    void forEach(BiConsumer<RollUps.Place, long[]> each) {
        minutes.values().forEach(sums -> sums.forEach(each));
    }

    void save(Handle handle) {
        if (minutes.isEmpty()) {
            return;
        }
        long newest = Take.newest(handle, "select max(start_ms) from minute_use");
        var fresh = new ArrayList<Object[]>();
        var changed = new ArrayList<Object[]>();
        minutes.forEach((start, sums) -> {
            // what begins after everything that is there is not there
            boolean there = start <= newest && join(handle, start, sums);
            (there ? changed : fresh).add(new Object[] {packed(sums), start});
        });
        Take.save(handle, UPDATE, changed);
        Take.save(handle, INSERT, fresh);
    }

    private static boolean join(Handle handle, long start, Map<RollUps.Place, long[]> sums) {
        var there = handle.createQuery(READ).bind(0, start).mapTo(byte[].class).findOne();
        there.ifPresent(packed -> unpack(start, packed, (place, values) -> RollUps.add(sums, place, values)));
        return there.isPresent();
    }

    /// Reads the sums of minutes that begin in `[from, to)`.
    static void read(Handle handle, long from, long to, BiConsumer<RollUps.Place, long[]> each) {
        handle.createQuery(BETWEEN)
                .bind(0, from)
                .bind(1, to)
                .map((row, context) -> Map.entry(row.getLong(1), row.getBytes(2)))
                .forEach(minute -> unpack(minute.getKey(), minute.getValue(), each));
    }

    private static byte[] packed(Map<RollUps.Place, long[]> sums) {
        var out = new RecordWriter(null);
        sums.forEach((place, values) -> {
            out.unsigned(place.practice() ? 1 : 0);
            place.write(out);
            for (long value : values) {
                out.signed(value);
            }
        });
        return out.toBytes();
    }

    private static void unpack(long start, byte[] packed, BiConsumer<RollUps.Place, long[]> each) {
        var in = new RecordReader(null, packed, 0, packed.length);
        while (in.more()) {
            boolean practice = in.unsigned() == 1;
            var place = RollUps.Place.read(in, start, practice);
            var values = new long[RollUps.SUMS.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = in.signed();
            }
            each.accept(place, values);
        }
    }
}
