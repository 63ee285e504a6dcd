package signalbox.app.chart;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import signalbox.core.budget.Band;

/// What a day has cost so far, against the cap it may cost.
///
/// @param zone the one the day is of
/// @param end when the cap starts anew
/// @param spent added up from the start: one figure at each whole hour that has passed, and a last one now
/// @param cap in nano-dollars
/// @param atEnd what it will have cost at its end; empty while it is too early to say
/// @param band between which amounts it will end in four of five cases; empty with too little history
/// @param marks what happened, oldest first
public record DayLine(
        ZoneId zone,
        Instant start,
        Instant end,
        Instant now,
        List<Long> spent,
        long cap,
        OptionalLong atEnd,
        Optional<Band> band,
        List<Mark> marks) {
    public DayLine {
        spent = List.copyOf(spent);
        marks = List.copyOf(marks);
    }

    /// @param sequence of its entry in the audit trail
    /// @param halt whether something was stopped; else somebody changed something
    public record Mark(long sequence, Instant at, String words, boolean halt) {}

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

    /// Where a straight line from what is spent now to `last` at the end stands then.
    long onTheWay(Instant then, long last) {
        double rest = Duration.between(now, end).toMillis();
        double gone = rest <= 0 ? 1 : Math.clamp(Duration.between(now, then).toMillis() / rest, 0, 1);
        return total() + Math.round((last - total()) * gone);
    }

    /// The part of the day that has passed by then, 0 to 1.
    public double share(Instant then) {
        double whole = Duration.between(start, end).toMillis();
        return Math.clamp(Duration.between(start, then).toMillis() / whole, 0, 1);
    }

    /// The figures as a table, up to the end.
    public Sheet sheet() {
        return new DaySheet(this).make();
    }

    long peak() {
        long expected = Math.max(atEnd.orElse(0), band.map(Band::high).orElse(0L));
        return Math.max(Math.max(cap, total()), expected);
    }
}
