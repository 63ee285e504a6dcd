package signalbox.core;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    }

    /// Starts one on a data directory below `dir`.
    static KilledRouter start(Path dir, int upstreamPort) throws IOException {
        Path secretFile = dir.resolve("secret");
        Process process =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xmx128m",
                                "-Xshare:auto",
                                Child.class.getName(),
                                dir.resolve("data").toString(),
                                secretFile.toString(),
                                Integer.toString(upstreamPort))
                        .redirectError(ProcessBuilder.Redirect.appendTo(dir.resolve("log").toFile()))
                        .start();
        return new KilledRouter(process, secretFile);
    }

    int port() {
        return port;
    }

    /// How long the router took to open, listener and all.
    long openMillis() {
        return openMillis;
    }

    String secret() throws IOException {
        return Files.readString(secretFile);
    }

    /// The ids of all rows.
    List<String> rows() throws IOException {
        ask("rows");
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
            System.out.println(proxy.port() + " " + (System.nanoTime() - start) / 1_000_000);
            try (var questions = new BufferedReader(new java.io.InputStreamReader(System.in))) {
                for (String line = questions.readLine(); line != null; line = questions.readLine()) {
                    answer(router, line);
                }
            }
            // whoever started this process has ended
            Runtime.getRuntime().halt(0);
        }

        private static void answer(Router router, String question) throws RouterException {
            switch (question) {
                case "rows" -> {
                    var ids = new StringBuilder();
                    router.ledger().export(Instant.EPOCH, row -> ids.append(CallId.format(row.id())).append('\n'));
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
