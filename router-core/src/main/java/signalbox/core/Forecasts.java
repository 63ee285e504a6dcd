package signalbox.core;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import signalbox.core.budget.Band;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.budget.Forecast;
import signalbox.core.ledger.Ledger;
import signalbox.core.ledger.Ledger.Bucket;
import signalbox.core.ledger.Ledger.Group;
import signalbox.core.ledger.Ledger.Spend;
import signalbox.core.policy.Scope;
import signalbox.core.policy.Window;

/// Forecasts of budgets from what the ledger's sums say is usual: for a day the median of each hour of the last 14
/// days, for a week or month the median of each weekday of the last 8 weeks. Asks the store, so never on the FX thread.
public final class Forecasts {
    private static final int DAYS = 14;
    private static final int WEEKS = 8;

    /// With less history than this nothing is usual yet.
    private static final int LEAST_DAYS = 3;

    private static final int LEAST_WEEKS = 2;

    private Forecasts() {}

    /// What a router's budget will have spent, by the rows that its figures are about.
    ///
    /// @throws IllegalStateException when the store cannot be used
    public static Forecast of(Router router, BudgetStatus status, Instant now) {
        return of(router.ledger(), status, Practice.counts(router.policy(), status.budget()), now);
    }

    /// @param practice whether the budget shows simulated spend
    /// @throws IllegalStateException when the store cannot be used
    public static Forecast of(Ledger ledger, BudgetStatus status, boolean practice, Instant now) {
        var history = new History(ledger, status, practice);
        OptionalLong lastHour = OptionalLong.of(history.sum(now.minus(Duration.ofHours(1)), now));
        OptionalLong usual =
                switch (status.budget().window()) {
                    case DAY -> history.restOfDay(now, status.windowEnd());
                    case WEEK, MONTH -> history.restOfDays(now, status.windowEnd());
                    case HOUR, LIFETIME -> OptionalLong.empty();
                };
        return Forecast.of(status, now, lastHour, usual);
    }

    /// Between which amounts a day's budget will probably end: [Band] of what the rest of each of the last 14 days
    /// took. Days count from the first of which anything is known at this time of day.
    ///
    /// @param forecast of the same budget at the same instant
    /// @return empty for other windows, with too little history, and while it is too early for a forecast
    /// @throws IllegalStateException when the store cannot be used
    public static Optional<Band> band(
            Ledger ledger, BudgetStatus status, boolean practice, Forecast forecast, Instant now) {
        if (status.budget().window() != Window.DAY || forecast.atEnd().isEmpty()) {
            return Optional.empty();
        }
        var rests = new History(ledger, status, practice).restsOfDays(now, status.windowEnd());
        return Band.of(status.spent() + status.unreported(), forecast.atEnd().getAsLong(), rests);
    }

    private record History(Ledger ledger, BudgetStatus status, boolean practice) {
        private long sum(Instant from, Instant to) {
            return spend(from, to, Bucket.ALL).values().stream().mapToLong(Long::longValue).sum();
        }

        private OptionalLong restOfDay(Instant now, Instant end) {
            Map<Instant, Long> hours = hours(now);
            if (!reaches(hours, midnight(now).minusDays(LEAST_DAYS).toInstant())) {
                return OptionalLong.empty();
            }
            long rest = 0;
            for (Instant at = now.truncatedTo(ChronoUnit.HOURS); at.isBefore(end); at = at.plus(1, ChronoUnit.HOURS)) {
                var usual = new ArrayList<Long>();
                for (int back = 1; back <= DAYS; back++) {
                    usual.add(hours.getOrDefault(at.minus(back, ChronoUnit.DAYS), 0L));
                }
                rest += left(median(usual), at, Duration.ofHours(1), now);
            }
            return OptionalLong.of(rest);
        }

        /// What the rest of each past day took.
        private List<Long> restsOfDays(Instant now, Instant end) {
            Map<Instant, Long> hours = hours(now);
            Instant hour = now.truncatedTo(ChronoUnit.HOURS);
            var rests = new ArrayList<Long>();
            for (int back = 1; back <= DAYS && reaches(hours, hour.minus(back, ChronoUnit.DAYS)); back++) {
                long rest = 0;
                for (Instant at = hour; at.isBefore(end); at = at.plus(1, ChronoUnit.HOURS)) {
                    rest += left(hours.getOrDefault(at.minus(back, ChronoUnit.DAYS), 0L), at, Duration.ofHours(1), now);
                }
                rests.add(rest);
            }
            return rests;
        }

        /// The last days by hour, today left out.
        private Map<Instant, Long> hours(Instant now) {
            ZonedDateTime today = midnight(now);
            return spend(today.minusDays(DAYS).toInstant(), today.toInstant(), Bucket.HOUR);
        }

        private ZonedDateTime midnight(Instant now) {
            ZoneId zone = status.budget().zone();
            return now.atZone(zone).truncatedTo(ChronoUnit.DAYS);
        }

        private OptionalLong restOfDays(Instant now, Instant end) {
            Instant today = now.truncatedTo(ChronoUnit.DAYS);
            Map<Instant, Long> days = spend(today.minus(WEEKS * 7L, ChronoUnit.DAYS), today, Bucket.DAY);
            if (!reaches(days, today.minus(LEAST_WEEKS * 7L, ChronoUnit.DAYS))) {
                return OptionalLong.empty();
            }
            long rest = 0;
            for (Instant at = today; at.isBefore(end); at = at.plus(1, ChronoUnit.DAYS)) {
                rest += left(median(sameWeekday(days, at, today)), at, Duration.ofDays(1), now);
            }
            return OptionalLong.of(rest);
        }

        private static List<Long> sameWeekday(Map<Instant, Long> days, Instant at, Instant today) {
            var usual = new ArrayList<Long>();
            for (int back = 1; back <= WEEKS * 7; back++) {
                Instant day = today.minus(back, ChronoUnit.DAYS);
                if (Duration.between(day, at).toDays() % 7 == 0) {
                    usual.add(days.getOrDefault(day, 0L));
                }
            }
            return usual;
        }

        private static boolean reaches(Map<Instant, Long> sums, Instant back) {
            return sums.keySet().stream().anyMatch(start -> !start.isAfter(back));
        }

        /// Of a span's usual amount, what falls after `now`.
        private static long left(long usual, Instant start, Duration span, Instant now) {
            long gone = Math.clamp(Duration.between(start, now).toMinutes(), 0, span.toMinutes());
            return usual / span.toMinutes() * (span.toMinutes() - gone)
                    + usual % span.toMinutes() * (span.toMinutes() - gone) / span.toMinutes();
        }

        private static long median(List<Long> values) {
            List<Long> sorted = values.stream().sorted().toList();
            int middle = sorted.size() / 2;
            return sorted.size() % 2 == 1
                    ? sorted.get(middle)
                    : sorted.get(middle - 1) + (sorted.get(middle) - sorted.get(middle - 1)) / 2;
        }

        private Map<Instant, Long> spend(Instant from, Instant to, Bucket bucket) {
            var sums = new HashMap<Instant, Long>();
            for (Spend each : ledger.spendOf(from, to, bucket, group(), name())) {
                if (each.practice() == practice) {
                    sums.merge(each.bucket(), amount(each), Long::sum);
                }
            }
            return sums;
        }

        private long amount(Spend spend) {
            return switch (status.budget().measure()) {
                case MONEY -> spend.costNanos();
                case TOKENS -> spend.tokens();
                case CALLS -> spend.calls() - spend.refused();
            };
        }

        private Group group() {
            return switch (status.budget().scope()) {
                case Scope.OfWorkload(String _) -> Group.WORKLOAD;
                case Scope.OfKey(String _) -> Group.KEY;
                case Scope.OfTeam(String _) -> Group.TEAM;
                case Scope.OfProvider(String _) -> Group.PROVIDER;
                case Scope.OfModel(String _, String _) -> Group.MODEL;
                case Scope.Everything() -> Group.NONE;
            };
        }

        private String name() {
            return switch (status.budget().scope()) {
                case Scope.OfWorkload(String name) -> name;
                case Scope.OfKey(String name) -> name;
                case Scope.OfTeam(String tag) -> tag;
                case Scope.OfProvider(String name) -> name;
                case Scope.OfModel(String provider, String model) -> provider + "/" + model;
                case Scope.Everything() -> "";
            };
        }
    }
}
