package signalbox.core.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import signalbox.core.plan.Step;

/// Adds calls up by minute, hour and day, in memory for one transaction, then onto the tables. Used by the store
/// thread.
final class RollUps {
    static final long MINUTE = 60_000;
    static final long HOUR = 60 * MINUTE;
    static final long DAY = 24 * HOUR;

    /// What every roll-up adds up, in this order.
    static final List<String> SUMS = List.of("calls", "refused", "failed", "tokens", "cost", "saved", "millis");

    private static final List<String> LATENCY_KEYS = List.of("start_ms", "practice", "slot");

    private final PackedSums minutes = new PackedSums(Tier.MINUTE);
    private final PackedSums hours = new PackedSums(Tier.HOUR);
    private final PackedSums days = new PackedSums(Tier.DAY);
    private final Sums<Found> pii =
            new Sums<>("day_pii", List.of("calls", "findings"), List.of("start_ms", "kind", "action", "practice"));
    private final Sums<Slot> latencies = new Sums<>("hour_latency", List.of("calls"), LATENCY_KEYS);

    /// What sums of a table are kept by.
    private interface Key {
        long start();

        /// In the order of the table's key.
        Stream<Object> values();
    }

    /// What rows are told apart by, as numbers of names.
    record Place(long atMillis, int workload, int provider, int model, int key, int team, boolean practice) {
        static final int NAMES = 5;

        /// @param names workload, provider, model, key and team
        static Place of(long atMillis, int[] names, boolean practice) {
            return new Place(atMillis, names[0], names[1], names[2], names[3], names[4], practice);
        }

        int[] names() {
            return new int[] {workload, provider, model, key, team};
        }

        /// The place of the sum that it is added to.
        Place since(long unit) {
            long start = Math.floorDiv(atMillis, unit) * unit;
            return new Place(start, workload, provider, model, key, team, practice);
        }

        /// Writes the names' numbers.
        void write(RecordWriter out) {
            for (int name : names()) {
                out.unsigned(name);
            }
        }

        static Place read(RecordReader in, long atMillis, boolean practice) {
            return new Place(atMillis, in.number(), in.number(), in.number(), in.number(), in.number(), practice);
        }

        // called for every call of a history: the one that comes with a record costs several times as much
        @Override
        public int hashCode() {
            int names = (((workload * 31 + provider) * 31 + model) * 31 + key) * 31 + team;
            return (Long.hashCode(atMillis) * 31 + names) * 31 + Boolean.hashCode(practice);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Place(long at, int w, int p, int m, int k, int t, boolean simulated)
                    && atMillis == at
                    && workload == w
                    && provider == p
                    && model == m
                    && key == k
                    && team == t
                    && practice == simulated;
        }
    }

    private record Slot(long start, boolean practice, int slot) implements Key {
        @Override
        public Stream<Object> values() {
            return Stream.of(start, practice, slot);
        }
    }

    private record Found(long start, String kind, String action, boolean practice) implements Key {
        @Override
        public Stream<Object> values() {
            return Stream.of(start, kind, action, practice);
        }
    }

    static long tokens(CallRow row) {
        long tokens = 0;
        for (AttemptRow attempt : row.attempts()) {
            tokens += attempt.usage().tokens();
        }
        return tokens;
    }

    /// What a call adds to the sums, in their order.
    static long[] values(CallEntry entry, long costNanos) {
        return new long[] {
            1,
            entry.refused() ? 1 : 0,
            entry.failed() ? 1 : 0,
            entry.tokens(),
            costNanos,
            entry.savedNanos(),
            entry.millis()
        };
    }

    void add(Place place, CallRow row) {
        boolean refused = row.outcome() == CallRow.Outcome.REFUSED;
        boolean failed = row.outcome() == CallRow.Outcome.FAILED;
        long millis = row.total().toMillis();
        minutes.add(
                place,
                new long[] {
                    1, refused ? 1 : 0, failed ? 1 : 0, tokens(row), row.costNanos(), row.savedNanos(), millis
                });
        if (!refused) {
            var slot = new Slot(place.since(HOUR).atMillis, place.practice, LatencySlots.slot(millis));
            latencies.add(slot, new long[] {1});
        }
        for (Step step : row.steps()) {
            PiiCount.of(step)
                    .ifPresent(found ->
                            pii.add(
                                    new Found(
                                            place.since(DAY).atMillis,
                                            found.kind(),
                                            found.action().name(),
                                            place.practice),
                                    new long[] {1, found.count()}));
        }
    }

    /// Adds a later correction.
    void adjust(Place place, long costNanos) {
        minutes.add(place, new long[] {0, 0, 0, 0, costNanos, 0, 0});
    }

    /// @return the hours that something was added to
    SortedSet<Long> save(Handle handle) {
        minutes.forEach(hours::add);
        hours.forEach(days::add);
        minutes.save(handle);
        hours.save(handle);
        days.save(handle);
        latencies.save(handle);
        pii.save(handle);
        return hours.starts();
    }

    static <K> void add(Map<K, long[]> sums, K key, long[] values) {
        long[] sum = sums.get(key);
        if (sum == null) {
            sums.put(key, values.clone());
            return;
        }
        for (int i = 0; i < values.length; i++) {
            sum[i] += values[i];
        }
    }

    /// Sums of one table, by its key.
    private static final class Sums<K extends Key> {
        private final Map<K, long[]> sums = new HashMap<>();
        private final String newestStart;
        private final String update;
        private final String insert;

        private Sums(String table, List<String> values, List<String> keys) {
            newestStart = "select max(start_ms) from " + table;
            var columns = new ArrayList<>(values);
            columns.addAll(keys);
            String set = String.join(", ", values.stream().map(value -> value + " = " + value + " + ?").toList());
            String where = String.join(" and ", keys.stream().map(key -> key + " = ?").toList());
            update = "update " + table + " set " + set + " where " + where;
            insert =
                    "insert into %s (%s) values (?%s)"
                            .formatted(table, String.join(", ", columns), ", ?".repeat(columns.size() - 1));
        }

        private void add(K key, long[] values) {
            RollUps.add(sums, key, values);
        }

        private void save(Handle handle) {
            if (sums.isEmpty()) {
                return;
            }
            long newest = Take.newest(handle, newestStart);
            var rows = new ArrayList<Object[]>();
            var missing = new ArrayList<Object[]>();
            // what begins after everything that is there is not there
            sums.forEach((key, sum) -> (key.start() > newest ? missing : rows).add(parameters(key, sum)));
            int[] updated = rows.isEmpty() ? new int[0] : Take.update(handle, update, rows);
            for (int i = 0; i < updated.length; i++) {
                if (updated[i] == 0) {
                    missing.add(rows.get(i));
                }
            }
            Take.save(handle, insert, missing);
        }

        private static Object[] parameters(Key key, long[] sum) {
            return Stream.concat(Arrays.stream(sum).mapToObj(Long::valueOf), key.values()).toArray();
        }
    }
}
