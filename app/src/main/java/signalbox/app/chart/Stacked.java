package signalbox.app.chart;

import java.util.List;

/// Money by series and bucket.
///
/// @param buckets labels of the buckets, oldest first
/// @param series from the bottom of a bar to its top; at most [#SERIES], the rest folded into one called `other`
/// @param ghosts of the previous period, bucket by bucket; empty when it is not compared with
public record Stacked(List<Bucket> buckets, List<Series> series, List<Ghost> ghosts) {
    public static final int SERIES = 6;
    public static final Stacked EMPTY = new Stacked(List.of(), List.of(), List.of());

    public Stacked {
        buckets = List.copyOf(buckets);
        series = List.copyOf(series);
        ghosts = List.copyOf(ghosts);
    }

    /// @param label under the axis; short
    /// @param name in tooltips and the table; whole
    /// @param key what a click hands on, such as the bucket’s instant
    public record Bucket(String label, String name, String key) {}

    /// The bucket of the period before that stands behind one of this period.
    public record Ghost(Bucket bucket, long nanos) {}

    /// @param color 1 to 6 from the palette, 0 for `other`
    /// @param nanos one figure a bucket
    /// @param before what it came to in the whole period before; 0 when it is not compared with
    public record Series(String name, int color, List<Long> nanos, long before) {
        public Series {
            nanos = List.copyOf(nanos);
        }

        /// Whether it stands for all that have none of their own.
        public boolean rest() {
            return color == 0;
        }

        public long total() {
            return nanos.stream().mapToLong(Long::longValue).sum();
        }
    }

    public boolean compared() {
        return !ghosts.isEmpty();
    }

    public long total(int bucket) {
        return series.stream().mapToLong(one -> one.nanos().get(bucket)).sum();
    }

    public long total() {
        return series.stream().mapToLong(Series::total).sum();
    }

    /// What the whole period before came to.
    public long before() {
        return ghosts.stream().mapToLong(Ghost::nanos).sum();
    }

    /// The tallest bar, ghosts included.
    public long peak() {
        long peak = ghosts.stream().mapToLong(Ghost::nanos).max().orElse(0);
        for (int bucket = 0; bucket < buckets.size(); bucket++) {
            peak = Math.max(peak, total(bucket));
        }
        return peak;
    }

    /// The figures as a table.
    public Sheet sheet() {
        return new StackedSheet(this).make();
    }
}
