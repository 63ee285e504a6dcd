package signalbox.app.chart;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import signalbox.app.chart.Sheet.Cell;
import signalbox.app.chart.Sheet.Column;
import signalbox.app.text.Text;
import signalbox.app.text.Times;

/// How long calls took, bucket by bucket.
///
/// @param points one a bucket
public record LatencyLines(List<Stacked.Bucket> buckets, List<Point> points) {
    public static final LatencyLines EMPTY = new LatencyLines(List.of(), List.of());

    public LatencyLines {
        buckets = List.copyOf(buckets);
        points = List.copyOf(points);
    }

    /// @param calls that were not refused
    /// @param p50 milliseconds; of nothing when there were no calls
    public record Point(long calls, long p50, long p95) {}

    public long calls() {
        return points.stream().mapToLong(Point::calls).sum();
    }

    long peak() {
        return points.stream().mapToLong(Point::p95).max().orElse(0);
    }

    /// The figures as a table; milliseconds in copies.
    public Sheet sheet() {
        var rows = new ArrayList<Sheet.Row>();
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            Stacked.Bucket bucket = buckets.get(i);
            rows.add(
                    new Sheet.Row(
                            List.of(
                                    new Cell(bucket.name(), bucket.key()),
                                    Cell.count(point.calls),
                                    millis(point, point.p50),
                                    millis(point, point.p95))));
        }
        return new Sheet(
                List.of(
                        Column.words(Text.of("chart.column.bucket")),
                        Column.figures(Text.of("chart.column.calls")),
                        Column.figures("p50"),
                        Column.figures("p95")),
                rows);
    }

    private static Cell millis(Point point, long millis) {
        return point.calls == 0
                ? Cell.NOTHING
                : new Cell(Times.latency(Duration.ofMillis(millis)), Long.toString(millis));
    }
}
