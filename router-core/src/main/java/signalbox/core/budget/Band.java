package signalbox.core.budget;

import java.util.List;
import java.util.Optional;

/// Between which two amounts a window's spend will end in about four of five cases. Pure; integers only.
///
/// The forecast's error is taken to be as large as what is usual has been off on past days: with the rests `r` that the
/// days behind took from this time of day on, the band is `[max(gone, atEnd + q10(r) - q50(r)), atEnd + q90(r) -
/// q50(r)]`. That is the empirical 80 % prediction interval from past residuals, without assuming any distribution
/// (Hyndman and Athanasopoulos, *Forecasting: Principles and Practice*, 3rd ed., §5.5,
/// <https://otexts.com/fpp3/prediction-intervals.html>). Quantiles are of type 7 of Hyndman and Fan, *Sample Quantiles
/// in Statistical Packages*, 1996: the value at `(n - 1) p`, between two neighbours linearly.
///
/// @param low in the budget's unit; never below what is gone
/// @param high in the budget's unit; never below the forecast
public record Band(long low, long high) {
    /// Fewer days than these say nothing about how much days differ.
    public static final int LEAST_DAYS = 5;

    /// @param gone what has been spent for certain
    /// @param atEnd the forecast
    /// @param rests what the rest of each past day took, in any order
    /// @return empty with fewer than [#LEAST_DAYS] days
    public static Optional<Band> of(long gone, long atEnd, List<Long> rests) {
        if (rests.size() < LEAST_DAYS) {
            return Optional.empty();
        }
        List<Long> sorted = rests.stream().sorted().toList();
        long usual = quantile(sorted, 50);
        long low = Math.max(gone, atEnd - (usual - quantile(sorted, 10)));
        return Optional.of(new Band(low, Sums.plus(atEnd, quantile(sorted, 90) - usual)));
    }

    private static long quantile(List<Long> sorted, int percent) {
        int place = (sorted.size() - 1) * percent;
        long below = sorted.get(place / 100);
        int part = place % 100;
        return part == 0 ? below : below + Sums.share(sorted.get(place / 100 + 1) - below, part, 100);
    }
}
