package signalbox.app.overview;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import signalbox.app.chart.Change;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;
import signalbox.app.text.Times;
import signalbox.core.Practice;
import signalbox.core.Router;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.budget.Pace;
import signalbox.core.ledger.Ledger;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Window;

/// Reads the overview’s figures from ledger and budgets. Blocks on the store: never on the FX thread.
final class FactsReader {
    private static final int WHERE_ROWS = 12;
    private static final Ledger.Group BY_TARGET = Ledger.Group.WORKLOAD_AND_MODEL;

    private final Router router;
    private final LatencyReader latency = new LatencyReader();

    FactsReader(Router router) {
        this.router = router;
    }

    /// @param wanted the view asked for: true for practice, false for real, null for whichever has spend, real first
    Facts read(Period period, Boolean wanted, boolean compare, Instant now) {
        var budgets = router.budgets();
        var money = new Money(budgets, now);
        var zone = money.zone();
        var month =
                ledger().spend(
                                now.minus(Duration.ofDays(30)),
                                now.plusMillis(1),
                                Ledger.Bucket.ALL,
                                Ledger.Group.WORKLOAD);
        boolean real = answered(month, false);
        boolean simulated = answered(month, true);
        boolean practice = wanted == null ? simulated && !real : wanted;
        var ranked = ChartMaker.ranked(of(month, practice));
        var bounds = period.bounds(now, zone);
        var before = period.before(now, zone);
        return new Facts(
                !month.isEmpty() || !ledger().recent(1).isEmpty(),
                practice,
                real && simulated,
                Times.zoneName(zone),
                today(money, practice, now),
                month(money, practice, now),
                refused(budgets, zone, practice, now),
                latency(zone, practice, now),
                new ChartsReader(ledger(), period, practice, now, money, latency).read(ranked, compare),
                where(new ChartMaker(period, now, zone), bounds, before, practice),
                providers(zone, practice, now));
    }

    private Facts.Kpi today(Money money, boolean practice, Instant now) {
        var zone = money.zone();
        Instant start = LocalDate.ofInstant(now, zone).atStartOfDay(zone).toInstant();
        Instant end = LocalDate.ofInstant(now, zone).plusDays(1).atStartOfDay(zone).toInstant();
        long spent = Today.sum(ledger(), start, now, practice);
        if (money.cap(Window.DAY).isEmpty()) {
            return Facts.Kpi.plain(figure(spent), Text.of(practice ? "overview.simulated" : "overview.no_day_cap"));
        }
        var pace = money.forecast(ledger(), Window.DAY, spent, start, end, practice).pace();
        return new Facts.Kpi(
                figure(spent),
                dotted(practice ? Text.of("overview.simulated") : "", money.ofCap(Window.DAY), money.words(pace)),
                pace instanceof Pace.RunsOut ? Facts.Mood.WATCH : Facts.Mood.CALM,
                money.share(Window.DAY, spent));
    }

    private Facts.Kpi month(Money money, boolean practice, Instant now) {
        var zone = money.zone();
        var first = LocalDate.ofInstant(now, zone).withDayOfMonth(1);
        Instant start = first.atStartOfDay(zone).toInstant();
        Instant end = first.plusMonths(1).atStartOfDay(zone).toInstant();
        long spent = Today.sum(ledger(), start, now, practice);
        var forecast = money.forecast(ledger(), Window.MONTH, spent, start, end, practice);
        String expected =
                forecast.atEnd().isEmpty() || spent == 0
                        ? ""
                        : Text.of("overview.forecast", rounded(forecast.atEnd().getAsLong()));
        boolean over = money.cap(Window.MONTH).isPresent() && forecast.pace() instanceof Pace.RunsOut;
        return new Facts.Kpi(
                spent == 0 ? "$0" : Amounts.brief(spent),
                dotted(practice ? Text.of("overview.simulated") : "", expectedOf(expected, money.ofCap(Window.MONTH))),
                over ? Facts.Mood.WATCH : Facts.Mood.CALM,
                money.share(Window.MONTH, spent));
    }

    private static String expectedOf(String expected, String cap) {
        return expected.isEmpty() || cap.isEmpty() ? expected + cap : Text.of("overview.forecast_of", expected, cap);
    }

    private Facts.Kpi refused(List<BudgetStatus> budgets, ZoneId zone, boolean practice, Instant now) {
        Policy policy = router.policy();
        Instant start = LocalDate.ofInstant(now, zone).atStartOfDay(zone).toInstant();
        var spends = of(ledger().spend(start, now.plusMillis(1), Ledger.Bucket.ALL, Ledger.Group.NONE), practice);
        var counted = budgets.stream().filter(one -> Practice.counts(policy, one.budget()) == practice).toList();
        long refused = spends.stream().mapToLong(Ledger.Spend::refused).sum();
        long halted = counted.stream().filter(one -> one.state() == BudgetStatus.State.HALTED).count();
        long byBudgets = counted.stream().mapToLong(BudgetStatus::refused).max().orElse(0);
        String line =
                halted > 0
                        ? Text.of("overview.halted", halted)
                        : byBudgets > 0 ? Text.of("overview.by_budgets", byBudgets) : Text.of("overview.none_halted");
        return new Facts.Kpi(Amounts.count(refused), line, halted > 0 ? Facts.Mood.HALTED : Facts.Mood.CALM, -1);
    }

    private Facts.Kpi latency(ZoneId zone, boolean practice, Instant now) {
        Instant today = LocalDate.ofInstant(now, zone).atStartOfDay(zone).toInstant();
        var p95 = ledger().latencyMillis(today, now.plusMillis(1), 95, practice);
        if (p95.isEmpty()) {
            return Facts.Kpi.plain(Amounts.NOTHING, Text.of("overview.no_calls_today"));
        }
        var before = ledger().latencyMillis(today.minus(Duration.ofDays(1)), today, 95, practice);
        return Facts.Kpi.plain(
                Times.latency(Duration.ofMillis(p95.getAsLong())),
                before.isEmpty()
                        ? Text.of("overview.today")
                        : Text.of("overview.vs_yesterday", difference(p95.getAsLong() - before.getAsLong())));
    }

    private List<Facts.Where> where(ChartMaker maker, List<Instant> bounds, List<Instant> before, boolean practice) {
        var rows = whole(bounds, practice);
        var earlier =
                whole(before, practice).stream()
                        .collect(Collectors.toMap(Ledger.Spend::group, Ledger.Spend::costNanos));
        long all = rows.stream().mapToLong(Ledger.Spend::costNanos).sum();
        return rows.stream()
                .filter(row -> row.costNanos() != 0)
                .sorted(Comparator.comparingLong(Ledger.Spend::costNanos).reversed())
                .limit(WHERE_ROWS)
                .map(row -> {
                    var line = of(ledger().spendOf(bounds, BY_TARGET, row.group()), practice);
                    return where(row, all, earlier.getOrDefault(row.group(), 0L), maker.line(line));
                })
                .toList();
    }

    /// What each workload spent on each model over the whole of a period.
    private List<Ledger.Spend> whole(List<Instant> bounds, boolean practice) {
        return of(ledger().spend(bounds.getFirst(), bounds.getLast(), Ledger.Bucket.ALL, BY_TARGET), practice);
    }

    private static Facts.Where where(Ledger.Spend row, long all, long earlier, List<Long> line) {
        String[] parts = row.group().split(" › ", 2);
        long nanos = row.costNanos();
        return new Facts.Where(
                parts[0],
                parts.length > 1 ? parts[1] : "",
                row.calls(),
                nanos,
                all == 0 ? 0 : (int) (nanos * 1_000.0 / all),
                Change.percent(nanos, earlier),
                line);
    }

    private List<Facts.Health> providers(ZoneId zone, boolean practice, Instant now) {
        var health = router.health();
        Instant start = LocalDate.ofInstant(now, zone).atStartOfDay(zone).toInstant();
        var spends = of(ledger().spend(start, now.plusMillis(1), Ledger.Bucket.ALL, Ledger.Group.PROVIDER), practice);
        return router.policy().providers().values().stream()
                .map(provider -> {
                    var cooling = health.get(provider.name());
                    boolean well = cooling == null || cooling.cooling().isEmpty();
                    String state = provider.paused() ? "muted" : well ? "ok" : "near";
                    String word =
                            Text.of(provider.paused() ? "provider.paused" : well ? "provider.ok" : "provider.failing");
                    return new Facts.Health(
                            provider.name(), state, word, well ? used(provider, spends) : cooling.cooling());
                })
                .toList();
    }

    private static String used(Provider provider, List<Ledger.Spend> spends) {
        var mine = spends.stream().filter(spend -> spend.group().equals(provider.name())).toList();
        long calls = mine.stream().mapToLong(Ledger.Spend::calls).sum();
        long nanos = mine.stream().mapToLong(Ledger.Spend::costNanos).sum();
        if (calls == 0) {
            return Text.of("overview.no_calls_today");
        }
        return Text.of(
                provider.practice() ? "overview.provider.practice" : "overview.provider", calls, Amounts.money(nanos));
    }

    /// A call that was refused before any attempt is neither real nor practice, so only answered ones count here.
    private static boolean answered(List<Ledger.Spend> spends, boolean practice) {
        return of(spends, practice).stream().anyMatch(spend -> spend.calls() > spend.refused() + spend.failed());
    }

    private static List<Ledger.Spend> of(List<Ledger.Spend> spends, boolean practice) {
        return spends.stream().filter(spend -> spend.practice() == practice).toList();
    }

    private Ledger ledger() {
        return router.ledger();
    }

    private static String figure(long nanos) {
        return nanos == 0 ? "$0" : Amounts.money(nanos);
    }

    /// A forecast to the dollar; up to ten dollars to the cent; below a cent as it is.
    private static String rounded(long nanos) {
        if (nanos < Amounts.DOLLAR / 100) {
            return figure(nanos);
        }
        long step = nanos > 10 * Amounts.DOLLAR ? Amounts.DOLLAR : Amounts.DOLLAR / 100;
        return Amounts.cap((nanos + step / 2) / step * step);
    }

    private static String difference(long millis) {
        if (Math.abs(millis) < 50) {
            return Text.of("overview.same");
        }
        return (millis > 0 ? "+" : "−") + Times.latency(Duration.ofMillis(Math.abs(millis)));
    }

    private static String dotted(String... parts) {
        return Arrays.stream(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(" · "));
    }
}
