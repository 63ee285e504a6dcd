package signalbox.core.testing;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import signalbox.core.budget.Charge;
import signalbox.core.ledger.AttemptRow;
import signalbox.core.ledger.CallId;
import signalbox.core.ledger.CallRow;
import signalbox.core.ledger.LedgerStore;
import signalbox.core.plan.Step;
import signalbox.core.policy.Counter;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Wire;
import signalbox.core.price.Provenance;
import signalbox.core.price.Usage;

/// Fills a data directory with made-up calls, evenly over a stretch of time: twelve workloads or as many as asked for,
/// four models, a refusal in twenty. Each of twelve workloads is called by eight apps, each of many by one. The same
/// for the same seed. For measuring how things scale.
public final class ManyRows {
    private static final List<String> MODELS =
            List.of("gpt-5.4-mini", "claude-sonnet-4-6", "gemini-3-flash", "qwen3-32b");
    private static final List<String> PROVIDERS = List.of("openai", "anthropic", "google", "house");
    private static final int APPS = 8;
    private static final int FEW = 12;
    private static final int BETWEEN_WAITS = 20_000;

    private final Random random;
    private final List<String> workloads;
    private final CallId ids = new CallId();

    private ManyRows(long seed, int workloads) {
        random = new Random(seed);
        this.workloads = IntStream.range(0, workloads).mapToObj(i -> "workload-" + i).toList();
    }

    /// @param until when the last call came
    /// @param over how long before that the first came
    /// @param project whether to wait until the database behind the questions has them all too
    public static void write(Path dataDir, int rows, Instant until, Duration over, boolean project) throws Exception {
        write(dataDir, rows, FEW, until, over, project);
    }

    /// @param workloads how many workloads, `workload-0` and on
    public static void write(Path dataDir, int rows, int workloads, Instant until, Duration over, boolean project)
            throws Exception {
        var made = new ManyRows(1, workloads);
        LedgerStore store = LedgerStore.open(dataDir, InstantSource.system());
        long step = over.toMillis() / rows;
        Instant first = until.minus(over);
        for (int i = 0; i < rows; i++) {
            CallRow row = made.row(first.plusMillis(step * i));
            store.append(row, charges(row));
            if (i % BETWEEN_WAITS == 0) {
                store.journal().appendDurable(List.of());
            }
        }
        store.journal().appendDurable(List.of());
        if (project) {
            store.ledger().flush();
        }
        store.close(false);
    }

    /// One call at an instant; later calls must come later.
    private CallRow row(Instant at) {
        boolean refused = random.nextInt(20) == 0;
        String workload = workloads.get(random.nextInt(workloads.size()));
        return new CallRow(
                ids.next(at),
                at,
                workload,
                "app-" + (workloads.size() > FEW ? workload.hashCode() & APPS - 1 : random.nextInt(APPS)),
                "team-" + workload.length() % 3,
                Wire.values()[random.nextInt(2)],
                MODELS.getFirst(),
                PiiClass.values()[random.nextInt(3)],
                random.nextBoolean(),
                refused ? CallRow.Outcome.REFUSED : CallRow.Outcome.ANSWERED,
                refused ? "budget_halted" : "",
                refused ? 429 : 200,
                refused ? List.of() : List.of(attempt()),
                Duration.ofMillis(120 + random.nextInt(900)),
                Duration.of(200_000 + random.nextInt(4_000_000), ChronoUnit.MICROS),
                random.nextInt(9_000_000),
                false,
                steps(workload));
    }

    private AttemptRow attempt() {
        int which = random.nextInt(MODELS.size());
        long in = 200 + random.nextInt(5000);
        var counts = Map.of(Counter.IN_TEXT, in, Counter.OUT_TEXT, 10L + random.nextInt(900));
        long cost = 100_000 + random.nextInt(40_000_000);
        return new AttemptRow(
                PROVIDERS.get(which),
                MODELS.get(which),
                200,
                "",
                new Usage(counts, in, "", "", -1),
                cost,
                cost,
                MODELS.get(which) + "@2026-08",
                Provenance.REPORTED,
                "",
                Duration.ofMillis(100 + random.nextInt(4000)));
    }

    private List<Step> steps(String workload) {
        return List.of(
                new Step("interlock.clearance", "openai/gpt-5.4-mini", Step.Verdict.ALLOWED, "Cleared for internal."),
                new Step(
                        "budget.reserve",
                        workload + "-day",
                        Step.Verdict.ALLOWED,
                        "$" + random.nextInt(25) + " of $25.00 is spent."),
                new Step("route.order", "openai/gpt-5.4-mini", Step.Verdict.CHOSEN, "First of 2 that may serve."));
    }

    private static List<Charge> charges(CallRow row) {
        return row.costNanos() == 0
                ? List.of()
                : List.of(
                        new Charge(row.workload() + "-day", row.at().truncatedTo(ChronoUnit.DAYS), row.costNanos()),
                        new Charge("everything", Instant.EPOCH, row.costNanos()));
    }
}
