package signalbox.app.overview;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import signalbox.app.chart.Stacked;
import signalbox.app.text.Text;
import signalbox.app.text.Times;
import signalbox.core.ledger.Ledger;

/// Puts spend into the bars of a period: the six dearest workloads of the last 30 days keep their colours, the rest is
/// one grey. Pure.
final class ChartMaker {
    /// Stands for all that have no colour of their own; no workload has this name.
    private static final String REST = "";

    private final Period period;
    private final ZoneId zone;
    private final List<Instant> bounds;

    ChartMaker(Period period, Instant now, ZoneId zone) {
        this.period = period;
        this.zone = zone;
        this.bounds = period.bounds(now, zone);
    }

    /// @param spends of the period, by workload
    /// @param ranked workloads by 30-day spend, dearest first
    Stacked make(List<Ledger.Spend> spends, List<String> ranked) {
        return new Stacked(buckets(bounds), series(spends, ranked, List.of()), List.of());
    }

    /// The same against the period before.
    ///
    /// @param before of the period before, by workload
    /// @param beforeBounds that period’s bounds
    Stacked make(
            List<Ledger.Spend> spends, List<String> ranked, List<Ledger.Spend> before, List<Instant> beforeBounds) {
        return new Stacked(buckets(bounds), series(spends, ranked, before), ghosts(before, beforeBounds));
    }

    private List<Stacked.Series> series(List<Ledger.Spend> spends, List<String> ranked, List<Ledger.Spend> before) {
        Map<String, long[]> byName = new LinkedHashMap<>();
        var top = ranked.stream().limit(Stacked.SERIES).toList();
        top.forEach(name -> byName.put(name, new long[count()]));
        UnaryOperator<String> name = group -> top.contains(group) ? group : REST;
        for (Ledger.Spend spend : spends) {
            byName.computeIfAbsent(name.apply(spend.group()), more -> new long[count()])[
                            place(bounds, spend.bucket())] +=
                    spend.costNanos();
        }
        Map<String, Long> earlier =
                before.stream()
                        .collect(
                                Collectors.groupingBy(
                                        spend -> name.apply(spend.group()),
                                        Collectors.summingLong(Ledger.Spend::costNanos)));
        if (earlier.getOrDefault(REST, 0L) > 0) {
            byName.putIfAbsent(REST, new long[count()]);
        }
        var series = new ArrayList<Stacked.Series>();
        byName.forEach((group, nanos) -> {
            long was = earlier.getOrDefault(group, 0L);
            if (was > 0 || Arrays.stream(nanos).anyMatch(one -> one > 0)) {
                series.add(
                        group.equals(REST)
                                ? new Stacked.Series(Text.of("overview.other"), 0, boxed(nanos), was)
                                : new Stacked.Series(group, top.indexOf(group) + 1, boxed(nanos), was));
            }
        });
        return series;
    }

    /// Spend per bucket of one group’s rows.
    List<Long> line(List<Ledger.Spend> rows) {
        var nanos = new long[count()];
        rows.forEach(row -> nanos[place(bounds, row.bucket())] += row.costNanos());
        return boxed(nanos);
    }

    static List<String> ranked(List<Ledger.Spend> month) {
        return month.stream()
                .filter(spend -> spend.costNanos() > 0)
                .sorted(Comparator.comparingLong(Ledger.Spend::costNanos).reversed())
                .map(Ledger.Spend::group)
                .distinct()
                .toList();
    }

    private List<Stacked.Ghost> ghosts(List<Ledger.Spend> before, List<Instant> beforeBounds) {
        var nanos = new long[count()];
        before.forEach(row -> nanos[place(beforeBounds, row.bucket())] += row.costNanos());
        var names = buckets(beforeBounds);
        return IntStream.range(0, count()).mapToObj(i -> new Stacked.Ghost(names.get(i), nanos[i])).toList();
    }

    /// The buckets between such bounds, as people call them.
    List<Stacked.Bucket> buckets(List<Instant> between) {
        return between.subList(0, between.size() - 1).stream()
                .map(start ->
                        period.hourly()
                                ? new Stacked.Bucket(
                                        Times.clock(start, zone),
                                        Text.of("overview.hour", Times.day(start, zone), Times.clock(start, zone)),
                                        start.toString())
                                : new Stacked.Bucket(Times.day(start, zone), Times.day(start, zone), start.toString()))
                .toList();
    }

    private int count() {
        return bounds.size() - 1;
    }

    private static int place(List<Instant> bounds, Instant at) {
        int found = Collections.binarySearch(bounds, at);
        return Math.clamp(found >= 0 ? found : -found - 2, 0, bounds.size() - 2);
    }

    private static List<Long> boxed(long[] nanos) {
        return Arrays.stream(nanos).boxed().toList();
    }
}
