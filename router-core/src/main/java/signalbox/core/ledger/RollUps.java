package signalbox.core.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import signalbox.core.plan.Step;

/// Adds calls up by minute, hour and day, in memory for one transaction, then onto the tables. Used by the store
/// thread.
final class RollUps {
    static final long MINUTE = 60_000;
    static final long HOUR = 60 * MINUTE;
    static final long DAY = 24 * HOUR;

    /// What every roll-up adds up, in the order of its columns.
    static final List<String> SUMS = List.of("calls", "refused", "failed", "tokens", "cost", "saved", "millis");

    /// What every roll-up is kept by.
    private static final List<String> KEYS =
            List.of("start_ms", "workload", "provider", "model", "app_key", "team", "practice");

    private static final List<String> LATENCY_KEYS = List.of("start_ms", "practice", "slot");

    private final Sums minutes = new Sums("minute_use", SUMS, KEYS);
    private final Sums hours = new Sums("hour_use", SUMS, KEYS);
    private final Sums days = new Sums("day_use", SUMS, KEYS);
    private final Sums pii =
            new Sums("day_pii", List.of("calls", "findings"), List.of("start_ms", "kind", "action", "practice"));
    private final Sums latencies = new Sums("hour_latency", List.of("calls"), LATENCY_KEYS);

    /// What rows are told apart by, as numbers of names.
    record Place(long atMillis, int workload, int provider, int model, int key, int team, boolean practice) {
        private List<Object> by(long unit) {
            return List.of(start(unit), workload, provider, model, key, team, practice);
        }

        private long start(long unit) {
            return Math.floorDiv(atMillis, unit) * unit;
        }
    }

    void add(Place place, CallRow row, long tokens) {
        boolean refused = row.outcome() == CallRow.Outcome.REFUSED;
        boolean failed = row.outcome() == CallRow.Outcome.FAILED;
        long millis = row.total().toMillis();
        add(place, 1, refused ? 1 : 0, failed ? 1 : 0, tokens, row.costNanos(), row.savedNanos(), millis);
        if (!refused) {
            latencies.add(List.of(place.start(HOUR), place.practice, LatencySlots.slot(millis)), 1);
        }
        for (Step step : row.steps()) {
            PiiCount.of(step)
                    .ifPresent(found ->
                            pii.add(
                                    List.of(place.start(DAY), found.kind(), found.action().name(), place.practice),
                                    1,
                                    found.count()));
        }
    }

    /// Adds a later correction.
    void adjust(Place place, long costNanos) {
        add(place, 0, 0, 0, 0, costNanos, 0, 0);
    }

    private void add(Place place, long... values) {
        minutes.add(place.by(MINUTE), values);
        hours.add(place.by(HOUR), values);
        days.add(place.by(DAY), values);
    }

    void save(Handle handle) {
        minutes.save(handle);
        hours.save(handle);
        days.save(handle);
        latencies.save(handle);
        pii.save(handle);
    }

    /// Sums of one table, by its key.
    private static final class Sums {
        private final Map<List<Object>, long[]> sums = new HashMap<>();
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

        private void add(List<Object> key, long... values) {
            long[] sum = sums.computeIfAbsent(key, unused -> new long[values.length]);
            for (int i = 0; i < values.length; i++) {
                sum[i] += values[i];
            }
        }

        private void save(Handle handle) {
            if (sums.isEmpty()) {
                return;
            }
            long newest = Take.newest(handle, newestStart);
            var rows = new ArrayList<Object[]>();
            var missing = new ArrayList<Object[]>();
            // what begins after everything that is there is not there
            sums.forEach((key, sum) -> ((long) key.getFirst() > newest ? missing : rows).add(parameters(key, sum)));
            int[] updated = rows.isEmpty() ? new int[0] : Take.update(handle, update, rows);
            for (int i = 0; i < updated.length; i++) {
                if (updated[i] == 0) {
                    missing.add(rows.get(i));
                }
            }
            Take.save(handle, insert, missing);
        }

        private static Object[] parameters(List<Object> key, long[] sum) {
            var parameters = new Object[sum.length + key.size()];
            for (int i = 0; i < sum.length; i++) {
                parameters[i] = sum[i];
            }
            for (int i = 0; i < key.size(); i++) {
                parameters[sum.length + i] = key.get(i);
            }
            return parameters;
        }
    }
}
