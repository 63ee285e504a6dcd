package signalbox.app.chart;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalLong;

/// What a day has cost so far, against the cap it may cost.
///
/// @param zone the one the day is of
/// @param spent added up from the start: one figure at each whole hour that has passed, and a last one now
/// @param cap in nano-dollars
/// @param atEnd what it will have cost at its end; empty while it is too early to say
/// @param marks what happened, oldest first
public record DayLine(
        ZoneId zone,
        Instant start,
        Instant end,
        Instant now,
        List<Long> spent,
        long cap,
        OptionalLong atEnd,
        List<Mark> marks) {
    public DayLine {
        spent = List.copyOf(spent);
        marks = List.copyOf(marks);
    }

    /// @param halt whether something was stopped; else somebody changed something
    public record Mark(Instant at, String words, boolean halt) {}

    /// What is spent now.
    public long total() {
        return spent.isEmpty() ? 0 : spent.getLast();
    }

    /// When the figure at `index` was reached.
    public Instant at(int index) {
        return index == spent.size() - 1 ? now : start.plus(Duration.ofHours(index));
    }

    /// What spending the cap evenly would have come to by then.
    public long even(Instant then) {
        double share = share(then);
        return (long) (cap * share);
    }

    /// The part of the day that has passed by then, 0 to 1.
    public double share(Instant then) {
        double whole = Duration.between(start, end).toMillis();
        return Math.clamp(Duration.between(start, then).toMillis() / whole, 0, 1);
    }

    long peak() {
        return Math.max(Math.max(cap, total()), atEnd.orElse(0));
    }
}
