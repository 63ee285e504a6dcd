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
import signalbox.app.chart.Stacked;
import signalbox.app.text.Text;
import signalbox.app.text.Times;
import signalbox.core.ledger.Ledger;

/// Puts spend into the bars of a period: the six dearest workloads of the last 30 days keep their colours, the rest is
/// one grey. Pure.
final class ChartMaker {
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
    /// @param before of the period before, for ghosts; empty for none
    /// @param beforeBounds that period’s bounds
    Stacked make(
            List<Ledger.Spend> spends, List<String> ranked, List<Ledger.Spend> before, List<Instant> beforeBounds) {
        Map<String, long[]> byName = new LinkedHashMap<>();
        var top = ranked.stream().limit(Stacked.SERIES).toList();
        top.forEach(name -> byName.put(name, new long[buckets()]));
        String other = Text.of("overview.other");
        for (Ledger.Spend spend : spends) {
            String name = top.contains(spend.group()) ? spend.group() : other;
            byName.computeIfAbsent(name, more -> new long[buckets()])[place(bounds, spend.bucket())] +=
                    spend.costNanos();
        }
        var series = new ArrayList<Stacked.Series>();
        byName.forEach((name, nanos) -> {
            if (Arrays.stream(nanos).anyMatch(one -> one > 0)) {
                series.add(new Stacked.Series(name, name.equals(other) ? 0 : top.indexOf(name) + 1, boxed(nanos)));
            }
        });
        return new Stacked(names(), series, before.isEmpty() ? List.of() : ghosts(before, beforeBounds));
    }

    /// Spend per bucket of one group’s rows.
    List<Long> line(List<Ledger.Spend> rows) {
        var nanos = new long[buckets()];
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

    private List<Long> ghosts(List<Ledger.Spend> before, List<Instant> beforeBounds) {
        var nanos = new long[buckets()];
        before.forEach(row -> nanos[place(beforeBounds, row.bucket())] += row.costNanos());
        return boxed(nanos);
    }

    private List<Stacked.Bucket> names() {
        return bounds.subList(0, buckets()).stream()
                .map(start ->
                        period.hourly()
                                ? new Stacked.Bucket(
                                        Times.clock(start, zone),
                                        Text.of("overview.hour", Times.day(start, zone), Times.clock(start, zone)),
                                        start.toString())
                                : new Stacked.Bucket(Times.day(start, zone), Times.day(start, zone), start.toString()))
                .toList();
    }

    private int buckets() {
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
