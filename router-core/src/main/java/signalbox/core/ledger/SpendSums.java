package signalbox.core.ledger;

import java.util.HashMap;
import java.util.Map;

/// Sums by bucket and group, while they are added up. Used by the store thread.
final class SpendSums {
    private static final int NONE = -1;

    private final Map<Key, long[]> sums = new HashMap<>();
    private final Ledger.Bucket bucket;
    private final Ledger.Group group;
    private final int nobody;

    /// @param bucket start of the bucket; 0 when there is only one
    /// @param one the first number of the group's name, -1 when it has none
    record Key(long bucket, int one, int two, int three, boolean practice) {
        // called for every sum of a period: the one that comes with a record costs several times as much
        @Override
        public int hashCode() {
            return (((Long.hashCode(bucket) * 31 + one) * 31 + two) * 31 + three) * 2 + (practice ? 1 : 0);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key(long start, int first, int second, int third, boolean simulated)
                    && bucket == start
                    && one == first
                    && two == second
                    && three == third
                    && practice == simulated;
        }
    }

    /// @param nobody the number of the empty name, which stands for the provider and the model that nobody was asked
    SpendSums(Ledger.Bucket bucket, Ledger.Group group, int nobody) {
        this.bucket = bucket;
        this.group = group;
        this.nobody = nobody;
    }

    void add(RollUps.Place place, long[] values) {
        long[] sum = sums.computeIfAbsent(key(place), _ -> new long[values.length]);
        add(sum, values);
    }

    /// @param start where the bucket begins, when there is only one
    void addAll(SpendSums other, long start) {
        other.sums.forEach((key, values) -> {
            var at = bucket == Ledger.Bucket.ALL ? start : key.bucket;
            var placed = at == key.bucket ? key : new Key(at, key.one, key.two, key.three, key.practice);
            add(sums.computeIfAbsent(placed, _ -> new long[values.length]), values);
        });
    }

    int size() {
        return sums.size();
    }

    Map<Key, long[]> all() {
        return sums;
    }

    private static void add(long[] sum, long[] values) {
        for (int i = 0; i < values.length; i++) {
            sum[i] += values[i];
        }
    }

    private Key key(RollUps.Place place) {
        long start = start(place.atMillis());
        int model = place.provider() == nobody ? NONE : place.model();
        boolean practice = place.practice();
        return switch (group) {
            case NONE -> new Key(start, NONE, NONE, NONE, practice);
            case WORKLOAD -> new Key(start, place.workload(), NONE, NONE, practice);
            case WORKLOAD_AND_MODEL -> new Key(start, place.workload(), place.provider(), model, practice);
            case PROVIDER -> new Key(start, place.provider(), NONE, NONE, practice);
            case KEY -> new Key(start, place.key(), NONE, NONE, practice);
            case TEAM -> new Key(start, place.team(), NONE, NONE, practice);
            case MODEL -> new Key(start, place.provider(), model, NONE, practice);
        };
    }

    private long start(long atMillis) {
        long unit =
                switch (bucket) {
                    case MINUTE -> RollUps.MINUTE;
                    case HOUR -> RollUps.HOUR;
                    case DAY -> RollUps.DAY;
                    case ALL -> 0;
                };
        return unit == 0 ? 0 : Math.floorDiv(atMillis, unit) * unit;
    }
}
