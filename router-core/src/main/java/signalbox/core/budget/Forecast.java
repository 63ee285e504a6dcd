package signalbox.core.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import signalbox.core.policy.Window;

/// What a budget will have spent when its window ends. Pure; integers only.
///
/// The rest of the window is estimated twice: by the window's own average so far, and by the larger of the last hour's
/// rate and what the rest usually takes. The two are mixed by the share of the window that has passed: the later it is,
/// the more the window's own average counts. For weeks and months the last hour says nothing and is left out.
///
/// @param atEnd in the budget's unit; empty when it is too early to say
/// @param aheadPercent spend against even spending of the cap, in percent: above 0 is ahead; 0 when too early
public record Forecast(OptionalLong atEnd, int aheadPercent, Pace pace) {
    private static final int ON_PACE_PERCENT = 5;
    private static final int MOST_PERCENT = 999;
    private static final Forecast TOO_EARLY = new Forecast(OptionalLong.empty(), 0, new Pace.TooEarly());

    /// @param lastHour spent in the last 60 minutes, in the budget's unit, when known
    /// @param usualRest what the rest of such a window usually takes (sum of hour-of-day or weekday medians), when
    ///   known
    public static Forecast of(BudgetStatus status, Instant now, OptionalLong lastHour, OptionalLong usualRest) {
        long total = millis(status.windowStart(), status.windowEnd());
        long elapsed = millis(status.windowStart(), now);
        if (status.budget().window() == Window.LIFETIME || elapsed <= 0 || Sums.share(elapsed, 100, total) < 3) {
            return TOO_EARLY;
        }
        elapsed = Math.min(elapsed, total);
        long rest = rest(status, elapsed, total, lastHour, usualRest);
        long gone = Sums.plus(status.spent(), status.unreported());
        long atEnd = Sums.plus(gone, rest);
        int ahead = ahead(gone, Sums.share(status.cap(), elapsed, total));
        return new Forecast(OptionalLong.of(atEnd), ahead, pace(status, now, gone, rest, ahead));
    }

    /// A sensible new ceiling: the forecast rounded up to a friendly number, or 1.4 times the cap while it is too early
    /// for one; always above the cap and above what is committed, so that it lets calls through.
    public static long suggestCeiling(BudgetStatus status, Instant now) {
        return suggestCeiling(status, of(status, now, OptionalLong.empty(), OptionalLong.empty()));
    }

    /// [#suggestCeiling(BudgetStatus,Instant)] for a forecast made with more knowledge.
    public static long suggestCeiling(BudgetStatus status, Forecast forecast) {
        long committed = Sums.plus(Sums.plus(status.spent(), status.held()), status.unreported());
        long needed = forecast.atEnd().orElse(Sums.share(status.cap(), 14, 10));
        long above = Sums.plus(Math.max(status.cap(), committed), 1);
        return friendly(Math.max(needed, above));
    }

    /// A suggested ceiling that lets one more call of that worst case through; what lets nothing through unlocks
    /// nothing.
    public static long suggestCeiling(BudgetStatus status, Forecast forecast, long asked) {
        long suggested = suggestCeiling(status, forecast);
        long needed = Sums.plus(Sums.plus(Sums.plus(status.spent(), status.held()), status.unreported()), asked);
        return suggested >= needed ? suggested : friendly(needed);
    }

    /// The next number a person would choose: two leading digits, even ones below 20 and multiples of five from there.
    static long friendly(long number) {
        long magnitude = 1;
        while (magnitude <= number / 10) {
            magnitude *= 10;
        }
        long step = Math.max(1, number <= 2 * magnitude ? magnitude / 5 : magnitude / 2);
        long over = number % step;
        return over == 0 ? number : Sums.plus(number - over, step);
    }

    private static long rest(
            BudgetStatus status, long elapsed, long total, OptionalLong lastHour, OptionalLong usualRest) {
        long left = total - elapsed;
        long even = Sums.share(status.spent(), left, elapsed);
        boolean shortWindow = status.budget().window() == Window.HOUR || status.budget().window() == Window.DAY;
        LongStream byHour = shortWindow ? lastHour.stream() : LongStream.empty();
        OptionalLong known =
                LongStream.concat(
                                byHour.map(spent -> Sums.share(spent, left, Duration.ofHours(1).toMillis())),
                                usualRest.stream())
                        .max();
        return known.isEmpty()
                ? even
                : Sums.plus(Sums.share(even, elapsed, total), Sums.share(known.getAsLong(), left, total));
    }

    private static int ahead(long gone, long even) {
        if (even == 0) {
            return gone == 0 ? 0 : MOST_PERCENT;
        }
        return (int) Math.min(MOST_PERCENT, Sums.share(gone, 100, even) - 100);
    }

    private static Pace pace(BudgetStatus status, Instant now, long gone, long rest, int ahead) {
        long left = status.cap() - Math.min(status.cap(), gone);
        if (left == 0) {
            return new Pace.RunsOut(now);
        }
        if (rest > left) {
            long millis = Sums.share(millis(now, status.windowEnd()), left, rest);
            return new Pace.RunsOut(now.plusMillis(millis));
        }
        if (Math.abs(ahead) <= ON_PACE_PERCENT) {
            return new Pace.OnPace();
        }
        return ahead > 0 ? new Pace.Ahead(ahead) : new Pace.Lasts(status.windowEnd());
    }

    private static long millis(Instant from, Instant to) {
        return Duration.between(from, to).toMillis();
    }
}
