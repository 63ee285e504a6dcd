package signalbox.core;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.spi.ToolProvider;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.ledger.CallId;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policyfile.PolicyFile;
import signalbox.core.proxy.ProxyServer;

/// A router with its listener in a process of its own, to be killed. It answers questions line by line.
final class KilledRouter implements AutoCloseable {
    private static final String POLICY =
            """
            signalbox: 1
            providers:
              up:
                base-url: http://127.0.0.1:%d/v1
                jurisdiction: local
                models: {m: {context: 100000, max-output: 8000, price: {input: 1, output: 2}}}
            routes: {r: [up/m]}
            workloads: {w: {route: r, max-tokens: 100}}
            budgets:
              money: {on: everything, limit: $1000000.00, window: lifetime}
              calls: {on: "workload:w", limit: 100000000 calls, window: lifetime}
            """;

    private final Process process;
    private final BufferedReader answers;
    private final Path secretFile;
    private final int port;
    private final long openMillis;
    private final long openCpuMillis;

    /// @param cost sum over all rows
    /// @param attempts sum over all rows of attempts that were charged as a call
    /// @param spent counter of the money budget
    /// @param calls counter of the calls budget
    /// @param unreported of the money budget
    record Totals(long cost, long attempts, long spent, long calls, long unreported) {}

    private KilledRouter(Process process, Path secretFile) throws IOException {
        this.process = process;
        this.secretFile = secretFile;
        answers = process.inputReader();
        String ready = answers.readLine();
        if (ready == null) {
            throw new IOException("the router did not start; its log is beside the data directory");
        }
        String[] words = ready.split(" ");
        port = Integer.parseInt(words[0]);
        openMillis = Long.parseLong(words[1]);
        openCpuMillis = Long.parseLong(words[2]);
    }

    /// Makes what later starts in `dir` are quick with: our classes in jars, and an archive of all that are used.
    static void prepare(Path dir) throws Exception {
        var classPath = new StringBuilder();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            String jar = entry;
            if (Files.isDirectory(Path.of(entry))) {
                jar = dir.resolve("classes" + classPath.length() + ".jar").toString();
                ToolProvider.findFirst("jar").orElseThrow().run(System.out, System.err, "cf", jar, "-C", entry, ".");
            }
            classPath.append(classPath.isEmpty() ? "" : File.pathSeparator).append(jar);
        }
        Files.writeString(dir.resolve("class-path"), classPath);
        Path trial = Files.createDirectory(dir.resolve("trial"));
        Process training = process(dir, trial, 1, "-XX:ArchiveClassesAtExit=" + dir.resolve("classes.jsa"));
        var router = new KilledRouter(training, trial.resolve("secret"));
        router.totals();
        training.outputWriter().close();
        training.waitFor();
    }

    /// Starts one on a data directory below `dir`.
    static KilledRouter start(Path dir, int upstreamPort) throws IOException {
        Process process = process(dir, dir, upstreamPort, "-XX:SharedArchiveFile=" + dir.resolve("classes.jsa"));
        return new KilledRouter(process, dir.resolve("secret"));
    }

    private static Process process(Path prepared, Path dir, int upstreamPort, String archive) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        Files.readString(prepared.resolve("class-path")),
                        archive,
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-Xshare:auto",
                        Child.class.getName(),
                        dir.resolve("data").toString(),
                        dir.resolve("secret").toString(),
                        Integer.toString(upstreamPort))
                .redirectError(ProcessBuilder.Redirect.appendTo(dir.resolve("log").toFile()))
                .start();
    }

    int port() {
        return port;
    }

    /// How long the router took to open, listener and all.
    long openMillis() {
        return openMillis;
    }

    /// How much of that it computed: the rest is other programs on the machine.
    long openCpuMillis() {
        return openCpuMillis;
    }

    String secret() throws IOException {
        return Files.readString(secretFile);
    }

    /// The ids of all rows since then.
    List<String> rows(Instant since) throws IOException {
        ask("rows " + since);
        var rows = new ArrayList<String>();
        for (String line = answers.readLine(); !line.equals("end"); line = answers.readLine()) {
            rows.add(line);
        }
        return rows;
    }

    Totals totals() throws IOException {
        ask("totals");
        return readTotals();
    }

    /// Gives up what the kill left unreported, as an operator would.
    Totals release(Totals now) throws IOException {
        if (now.unreported() == 0) {
            return now;
        }
        ask("release");
        return readTotals();
    }

    private Totals readTotals() throws IOException {
        String[] words = answers.readLine().split(" ");
        return new Totals(
                Long.parseLong(words[0]),
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                Long.parseLong(words[4]));
    }

    private void ask(String question) throws IOException {
        process.outputWriter().write(question + "\n");
        process.outputWriter().flush();
    }

    /// SIGKILL; returns when the process is gone.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /// What runs in the process.
    static final class Child {
        private Child() {}

        public static void main(String[] args) throws Exception {
            long start = System.nanoTime();
            var config = RouterConfig.of(Path.of(args[0])).withEnvironment(Map.of());
            Router router = Router.open(config);
            if (router.policy().budgets().get("money") == null) {
                router.apply(
                        new PolicyChange.Replace(PolicyFile.read(POLICY.formatted(Integer.parseInt(args[2])))),
                        "test",
                        "");
                Files.writeString(Path.of(args[1]), router.issueKey("k", "w", Set.of("w"), "test").secret());
            }
            ProxyServer proxy = ProxyServer.start(router, 0);
            router.listening(Set.of(proxy.port()));
            System.out.println(proxy.port() + " " + (System.nanoTime() - start) / 1_000_000 + " " + cpuMillis());
            try (var questions = new BufferedReader(new InputStreamReader(System.in))) {
                for (String line = questions.readLine(); line != null; line = questions.readLine()) {
                    answer(router, line);
                }
            }
            // whoever started this process has ended
            Runtime.getRuntime().halt(0);
        }

        private static long cpuMillis() {
            var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
            return system.getProcessCpuTime() / 1_000_000;
        }

        private static void answer(Router router, String question) throws RouterException {
            String[] words = question.split(" ");
            switch (words[0]) {
                case "rows" -> {
                    var ids = new StringBuilder();
                    router.ledger()
                            .export(Instant.parse(words[1]), row -> ids.append(CallId.format(row.id())).append('\n'));
                    System.out.println(ids + "end");
                }
                case "release" -> {
                    for (BudgetStatus status : router.budgets()) {
                        if (status.unreported() > 0) {
                            router.releaseUnreported(status.budget().name(), "test");
                        }
                    }
                    System.out.println(totals(router));
                }
                default -> System.out.println(totals(router));
            }
            System.out.flush();
        }

        private static String totals(Router router) {
            long[] sums = new long[2];
            router.ledger()
                    .export(
                            Instant.EPOCH,
                            row -> {
                                sums[0] += row.costNanos();
                                sums[1] += row.attempts().stream().filter(attempt -> attempt.costNanos() > 0).count();
                            });
            BudgetStatus money = status(router, "money");
            BudgetStatus calls = status(router, "calls");
            return sums[0] + " " + sums[1] + " " + money.spent() + " " + calls.spent() + " " + money.unreported();
        }

        private static BudgetStatus status(Router router, String name) {
            return router.budgets().stream()
                    .filter(status -> status.budget().name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
