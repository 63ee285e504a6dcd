package signalbox.core.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// Adds spend up over a period. Whole days come from the day roll-up where buckets allow it; what sticks out at the
/// edges from the hour roll-up, then from the minute roll-up, and the rest from the rows. Where a roll-up is no longer
/// kept, the finer ones answer, as far as they are. Days that are over, and today's hours that are, are added up once
/// and remembered.
final class SpendQuery {
    /// A call counts where it began and is known when it ended; hardly any takes as long as this.
    private static final long SETTLED = 2 * RollUps.HOUR;

    private static final Comparator<Ledger.Spend> ORDER =
            Comparator.comparing(Ledger.Spend::bucket)
                    .thenComparing(Ledger.Spend::group)
                    .thenComparing(Ledger.Spend::practice);

    private final Handle handle;
    private final Kept kept;
    private final NameTable names;
    private final RememberedSums remembered;
    private final Ledger.Bucket bucket;
    private final Ledger.Group group;
    private final OneGroup only;
    private final SpendSums sums;
    private final Map<Tier, Whole> whole = new EnumMap<>(Tier.class);

    /// Where the bucket begins, when there is only one.
    private long start;

    private SpendQuery(Projected store, long start, Ledger.Bucket bucket, Ledger.Group group, OneGroup only) {
        this.handle = store.handle();
        this.kept = Kept.read(handle);
        this.names = store.names();
        this.remembered = store.remembered();
        this.bucket = bucket;
        this.group = group;
        this.only = only;
        this.start = start;
        this.sums = sums();
    }

    static List<Ledger.Spend> ask(
            Projected store, Instant from, Instant to, Ledger.Bucket bucket, Ledger.Group group, OneGroup only) {
        long start = Period.millis(from);
        var query = new SpendQuery(store, start, bucket, group, only);
        query.days(start, Period.millis(to));
        return query.result();
    }

    /// @param bounds ascending; a bucket lies between each two
    static List<Ledger.Spend> ask(Projected store, List<Instant> bounds, Ledger.Group group, OneGroup only) {
        var query = new SpendQuery(store, 0, Ledger.Bucket.ALL, group, only);
        for (int i = 1; i < bounds.size(); i++) {
            query.start = Period.millis(bounds.get(i - 1));
            query.days(query.start, Period.millis(bounds.get(i)));
        }
        return query.result();
    }

    private SpendSums sums() {
        return new SpendSums(bucket, group, names.number(""));
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
        add(Tier.DAY, first, last);
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
        add(Tier.HOUR, first, last);
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
        sums.addAll(read(Tier.MINUTE, first, last), start);
        rows(last, to);
    }

    private void rows(long from, long to) {
        if (from >= to) {
            return;
        }
        var single = sums();
        var calls = new CallQuery(handle);
        Map<Long, Long> corrections = calls.corrections(Period.firstId(from), Period.lastId(to));
        calls.between(
                from,
                to,
                entry -> {
                    if (only.holds(entry.place())) {
                        long cost = entry.costNanos() + corrections.getOrDefault(entry.id(), 0L);
                        single.add(entry.place(), RollUps.values(entry, cost));
                    }
                });
        sums.addAll(single, start);
    }

    /// Adds what hours or days come to: those before today, those of today that are over, and the rest.
    private void add(Tier tier, long from, long to) {
        Whole all = whole.computeIfAbsent(tier, this::whole);
        long begin = Math.max(from, all.from);
        long end = Math.min(to, all.to);
        if (begin >= end) {
            return;
        }
        long today = Math.clamp(down(all.newest - SETTLED, RollUps.DAY), begin, end);
        long running = Math.clamp(all.newest, today, end);
        again(tier, begin, today);
        again(tier, today, running);
        if (running < end) {
            sums.addAll(read(tier, running, end), start);
        }
    }

    /// One group's hours are soon read, and those of many groups in turn would take the place of all else.
    private void again(Tier tier, long from, long to) {
        if (from >= to) {
            return;
        }
        var stretch = new RememberedSums.Stretch(tier, from, to, bucket, group, only);
        boolean remember = bucket == Ledger.Bucket.ALL || only.equals(OneGroup.ALL);
        sums.addAll(remember ? remembered.of(stretch, () -> read(tier, from, to)) : read(tier, from, to), start);
    }

    private SpendSums read(Tier tier, long from, long to) {
        var read = sums();
        PackedSums.read(handle, tier, from, to, only, read::add);
        return read;
    }

    /// What a roll-up holds: a question may be about all time.
    ///
    /// @param newest where the newest sums begin
    private record Whole(long from, long to, long newest) {}

    private Whole whole(Tier tier) {
        return handle.createQuery("select coalesce(min(start_ms), 0), coalesce(max(start_ms), 0) from " + tier.table())
                .map((row, context) -> {
                    long newest = row.getLong(2);
                    return new Whole(row.getLong(1), newest + tier.millis(), newest);
                })
                .one();
    }

    private String label(SpendSums.Key key) {
        return switch (group) {
            case NONE -> "";
            case WORKLOAD, PROVIDER, KEY, TEAM -> names.text(key.one());
            case WORKLOAD_AND_MODEL -> names.text(key.one()) + " › " + model(key.two(), key.three());
            case MODEL -> model(key.one(), key.two());
        };
    }

    private String model(int provider, int model) {
        String name = names.text(provider);
        return name.isEmpty() ? "none" : name + "/" + names.text(model);
    }

    private List<Ledger.Spend> result() {
        var labels = new HashMap<SpendSums.Key, String>();
        var result = new ArrayList<Ledger.Spend>(sums.size());
        sums.all()
                .forEach((key, sum) -> {
                    var unplaced = new SpendSums.Key(0, key.one(), key.two(), key.three(), false);
                    result.add(
                            new Ledger.Spend(
                                    Instant.ofEpochMilli(key.bucket()),
                                    labels.computeIfAbsent(unplaced, this::label),
                                    key.practice(),
                                    sum[0],
                                    sum[1],
                                    sum[2],
                                    sum[3],
                                    sum[4],
                                    sum[5],
                                    sum[6]));
                });
        result.sort(ORDER);
        return result;
    }

    private static long up(long millis, long unit) {
        return Math.ceilDiv(millis, unit) * unit;
    }

    private static long down(long millis, long unit) {
        return Math.floorDiv(millis, unit) * unit;
    }
}
