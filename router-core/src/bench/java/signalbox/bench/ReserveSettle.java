package signalbox.bench;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import signalbox.core.budget.Admission;
import signalbox.core.budget.Background;
import signalbox.core.budget.Bound;
import signalbox.core.budget.BudgetBook;
import signalbox.core.budget.Settlement;
import signalbox.core.budget.Subject;
import signalbox.core.policy.AtLimit;
import signalbox.core.policy.Budget;
import signalbox.core.policy.Measure;
import signalbox.core.policy.Window;

/// One call's work on three budgets that all apply: reserve the worst case, settle less. Eight threads share the book.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Threads(8)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ReserveSettle {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Subject SUBJECT = new Subject("etl", "laptop", "data", "openai", "gpt-5.4-mini");
    private static final Bound WORST = new Bound(4_000, 3_000_000);
    private static final Bound ACTUAL = new Bound(1_200, 900_000);

    private ScheduledExecutorService background;
    private BudgetBook book;

    public ReserveSettle() {}

    @Setup
    public void open() {
        background = Executors.newSingleThreadScheduledExecutor();
        book = new BudgetBook(movements -> {}, Background.on(background));
        book.configure(
                List.of(
                        budget("etl-day", new signalbox.core.policy.Scope.OfWorkload("etl"), Measure.MONEY),
                        budget("team-month", new signalbox.core.policy.Scope.OfTeam("data"), Measure.MONEY),
                        budget("all-tokens", new signalbox.core.policy.Scope.Everything(), Measure.TOKENS)),
                NOON);
    }

    private static Budget budget(String name, signalbox.core.policy.Scope scope, Measure measure) {
        return new Budget(
                name, scope, measure, Long.MAX_VALUE / 4, Window.DAY, ZoneOffset.UTC, List.of(80), AtLimit.HALT);
    }

    @TearDown
    public void close() {
        background.shutdownNow();
    }

    @Benchmark
    public Settlement reserveAndSettle() throws Exception {
        return switch (book.reserve(SUBJECT, WORST, NOON)) {
            case Admission.Granted(Admission.Hold hold) -> book.settle(hold, ACTUAL);
            case Admission.Refused refused -> throw new IllegalStateException("the cap is too low: " + refused);
        };
    }
}
