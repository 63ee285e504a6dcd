package signalbox.load;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import signalbox.core.Router;
import signalbox.core.RouterConfig;
import signalbox.core.budget.EscrowStore.LedgerUnavailable;
import signalbox.core.ledger.Ledger;
import signalbox.core.ledger.Ledger.Bucket;
import signalbox.core.ledger.Ledger.Group;
import signalbox.core.ledger.LedgerStore;
import signalbox.core.ledger.Retention;
import signalbox.core.testing.ManyRows;

/// `./mvnw -Pbench -Dbench.main=LedgerAtScale -Dbench.args=rows=1000000`: a month of made-up calls, then what a console
/// asks, a start, a rebuild, and dropping three weeks while the console asks on.
public final class LedgerAtScale {
    private static final int TIMES = 40;
    private static final Duration MONTH = Duration.ofDays(30);

    private final Path data;
    private final int rows;
    private final int workloads;
    private final Instant now = Instant.now();

    private LedgerAtScale(Path data, int rows, int workloads) {
        this.data = data;
        this.rows = rows;
        this.workloads = workloads;
    }

    public static void main(String[] args) throws Exception {
        Map<String, String> settings = Bench.settings(args);
        Path work = Path.of(settings.get("work")).resolve("ledger");
        delete(work);
        Files.createDirectories(work);
        int rows = Integer.parseInt(settings.getOrDefault("rows", "1000000"));
        var bench = new LedgerAtScale(work, rows, Integer.parseInt(settings.getOrDefault("workloads", "12")));
        try {
            bench.run();
        } finally {
            delete(work);
        }
        System.exit(0);
    }

    private void run() throws Exception {
        long began = System.nanoTime();
        ManyRows.write(data, rows, workloads, now, MONTH, true);
        say("%,d rows written, journal and database", rows, "%,.0f rows/s".formatted(rows / seconds(began)));
        began = System.nanoTime();
        Router.open(RouterConfig.of(data)).close();
        say("%,d rows: open and close in order", rows, "%,.0f ms".formatted(seconds(began) * 1000));
        began = System.nanoTime();
        try (Router router = Router.open(RouterConfig.of(data))) {
            say("%,d rows: open", rows, "%,.0f ms".formatted(seconds(began) * 1000));
            router.ledger().flush();
            questions(router.ledger());
            long before = computedNanos();
            var rebuilt = router.care().rebuild(_ -> {});
            double seconds = rebuilt.took().toMillis() / 1000.0;
            say("%,d rows: rebuild of the database", rebuilt.calls(), "%,.0f rows/s".formatted(rows / seconds));
            double computed = (computedNanos() - before) / 1e9;
            say("%,d rows: the same", rebuilt.calls(), "%,.0f a second of processor time".formatted(rows / computed));
        }
        say("%,d rows: journal", rows, "%,.0f bytes a row".formatted((double) bytes("journal") / rows));
        say("%,d rows: database", rows, "%,.0f bytes a row".formatted((double) bytes("store") / rows));
        retention();
    }

    private void questions(Ledger ledger) {
        Instant today = now.truncatedTo(ChronoUnit.DAYS);
        ask("today by workload", at -> ledger.spend(today, at, Bucket.ALL, Group.WORKLOAD));
        ask("the last hour by minute", at -> ledger.spend(at.minusSeconds(3600), at, Bucket.MINUTE, Group.NONE));
        ask("today by hour and workload", at -> ledger.spend(today, at, Bucket.HOUR, Group.WORKLOAD));
        ask(
                "14 days by hour of one workload",
                at -> ledger.spendOf(at.minus(Duration.ofDays(14)), at, Bucket.HOUR, Group.WORKLOAD, "workload-1"));
        ask("30 days by day", at -> ledger.spend(at.minus(MONTH), at, Bucket.DAY, Group.NONE));
        ask("30 days by day and model", at -> ledger.spend(at.minus(MONTH), at, Bucket.DAY, Group.MODEL));
        ask(
                "30 days by workload and model",
                at -> ledger.spend(at.minus(MONTH), at, Bucket.ALL, Group.WORKLOAD_AND_MODEL));
        ask("today's p95 latency", at -> ledger.latencyMillis(today, at, 95, false));
        ask("30 days' p95 latency", at -> ledger.latencyMillis(at.minus(MONTH), at, 95, false));
        ask(
                "30 days' latencies by day",
                at ->
                        ledger.durations(
                                Stream.iterate(30, back -> back >= 0, back -> back - 1)
                                        .map(back -> at.minus(Duration.ofDays(back)))
                                        .toList(),
                                false));
        ask("30 days' calls by model", at -> ledger.spend(at.minus(MONTH), at, Bucket.ALL, Group.MODEL));
        ask("the last 100 calls", _ -> ledger.recent(100));
        ask("the last 5,000 calls", _ -> ledger.recent(5000));
        long old = ledger.recent(5000).getLast().id();
        ask("one call that is not in memory", _ -> ledger.call(old));
        ask("what a budget was charged today", _ -> ledger.charged("workload-1-day", today));
        ask("the 50 rows behind that", _ -> ledger.budgetWindow("workload-1-day", now, 50));
        ask("the 50 rows behind the largest budget", _ -> ledger.budgetWindow("everything", now, 50));
    }

    /// Asks as of ever other instants, because the database remembers its last answers.
    private void ask(String name, Consumer<Instant> question) {
        var samples = new Samples();
        for (int i = 0; i < TIMES; i++) {
            long began = System.nanoTime();
            question.accept(now.minusMillis(1 + 61L * i));
            samples.add(System.nanoTime() - began);
        }
        System.out.printf(
                "  %-48s p50 %.1f ms, p95 %.1f ms%n", name, samples.micros(0.5) / 1000, samples.micros(0.95) / 1000);
    }

    /// Drops all but nine days while a question is asked again and again.
    private void retention() throws Exception {
        try (LedgerStore store = LedgerStore.open(data, InstantSource.system())) {
            var dropping = new AtomicBoolean(true);
            var waits = new Samples();
            store.ledger().flush();
            Thread asking =
                    Thread.ofPlatform()
                            .start(() -> {
                                while (dropping.get()) {
                                    long began = System.nanoTime();
                                    store.ledger().spend(now.minusSeconds(3600), now, Bucket.MINUTE, Group.NONE);
                                    waits.add(System.nanoTime() - began);
                                }
                            });
            var appends = new Samples();
            Thread appending = appending(store, dropping, appends);
            long began = System.nanoTime();
            Duration nine = Duration.ofDays(9);
            var dropped = store.retain(new Retention(nine, nine, nine), now);
            double seconds = seconds(began);
            dropping.set(false);
            asking.join();
            appending.join();
            say("%,d rows dropped", dropped.calls(), "%,.0f rows/s".formatted(dropped.calls() / seconds));
            System.out.printf(
                    "  %-48s p99 %.0f ms, longest %.0f ms%n",
                    "a question meanwhile", waits.micros(0.99) / 1000, waits.micros(1) / 1000);
            System.out.printf(
                    "  %-48s p99 %.0f ms, longest %.0f ms%n",
                    "a call's durable record meanwhile", appends.micros(0.99) / 1000, appends.micros(1) / 1000);
        }
    }

    /// What a call may wait for: a record that must be on the disk before it goes on.
    private static Thread appending(LedgerStore store, AtomicBoolean on, Samples waits) {
        return Thread.ofPlatform()
                .start(() -> {
                    while (on.get()) {
                        long began = System.nanoTime();
                        try {
                            store.journal().appendDurable(List.of());
                            TimeUnit.MILLISECONDS.sleep(2);
                        } catch (LedgerUnavailable | InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        waits.add(System.nanoTime() - began);
                    }
                });
    }

    private static void say(String what, long rows, String figure) {
        System.out.printf("%-50s %s   (load %s)%n", what.formatted(rows), figure, Table.load());
    }

    /// Processor time of this program; other programs may have the machine.
    private static long computedNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private long bytes(String folder) throws IOException {
        try (var files = Files.walk(data.resolve(folder))) {
            return files.filter(file -> !file.endsWith("reserve")).mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (var files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
