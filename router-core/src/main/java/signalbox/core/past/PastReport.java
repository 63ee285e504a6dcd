package signalbox.core.past;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import signalbox.core.simulate.PastReplay;

/// What logs of the past say. Amounts are nano-dollars; days are UTC.
///
/// @param from first instant that counts
/// @param to first instant after it
/// @param files that were known
/// @param unknown files in which nothing was known, at most [#MOST_NAMED]
/// @param unknownFiles how many of those there are
/// @param unreadable files and folders that could not be read to their end, at most [#MOST_NAMED]
/// @param unreadableFiles how many of those there are
/// @param rows of known files
/// @param bad rows that could not be read; they stand in no sum
/// @param badRows those, at most [#MOST_NAMED]
/// @param duplicates calls that came again and were counted once
/// @param outside calls outside the period
/// @param routed calls that went through Signalbox and stand in its ledger
/// @param lines by day, tool, vendor and model, in that order
/// @param pricesOf day of the price table
/// @param under what a policy would have done; empty when none was asked about
public record PastReport(
        Instant from,
        Instant to,
        long files,
        List<Path> unknown,
        long unknownFiles,
        List<Path> unreadable,
        long unreadableFiles,
        long rows,
        long bad,
        List<BadRow> badRows,
        long duplicates,
        long outside,
        long routed,
        List<Line> lines,
        String pricesOf,
        Optional<Under> under) {
    public static final int MOST_NAMED = 100;

    public PastReport {
        unknown = List.copyOf(unknown);
        unreadable = List.copyOf(unreadable);
        badRows = List.copyOf(badRows);
        lines = List.copyOf(lines);
    }

    /// @param vendor whose price was taken; empty when that cannot be told
    public record Line(LocalDate day, String tool, String vendor, String model, Sums sums) {}

    /// @param calls of which is known that they were made; a day's sum may not say how many it holds
    /// @param entries calls and sums
    /// @param unpriced entries whose list price is not known
    /// @param computed list price of the others
    /// @param statedEntries entries whose log says what they cost
    /// @param stated what those logs say
    /// @param spent what was stated, else what was computed
    /// @param open entries with neither; they stand in no amount
    public record Sums(
            long calls,
            long entries,
            long input,
            long cacheRead,
            long cacheWrite,
            long output,
            long unpriced,
            long computed,
            long statedEntries,
            long stated,
            long spent,
            long open) {
        public static final Sums NONE = new Sums(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

        public long tokens() {
            return plus(plus(input, cacheRead), plus(cacheWrite, output));
        }

        public Sums plus(Sums more) {
            return new Sums(
                    plus(calls, more.calls),
                    plus(entries, more.entries),
                    plus(input, more.input),
                    plus(cacheRead, more.cacheRead),
                    plus(cacheWrite, more.cacheWrite),
                    plus(output, more.output),
                    plus(unpriced, more.unpriced),
                    plus(computed, more.computed),
                    plus(statedEntries, more.statedEntries),
                    plus(stated, more.stated),
                    plus(spent, more.spent),
                    plus(open, more.open));
        }

        /// A broken log must not overflow a report: sums stay at the end of the range.
        private static long plus(long a, long b) {
            long sum = a + b;
            return ((a ^ sum) & (b ^ sum)) < 0 ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
        }
    }

    /// @param left calls that could not be asked about: sums of a day, calls of unknown cost, or more than fit
    public record Under(String workload, PastReplay.Result result, long left) {}

    public Sums total() {
        return lines.stream().map(Line::sums).reduce(Sums.NONE, Sums::plus);
    }

    /// By tool, vendor and model over all days, the dearest first; the day is the first one.
    public List<Line> models() {
        return dearest(by(line -> List.of(line.tool(), line.vendor(), line.model())));
    }

    /// By tool over all days and models, the dearest first; day, vendor and model are those of its first line.
    public List<Line> tools() {
        return dearest(by(line -> List.of(line.tool())));
    }

    /// By day over all tools and models, the newest first; tool, vendor and model are those of its first line.
    public List<Line> days() {
        return List.copyOf(by(line -> List.of(line.day().toString()))).reversed();
    }

    private static List<Line> dearest(Collection<Line> sums) {
        return sums.stream().sorted((a, b) -> Long.compare(b.sums().spent(), a.sums().spent())).toList();
    }

    /// In the order of their keys.
    private Collection<Line> by(Function<Line, List<String>> key) {
        var sums = new TreeMap<List<String>, Line>((a, b) -> String.join("\n", a).compareTo(String.join("\n", b)));
        for (Line line : lines) {
            sums.merge(
                    key.apply(line),
                    line,
                    (a, b) -> new Line(a.day(), a.tool(), a.vendor(), a.model(), a.sums().plus(b.sums())));
        }
        return sums.values();
    }
}
