package signalbox.app.overview;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import signalbox.app.chart.DayLine;
import signalbox.app.text.Text;
import signalbox.app.text.Times;
import signalbox.core.ledger.Ledger;
import signalbox.core.policy.Window;

/// Reads today’s spend as a line against the daily cap. Blocks on the store: never on the FX thread.
final class DayReader {
    private static final int MOST_MARKS = 12;
    private static final int LOOKED_AT = 100;

    private final Ledger ledger;
    private final Money money;

    DayReader(Ledger ledger, Money money) {
        this.ledger = ledger;
        this.money = money;
    }

    /// Empty without a daily cap or before anything was spent.
    Optional<DayLine> read(boolean practice, Instant now) {
        var zone = money.zone();
        var cap = money.cap(Window.DAY);
        Instant start = LocalDate.ofInstant(now, zone).atStartOfDay(zone).toInstant();
        Instant end = LocalDate.ofInstant(now, zone).plusDays(1).atStartOfDay(zone).toInstant();
        List<Long> spent = spent(start, now, practice);
        if (cap.isEmpty() || cap.getAsLong() == 0 || spent.getLast() == 0) {
            return Optional.empty();
        }
        var forecast = money.forecast(ledger, Window.DAY, spent.getLast(), start, end, practice);
        return Optional.of(
                new DayLine(
                        zone,
                        start,
                        end,
                        now.truncatedTo(ChronoUnit.MINUTES),
                        spent,
                        cap.getAsLong(),
                        forecast.atEnd(),
                        money.band(ledger, forecast, spent.getLast(), start, end, practice),
                        marks(start)));
    }

    /// Added up hour by hour, from nothing to now.
    private List<Long> spent(Instant start, Instant now, boolean practice) {
        var bounds = new ArrayList<Instant>();
        for (Instant at = start; !at.isAfter(now); at = at.plus(1, ChronoUnit.HOURS)) {
            bounds.add(at);
        }
        bounds.add(now.plusMillis(1));
        var each = new long[bounds.size()];
        for (var one : ledger.spend(bounds, Ledger.Group.NONE)) {
            if (one.practice() == practice) {
                each[bounds.indexOf(one.bucket()) + 1] += one.costNanos();
            }
        }
        Arrays.parallelPrefix(each, Long::sum);
        return Arrays.stream(each).boxed().toList();
    }

    /// What the router did by itself, such as a halt, and what people changed.
    private List<DayLine.Mark> marks(Instant start) {
        return ledger.audit(LOOKED_AT).stream()
                .filter(entry -> !entry.at().isBefore(start))
                .limit(MOST_MARKS)
                .map(entry ->
                        new DayLine.Mark(
                                entry.sequence(),
                                entry.at(),
                                Text.of(
                                        "overview.day.mark",
                                        Times.clock(entry.at(), money.zone()),
                                        entry.change(),
                                        entry.actor()),
                                entry.actor().equals("policy") && entry.change().startsWith("Halted ")))
                .toList()
                .reversed();
    }
}
