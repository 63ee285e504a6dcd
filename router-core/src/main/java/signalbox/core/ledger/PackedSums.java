package signalbox.core.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;

/// Sums of one tier. Where many workloads make few calls each, almost every call of a minute, and most calls of an
/// hour, have a sum of their own; so the sums of a stretch of time stand packed in few rows of the table. Used by the
/// store thread.
final class PackedSums {
    /// How many sums a row holds at most: packed they take less than 100 bytes each, and the database takes a megabyte.
    private static final int MOST_A_ROW = 8_192;

    private final Tier tier;

    /// By slice, the sums by the place with the start of the stretch.
    private final TreeMap<Slice, Map<RollUps.Place, long[]>> slices = new TreeMap<>();

    private record Slice(long start, int names) implements Comparable<Slice> {
        @Override
        public int compareTo(Slice other) {
            int byStart = Long.compare(start, other.start);
            return byStart != 0 ? byStart : Integer.compare(names, other.names);
        }
    }

    PackedSums(Tier tier) {
        this.tier = tier;
    }

    Tier tier() {
        return tier;
    }

    void add(RollUps.Place place, long[] values) {
        RollUps.Place start = place.since(tier.millis());
        var slice = new Slice(start.atMillis(), tier.slice(place.workload()));
        RollUps.add(slices.computeIfAbsent(slice, _ -> new HashMap<>()), start, values);
    }

    void forEach(BiConsumer<RollUps.Place, long[]> each) {
        slices.values().forEach(sums -> sums.forEach(each));
    }

    /// The starts of the stretches that something was added to.
    SortedSet<Long> starts() {
        var starts = new TreeSet<Long>();
        slices.keySet().forEach(slice -> starts.add(slice.start));
        return starts;
    }

    void save(Handle handle) {
        if (slices.isEmpty()) {
            return;
        }
        long newest = Take.newest(handle, "select max(start_ms) from " + tier.table());
        var fresh = new ArrayList<Object[]>();
        var changed = new ArrayList<Object[]>();
        String read = "select sums from " + tier.table() + " where start_ms = ? and names = ?";
        try (var query = handle.getConnection().prepareStatement(read)) {
            for (var slice : slices.entrySet()) {
                // what begins after everything that is there is not there
                int there = slice.getKey().start > newest ? 0 : join(query, slice.getKey(), slice.getValue());
                rows(slice.getKey(), slice.getValue(), there, changed, fresh);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        String key = "start_ms = ? and names = ? and part = ?";
        Take.save(handle, "update " + tier.table() + " set sums = ? where " + key, changed);
        Take.save(handle, "insert into " + tier.table() + " (sums, start_ms, names, part) values (?, ?, ?, ?)", fresh);
    }

    /// Adds what stands in the table already.
    ///
    /// @return how many rows it stands in
    private static int join(PreparedStatement query, Slice slice, Map<RollUps.Place, long[]> sums) throws SQLException {
        query.setLong(1, slice.start);
        query.setInt(2, slice.names);
        int there = 0;
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                unpack(slice.start, rows.getBytes(1), (place, values) -> RollUps.add(sums, place, values));
                there++;
            }
        }
        return there;
    }

    private static void rows(
            Slice slice, Map<RollUps.Place, long[]> sums, int there, List<Object[]> changed, List<Object[]> fresh) {
        var out = new RecordWriter(null);
        int part = 0;
        int count = 0;
        for (var sum : sums.entrySet()) {
            pack(out, sum.getKey(), sum.getValue());
            count++;
            if (count % MOST_A_ROW == 0 || count == sums.size()) {
                (part < there ? changed : fresh).add(new Object[] {out.toBytes(), slice.start, slice.names, part});
                part++;
                out.cut(0);
            }
        }
    }

    private static void pack(RecordWriter out, RollUps.Place place, long[] values) {
        out.unsigned(place.practice() ? 1 : 0);
        place.write(out);
        for (long value : values) {
            out.signed(value);
        }
    }

    /// Reads the sums of stretches that begin in `[from, to)`.
    ///
    /// @param only which of them
    static void read(
            Handle handle, Tier tier, long from, long to, OneGroup only, BiConsumer<RollUps.Place, long[]> each) {
        try (var query = handle.getConnection().prepareStatement(only.sql(tier))) {
            query.setLong(1, from);
            query.setLong(2, to);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    unpack(
                            rows.getLong(1),
                            rows.getBytes(2),
                            (place, values) -> {
                                if (only.holds(place)) {
                                    each.accept(place, values);
                                }
                            });
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
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
