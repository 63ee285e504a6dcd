package signalbox.core.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/// Adds spend up over a period. Whole days come from the day roll-up where buckets allow it; what sticks out at the
/// edges from the hour roll-up, then from the minute roll-up, and the rest from the rows. Where a roll-up is no longer
/// kept, the finer ones answer, as far as they are.
final class SpendQuery {
    private static final int SUM_COUNT = RollUps.SUMS.size();
    private static final String SUMS = String.join(", ", RollUps.SUMS.stream().map("sum(%s)"::formatted).toList());

    private final Handle handle;
    private final Kept kept;
    private final NameTable names;
    private final Ledger.Bucket bucket;
    private final Ledger.Group group;
    private final OneGroup only;
    private final long start;
    private final TreeMap<Key, long[]> sums = new TreeMap<>();

    private record Key(long bucket, String group, boolean practice) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byBucket = Long.compare(bucket, other.bucket);
            int byGroup = byBucket != 0 ? byBucket : group.compareTo(other.group);
            return byGroup != 0 ? byGroup : Boolean.compare(practice, other.practice);
        }
    }

    private SpendQuery(
            Handle handle, NameTable names, Ledger.Bucket bucket, Ledger.Group group, OneGroup only, long start) {
        this.handle = handle;
        this.kept = Kept.read(handle);
        this.names = names;
        this.bucket = bucket;
        this.group = group;
        this.only = only;
        this.start = start;
    }

    static List<Ledger.Spend> ask(
            Handle handle,
            NameTable names,
            Instant from,
            Instant to,
            Ledger.Bucket bucket,
            Ledger.Group group,
            OneGroup only) {
        long start = Period.millis(from);
        var query = new SpendQuery(handle, names, bucket, group, only, start);
        query.days(start, Period.millis(to));
        return query.result();
    }

    private void days(long from, long to) {
        long first = up(from, RollUps.DAY);
        long last = down(to, RollUps.DAY);
        boolean wide = bucket == Ledger.Bucket.DAY || bucket == Ledger.Bucket.ALL;
        if (!wide || first >= last) {
            hours(from, to);
            return;
        }
        hours(from, first);
        add("day_use", RollUps.DAY, first, last);
        hours(last, to);
    }

    private void hours(long from, long to) {
        long first = up(Math.max(from, kept.hours()), RollUps.HOUR);
        long last = down(to, RollUps.HOUR);
        if (bucket == Ledger.Bucket.MINUTE || first >= last) {
            minutes(from, to);
            return;
        }
        minutes(from, first);
        add("hour_use", RollUps.HOUR, first, last);
        minutes(last, to);
    }

    private void minutes(long from, long to) {
        long first = up(Math.max(from, kept.minutes()), RollUps.MINUTE);
        long last = down(to, RollUps.MINUTE);
        if (first >= last) {
            rows(from, to);
            return;
        }
        rows(from, first);
        MinuteSums.read(handle, first, last, this::add);
        rows(last, to);
    }

    private void rows(long from, long to) {
        if (from >= to) {
            return;
        }
        var calls = new CallQuery(handle);
        Map<Long, Long> corrections = calls.corrections(Period.firstId(from), Period.lastId(to));
        calls.between(
                from,
                to,
                entry ->
                        add(
                                entry.place(),
                                RollUps.values(entry, entry.costNanos() + corrections.getOrDefault(entry.id(), 0L))));
    }

    private void add(RollUps.Place place, long[] values) {
        if (!only.holds(place)) {
            return;
        }
        add(new Row(new Key(bucket(place.atMillis()), label(numbers(place)), place.practice()), values));
    }

    private long bucket(long atMillis) {
        return switch (bucket) {
            case MINUTE -> down(atMillis, RollUps.MINUTE);
            case HOUR -> down(atMillis, RollUps.HOUR);
            case DAY -> down(atMillis, RollUps.DAY);
            case ALL -> start;
        };
    }

    private int[] numbers(RollUps.Place place) {
        return switch (group) {
            case NONE -> new int[0];
            case WORKLOAD -> new int[] {place.workload()};
            case WORKLOAD_AND_MODEL -> new int[] {place.workload(), place.provider(), place.model()};
            case PROVIDER -> new int[] {place.provider()};
            case KEY -> new int[] {place.key()};
            case TEAM -> new int[] {place.team()};
            case MODEL -> new int[] {place.provider(), place.model()};
        };
    }

    private void add(String table, long unit, long from, long to) {
        var stretch = stretch(table, unit, from, to);
        if (stretch.from >= stretch.to) {
            return;
        }
        List<String> by = dimensions();
        String grouped = String.join(", ", by) + (by.isEmpty() ? "" : ", ");
        OneGroup.Rows rows = only.rows(table, unit, stretch.from, stretch.to);
        var query =
                handle.createQuery(
                        "select b, practice, %s %s from (select %s as b, use.* from %s) group by %s b, practice"
                                .formatted(grouped, SUMS, bucketOf(), rows.sql(), grouped));
        for (int i = 0; i < rows.values().size(); i++) {
            query.bind(i, rows.values().get(i));
        }
        query.map((row, context) -> row(row, by.size())).forEach(this::add);
    }

    private record Stretch(long from, long to) {}

    /// What of a period a roll-up holds: a question may be about all time.
    private Stretch stretch(String table, long unit, long from, long to) {
        return handle.createQuery("select coalesce(min(start_ms), 0), coalesce(max(start_ms) + ?, 0) from " + table)
                .bind(0, unit)
                .map((row, context) -> new Stretch(Math.max(from, row.getLong(1)), Math.min(to, row.getLong(2))))
                .one();
    }

    private Row row(ResultSet row, int names) throws SQLException {
        var numbers = new int[names];
        for (int i = 0; i < names; i++) {
            numbers[i] = row.getInt(3 + i);
        }
        var values = new long[SUM_COUNT];
        for (int i = 0; i < SUM_COUNT; i++) {
            values[i] = row.getLong(3 + names + i);
        }
        return new Row(new Key(row.getLong(1), label(numbers), row.getBoolean(2)), values);
    }

    private record Row(Key key, long[] values) {}

    private void add(Row row) {
        long[] sum = sums.computeIfAbsent(row.key, unused -> new long[SUM_COUNT]);
        Arrays.setAll(sum, i -> sum[i] + row.values[i]);
    }

    private List<String> dimensions() {
        return switch (group) {
            case NONE -> List.of();
            case WORKLOAD -> List.of("workload");
            case WORKLOAD_AND_MODEL -> List.of("workload", "provider", "model");
            case PROVIDER -> List.of("provider");
            case KEY -> List.of("app_key");
            case TEAM -> List.of("team");
            case MODEL -> List.of("provider", "model");
        };
    }

    private String label(int[] numbers) {
        return switch (group) {
            case NONE -> "";
            case WORKLOAD, PROVIDER, KEY, TEAM -> names.text(numbers[0]);
            case WORKLOAD_AND_MODEL -> names.text(numbers[0]) + " › " + model(numbers[1], numbers[2]);
            case MODEL -> model(numbers[0], numbers[1]);
        };
    }

    private String model(int provider, int model) {
        String name = names.text(provider);
        return name.isEmpty() ? "none" : name + "/" + names.text(model);
    }

    private String bucketOf() {
        return switch (bucket) {
            case MINUTE -> "start_ms / 60000 * 60000";
            case HOUR -> "start_ms / 3600000 * 3600000";
            case DAY -> "start_ms / 86400000 * 86400000";
            case ALL -> "cast(" + start + " as bigint)";
        };
    }

    private List<Ledger.Spend> result() {
        var result = new ArrayList<Ledger.Spend>(sums.size());
        sums.forEach((key, sum) ->
                result.add(
                        new Ledger.Spend(
                                Instant.ofEpochMilli(key.bucket),
                                key.group,
                                key.practice,
                                sum[0],
                                sum[1],
                                sum[2],
                                sum[3],
                                sum[4],
                                sum[5],
                                sum[6])));
        return result;
    }

    private static long up(long millis, long unit) {
        return Math.ceilDiv(millis, unit) * unit;
    }

    private static long down(long millis, long unit) {
        return Math.floorDiv(millis, unit) * unit;
    }
}
