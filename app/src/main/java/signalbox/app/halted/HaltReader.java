package signalbox.app.halted;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import signalbox.core.Forecasts;
import signalbox.core.Router;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.ledger.CallRow;
import signalbox.core.ledger.Ledger;
import signalbox.core.policy.Scope;

/// Reads what is halted and why from the router. Blocks on the store: never on the FX thread.
final class HaltReader {
    private static final Duration SPAN = Duration.ofMinutes(5);
    private static final int SPANS = 12;
    private static final int ROWS = 1_000;

    private final Router router;

    HaltReader(Router router) {
        this.router = router;
    }

    /// @param blamed the workload that brought a budget to its halt, by budget, where an event said so
    List<Halt> read(Map<String, String> blamed, Instant now) {
        var halts = new ArrayList<Halt>();
        for (BudgetStatus status : router.budgets()) {
            if (status.state() == BudgetStatus.State.HALTED) {
                halts.add(halt(status, workload(status, blamed), now));
            }
        }
        return halts;
    }

    private Halt halt(BudgetStatus status, String workload, Instant now) {
        var perSpan = spans(workload, now.minus(SPAN.multipliedBy(SPANS)), now);
        var forecast = Forecasts.of(router, status, now);
        return new Halt(
                workload, status, router.suggestCeiling(status), forecast.atEnd(), story(workload, perSpan, now));
    }

    /// Budgets beyond one workload name whoever an event blamed, else the first workload there is.
    private String workload(BudgetStatus status, Map<String, String> blamed) {
        if (status.budget().scope() instanceof Scope.OfWorkload(String name)) {
            return name;
        }
        var any = router.policy().workloads().firstEntry();
        return blamed.getOrDefault(status.budget().name(), any == null ? "" : any.getKey());
    }

    private Halt.Story story(String workload, List<Long> perSpan, Instant now) {
        var hour =
                router.ledger().recent(ROWS).stream()
                        .filter(row -> row.workload().equals(workload))
                        .filter(row -> row.at().isAfter(now.minus(Duration.ofHours(1))))
                        .toList();
        if (hour.isEmpty()) {
            return Halt.Story.UNKNOWN;
        }
        var caller = most(hour, CallRow::key, row -> 1);
        long calls = hour.stream().filter(row -> row.key().equals(caller)).count();
        var spenders = hour.stream().filter(row -> row.costNanos() > 0).toList();
        return new Halt.Story(
                perSpan,
                caller,
                Math.round(calls * 100f / hour.size()),
                spenders.isEmpty() ? "" : most(spenders, CallRow::model, CallRow::costNanos),
                tenthsOfUsual(workload, perSpan.getLast(), now));
    }

    /// A usual five minutes is the mean of those of the last day in which the workload spent anything.
    private int tenthsOfUsual(String workload, long latest, Instant now) {
        var day =
                spans(workload, now.minus(Duration.ofDays(1)), now.minus(SPAN)).stream()
                        .filter(nanos -> nanos > 0)
                        .toList();
        if (day.size() < SPANS / 2) {
            return 0;
        }
        long usual = day.stream().mapToLong(Long::longValue).sum() / day.size();
        return (int) Math.min(9_990, latest / Math.max(1, usual / 10));
    }

    private List<Long> spans(String workload, Instant from, Instant to) {
        int count = (int) (Duration.between(from, to).toMillis() / SPAN.toMillis());
        var spans = new long[count];
        var ledger = router.ledger();
        for (Ledger.Spend spend : ledger.spendOf(from, to, Ledger.Bucket.MINUTE, Ledger.Group.WORKLOAD, workload)) {
            long at = Duration.between(from, spend.bucket()).toMillis();
            spans[Math.clamp(at / SPAN.toMillis(), 0, count - 1)] += spend.costNanos();
        }
        return Arrays.stream(spans).boxed().toList();
    }

    private static String most(List<CallRow> rows, Function<CallRow, String> group, ToLongFunction<CallRow> weight) {
        return rows.stream().collect(Collectors.groupingBy(group, Collectors.summingLong(weight))).entrySet().stream()
                .max(Comparator.comparingLong(Map.Entry::getValue))
                .map(Map.Entry::getKey)
                .orElse("");
    }
}
