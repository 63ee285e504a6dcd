package signalbox.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
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

/// Rows through the whole ledger until they are on the disk, in groups: kept over a kill, queued, written, fsync'd; the
/// database follows beside it.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 5, time = 3)
public class JournalRows {
    private static final int GROUP = 2_000;

    private final CallId ids = new CallId();
    private Path directory;
    private LedgerStore store;

    public JournalRows() {}

    @Setup
    public void open() throws Exception {
        directory = Files.createTempDirectory("journal-rows");
        store = LedgerStore.open(directory, InstantSource.system());
    }

    @TearDown
    public void close() throws IOException {
        store.close(false);
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(JournalRows::delete);
        }
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Benchmark
    @OperationsPerInvocation(GROUP)
    public void rowUntilDurable() throws Exception {
        Instant now = Instant.now();
        for (int i = 0; i < GROUP; i++) {
            CallRow row = row(now, i);
            List<Charge> charges = List.of(new Charge("etl-day", Instant.EPOCH, row.costNanos()));
            store.append(row, charges, store.keep(row, charges));
        }
        store.journal().appendDurable(List.of());
    }

    private CallRow row(Instant now, int i) {
        var usage = new Usage(Map.of(Counter.IN_TEXT, 900L + i, Counter.OUT_TEXT, 200L), 900 + i, "", "", -1);
        long cost = 900_000 + i;
        var attempt =
                new AttemptRow(
                        "openai",
                        "gpt-5.4-mini",
                        200,
                        "",
                        usage,
                        cost,
                        cost,
                        "gpt-5.4-mini@2026-08",
                        Provenance.REPORTED,
                        "",
                        Duration.ofMillis(800));
        return new CallRow(
                ids.next(now),
                now,
                "etl",
                "laptop",
                "data",
                Wire.OPENAI_CHAT,
                "gpt-5.4-mini",
                PiiClass.INTERNAL,
                false,
                CallRow.Outcome.ANSWERED,
                "",
                200,
                List.of(attempt),
                Duration.ofMillis(790),
                Duration.ofMillis(801),
                0,
                false,
                List.of(new Step("route.order", "openai/gpt-5.4-mini", Step.Verdict.CHOSEN, "First of 2.")));
    }
}
