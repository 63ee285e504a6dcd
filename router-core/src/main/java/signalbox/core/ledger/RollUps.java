package signalbox.core.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// Adds calls up by minute, hour and day, in memory for one transaction, then onto the tables. Used by the store
/// thread.
final class RollUps {
    static final long MINUTE = 60_000;
    static final long HOUR = 60 * MINUTE;
    static final long DAY = 24 * HOUR;

    private static final String ADD =
            " set calls = calls + ?, refused = refused + ?, failed = failed + ?, tokens = tokens + ?, cost = cost + ?,"
                    + " saved = saved + ?, millis = millis + ? where start_ms = ? and workload = ? and ";
    private static final String ADD_MINUTE = "update minute_use" + ADD + "practice = ?";
    private static final String ADD_ALL =
            "update %s" + ADD + "provider = ? and model = ? and app_key = ? and practice = ?";
    private static final String NEW_MINUTE =
            "insert into minute_use (calls, refused, failed, tokens, cost, saved, millis, start_ms, workload, practice)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String NEW_ALL =
            "insert into %s (calls, refused, failed, tokens, cost, saved, millis, start_ms, workload, provider,"
                    + " model, app_key, practice) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String ADD_LATENCY =
            "update hour_latency set calls = calls + ? where start_ms = ? and practice = ? and slot = ?";
    private static final String NEW_LATENCY =
            "insert into hour_latency (calls, start_ms, practice, slot) values (?, ?, ?, ?)";

    private final Map<List<Object>, long[]> minutes = new HashMap<>();
    private final Map<List<Object>, long[]> hours = new HashMap<>();
    private final Map<List<Object>, long[]> days = new HashMap<>();
    private final Map<List<Object>, long[]> latencies = new HashMap<>();

    /// What rows are told apart by, as numbers of names.
    record Place(long atMillis, int workload, int provider, int model, int key, boolean practice) {}

    void add(Place place, CallRow row, long tokens) {
        boolean refused = row.outcome() == CallRow.Outcome.REFUSED;
        boolean failed = row.outcome() == CallRow.Outcome.FAILED;
        long millis = row.total().toMillis();
        add(place, 1, refused ? 1 : 0, failed ? 1 : 0, tokens, row.costNanos(), row.savedNanos(), millis);
        if (!refused) {
            add(latencies, List.of(start(place, HOUR), place.practice, LatencySlots.slot(millis)), 1);
        }
    }

    /// Adds a later correction.
    void adjust(Place place, long costNanos) {
        add(place, 0, 0, 0, 0, costNanos, 0, 0);
    }

    private void add(Place place, long... values) {
        add(minutes, List.of(start(place, MINUTE), place.workload, place.practice), values);
        add(hours, whole(place, HOUR), values);
        add(days, whole(place, DAY), values);
    }

    private static List<Object> whole(Place place, long unit) {
        return List.of(start(place, unit), place.workload, place.provider, place.model, place.key, place.practice);
    }

    private static long start(Place place, long unit) {
        return Math.floorDiv(place.atMillis, unit) * unit;
    }

    private static void add(Map<List<Object>, long[]> sums, List<Object> key, long... values) {
        long[] sum = sums.computeIfAbsent(key, unused -> new long[values.length]);
        for (int i = 0; i < values.length; i++) {
            sum[i] += values[i];
        }
    }

    void save(Handle handle) {
        save(handle, minutes, ADD_MINUTE, NEW_MINUTE);
        save(handle, hours, ADD_ALL.formatted("hour_use"), NEW_ALL.formatted("hour_use"));
        save(handle, days, ADD_ALL.formatted("day_use"), NEW_ALL.formatted("day_use"));
        save(handle, latencies, ADD_LATENCY, NEW_LATENCY);
    }

    private static void save(Handle handle, Map<List<Object>, long[]> sums, String update, String insert) {
        List<Object[]> rows = sums.entrySet().stream().map(RollUps::parameters).toList();
        if (rows.isEmpty()) {
            return;
        }
        int[] updated = execute(handle, update, rows);
        var missing = new ArrayList<Object[]>();
        for (int i = 0; i < updated.length; i++) {
            if (updated[i] == 0) {
                missing.add(rows.get(i));
            }
        }
        if (!missing.isEmpty()) {
            execute(handle, insert, missing);
        }
    }

    private static int[] execute(Handle handle, String sql, List<Object[]> rows) {
        var batch = handle.prepareBatch(sql);
        rows.forEach(batch::add);
        return batch.execute();
    }

    private static Object[] parameters(Map.Entry<List<Object>, long[]> entry) {
        var parameters = new ArrayList<Object>();
        for (long value : entry.getValue()) {
            parameters.add(value);
        }
        parameters.addAll(entry.getKey());
        return parameters.toArray();
    }
}
