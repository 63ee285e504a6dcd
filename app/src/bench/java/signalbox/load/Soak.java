package signalbox.load;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// `./mvnw -Psoak`: mixed load for half an hour (`-Dsoak.args=minutes=5`): plain calls, streams, clients that leave in
/// the middle, a provider that fails, hangs up and breaks off, policy edits, windows that end. Afterwards nothing may
/// be held, no thread be left, memory be no higher than it was, and the ledger agree with what the provider counted.
public final class Soak {
    private static final int PLAIN_A_SECOND = 300;
    private static final int STREAMS = 60;
    private static final int LEAVING = 10;
    private static final int FLAKY_A_SECOND = 20;

    private final Duration time;
    private final List<String> problems = new ArrayList<>();
    private final List<Double> memory = new ArrayList<>();
    private int edits;

    private Soak(Duration time) {
        this.time = time;
    }

    public static void main(String[] args) throws Exception {
        Map<String, String> settings = Bench.settings(args);
        var minutes = Double.parseDouble(settings.getOrDefault("minutes", "30"));
        var soak = new Soak(Duration.ofMillis((long) (minutes * 60_000)));
        boolean sound = soak.run(new Servers(Path.of(settings.get("work")), Path.of(settings.get("tree"))));
        System.exit(sound ? 0 : 1);
    }

    private boolean run(Servers servers) throws Exception {
        Target mock = servers.mock();
        Product product = servers.product(mock.port(), "signalbox", "");
        Server server = product.target().server();
        try (var load = new Load()) {
            load.run(product.target(), Load.Shape.closed(16, Duration.ofSeconds(5), Duration.ofSeconds(5)));
            quiet(product);
            double threads = server.threads();
            Instant began = Instant.now();
            var traffic = new SoakTraffic(product.target());
            traffic.start(PLAIN_A_SECOND, FLAKY_A_SECOND, STREAMS, LEAVING);
            watch(product, mock.port());
            traffic.stop();
            quiet(product);
            System.out.println(traffic);
            System.out.printf("from %s to %s, %d policy edits, load %s%n", began, Instant.now(), edits, Table.load());
            check(product, server, threads);
            problems.addAll(new SoakBooks(product, mock).problems());
        } finally {
            server.close();
            mock.server().close();
        }
        problems.forEach(problem -> System.out.println("NOT SOUND: " + problem));
        System.out.println(problems.isEmpty() ? "Sound." : problems.size() + " problems.");
        return problems.isEmpty();
    }

    /// Every ten seconds the memory, and a new policy.
    private void watch(Product product, int upstream) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            TimeUnit.SECONDS.sleep(10);
            String policy = Product.policy(upstream, ++edits);
            product.ask(Map.of("command", "policy-import", "policy", policy, "actor", "soak"));
            memory.add(product.target().server().residentMegabytes());
        }
    }

    /// Longer than idle threads and connections are kept.
    private static void quiet(Product product) throws Exception {
        TimeUnit.SECONDS.sleep(20);
        product.ask(Map.of("command", "ledger-export", "since", Instant.now().toString()));
    }

    private void check(Product product, Server server, double threadsBefore) throws Exception {
        String status = product.ask(Map.of("command", "status"));
        if (!status.replace(" ", "").contains("\"in_flight\":0")) {
            problems.add("calls are in flight although nobody calls");
        }
        if (status.replace(" ", "").matches("(?s).*\"held\":[1-9].*")) {
            problems.add("something is held although nothing is in flight");
        }
        double threads = server.threads();
        System.out.printf("threads before %.0f, after %.0f%n", threadsBefore, threads);
        if (threads > threadsBefore + 3) {
            problems.add("%.0f threads more than before".formatted(threads - threadsBefore));
        }
        double early = mean(memory.size() / 3, memory.size() * 2 / 3);
        double late = mean(memory.size() * 2 / 3, memory.size());
        System.out.printf(
                "MB resident: second third %.0f, last third %.0f, at rest %.0f%n",
                early, late, server.residentMegabytes());
        if (late > early * 1.1) {
            problems.add("memory grew by more than a tenth from the second third of the time to the last");
        }
    }

    private double mean(int from, int to) {
        return memory.subList(from, to).stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
}
