package signalbox.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// `./mvnw -Pbench`: measures the mock itself, nginx, the product and a public gateway by turns, and prints one table.
/// Arguments are `rounds=3 seconds=5 only=… tree=… work=…`.
public final class Bench {
    private static final int[] CONNECTIONS = {1, 10, 16, 64, 256};
    private static final int[] RATES = {200, 1000};

    private final Map<String, String> settings;
    private final Duration measured;
    private final Duration warmUp;
    private final List<Target> targets = new ArrayList<>();
    private final Table table = new Table();

    private Bench(Map<String, String> settings) {
        this.settings = settings;
        this.measured = Duration.ofMillis((long) (Double.parseDouble(settings.getOrDefault("seconds", "5")) * 1000));
        this.warmUp = measured.dividedBy(2);
    }

    public static void main(String[] args) throws Exception {
        new Bench(settings(args)).run();
        System.exit(0);
    }

    static Map<String, String> settings(String[] args) {
        var settings = new LinkedHashMap<String, String>();
        for (String arg : args) {
            settings.put(arg.replaceFirst("=.*", ""), arg.replaceFirst("[^=]*=", ""));
        }
        return settings;
    }

    private void run() throws Exception {
        var servers = new Servers(Path.of(settings.get("work")), Path.of(settings.get("tree")));
        try (var load = new Load()) {
            start(servers, load);
            warmUp(load);
            int rounds = Integer.parseInt(settings.getOrDefault("rounds", "3"));
            for (int round = 1; round <= rounds; round++) {
                System.out.printf("round %d of %d, load %s%n", round, rounds, Table.load());
                rates(load);
                closed(load);
                streams(load);
            }
            System.out.println(table.text(targets));
        } finally {
            targets.stream().map(Target::server).forEach(Server::close);
        }
    }

    private void start(Servers servers, Load load) throws Exception {
        targets.add(servers.mock());
        int upstream = targets.getFirst().port();
        List<String> only = List.of(settings.getOrDefault("only", "nginx,signalbox,portkey").split(","));
        if (only.contains("nginx")) {
            servers.nginx(upstream).ifPresent(targets::add);
        }
        if (only.contains("signalbox")) {
            String cache = wants("cache") ? servers.classCache(load, upstream) : "";
            Target product = servers.product(upstream, "signalbox", cache).target();
            targets.add(product);
            TimeUnit.SECONDS.sleep(2);
            table.add("ms from start to listening", product, product.server().startedInMillis());
            table.add("MB resident, idle after start", product, product.server().residentMegabytes());
        }
        if (only.contains("portkey")) {
            servers.portkey(upstream)
                    .ifPresent(target -> {
                        targets.add(target);
                        table.add("ms from start to listening", target, target.server().startedInMillis());
                        table.add("MB resident, idle after start", target, target.server().residentMegabytes());
                    });
        }
    }

    private boolean wants(String section) {
        return List.of(settings.getOrDefault("parts", "cache,rates,closed,streams").split(",")).contains(section);
    }

    /// Plain calls and streams both: what is measured is a program that has run for a while, not its compiler.
    private void warmUp(Load load) throws InterruptedException {
        for (Target target : targets) {
            Result result = load.run(target, Load.Shape.closed(16, measured.multipliedBy(4), measured));
            if (result.answers() == 0) {
                throw new IllegalStateException(target.name() + " answers nothing; see its output file.");
            }
            load.run(target, Load.Shape.streams(20, measured.multipliedBy(2), measured));
        }
    }

    private void rates(Load load) throws InterruptedException {
        for (int rate : wants("rates") ? RATES : new int[0]) {
            for (Target target : targets) {
                if (target.name().equals("Portkey") && rate > 500) {
                    continue; // beyond what it can serve: its queue would only grow
                }
                Result result = load.run(target, Load.Shape.open(rate, warmUp, measured));
                String at = " at " + rate + "/s";
                table.add("µs p50" + at, target, result.latency().micros(0.5));
                table.add("µs p99" + at, target, result.latency().micros(0.99));
                table.add("µs CPU a request" + at, target, result.cpuPerAnswer());
                table.errors(target, result.errors());
            }
        }
    }

    private void closed(Load load) throws InterruptedException {
        for (int connections : wants("closed") ? CONNECTIONS : new int[0]) {
            for (Target target : targets) {
                Result result = load.run(target, Load.Shape.closed(connections, warmUp, measured));
                String at = ", c=" + connections;
                table.add("requests/s" + at, target, result.perSecond());
                if (connections == 1) {
                    table.add("µs p50" + at, target, result.latency().micros(0.5));
                    table.add("µs p99" + at, target, result.latency().micros(0.99));
                } else if (connections == 16) {
                    table.add("µs CPU a request" + at, target, result.cpuPerAnswer());
                }
                table.errors(target, result.errors());
            }
        }
    }

    private void streams(Load load) throws InterruptedException {
        for (int streams : wants("streams") ? new int[] {100, 1000} : new int[0]) {
            for (Target target : targets) {
                if (target.name().equals("Portkey") && streams > 100) {
                    continue;
                }
                Result result =
                        load.run(target, Load.Shape.streams(streams, Duration.ofSeconds(6), measured.multipliedBy(2)));
                String at = ", " + streams + " streams";
                table.add("pieces/s" + at, target, result.piecesPerSecond());
                table.add("µs a piece p50" + at, target, result.delay().micros(0.5));
                table.add("µs a piece p99" + at, target, result.delay().micros(0.99));
                table.add("µs first byte p50" + at, target, result.firstByte().micros(0.5));
                table.add("µs CPU a piece" + at, target, result.cpuPerPiece());
                table.add("MB resident" + at, target, target.server().residentMegabytes());
                table.errors(target, result.errors());
            }
        }
    }
}
