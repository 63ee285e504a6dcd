package signalbox.app.testing.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.application.Platform;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import signalbox.app.shell.Destination;
import signalbox.app.shell.Theme;
import signalbox.app.testing.Ui;
import signalbox.core.Router;
import signalbox.core.RouterConfig;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policyfile.PolicyFile;
import signalbox.core.testing.ManyRows;

/// `./mvnw -Pbench-console -Dbench.args="rows=1000000 workloads=1000 rate=2000 seconds=60 zone=UTC"`: opens every
/// screen over a router with so many workloads, budgets and past calls, scrolls the two longest lists, then floods the
/// live feed. Exit code 1 when a bar is missed.
public final class ConsoleBench {
    private static final double OPENING = 300;
    private static final double FRAME = 16.7;
    private static final double FULL = 2_000;
    private static final double TICK = 150;
    private static final int TICKS = 5;
    private static final double SHARE = 30;
    private static final List<Destination> TURNED =
            List.of(
                    Destination.OVERVIEW,
                    Destination.REQUESTS,
                    Destination.WORKLOADS,
                    Destination.BUDGETS,
                    Destination.REQUESTS,
                    Destination.PROVIDERS);

    private final Map<String, String> settings;
    private boolean missed;

    private ConsoleBench(Map<String, String> settings) {
        this.settings = settings;
    }

    public static void main(String[] args) throws Exception {
        var settings = new HashMap<String, String>();
        for (String arg : args) {
            String[] parts = arg.split("=", 2);
            settings.put(parts[0], parts[1]);
        }
        var bench = new ConsoleBench(settings);
        Path data = Path.of(settings.get("work"));
        delete(data);
        Files.createDirectories(data);
        try {
            bench.over(data);
        } finally {
            delete(data);
        }
        Platform.exit();
        System.exit(bench.missed ? 1 : 0);
    }

    private void over(Path data) throws Exception {
        int rows = setting("rows", 1_000_000);
        int workloads = setting("workloads", 1_000);
        ManyRows.write(data, rows, workloads, Instant.now(), Duration.ofDays(30), true);
        System.out.printf("%,d calls, %,d workloads and as many budgets; load %s%n", rows, workloads, load());
        try (Router router = Router.open(RouterConfig.of(data))) {
            String zone = settings.getOrDefault("zone", "UTC");
            router.apply(new PolicyChange.Replace(policy(workloads, zone)), "bench", "");
            var loud = new LoudRouter(router);
            router.ledger().flush();
            long began = System.nanoTime();
            double before = BackgroundMeter.millis();
            try (Ui ui = Ui.open(loud.router(), Theme.Choice.LIGHT, InstantSource.system())) {
                System.out.printf("  the first screen is full after %.1f s%n", (System.nanoTime() - began) / 1e9);
                double work = BackgroundMeter.millis() - before;
                judge("background work until then", "%.0f ms".formatted(work), work <= FULL);
                loud.asked().take(true);
                opening(ui);
                scrolling(ui);
                flood(ui, loud);
                ticking(ui, loud);
            }
        }
    }

    /// What one call costs that ends while the Overview is shown.
    private void ticking(Ui ui, LoudRouter loud) {
        var flood = new Flood(ui, loud, loud.router().ledger().recent(500));
        ui.go(Destination.OVERVIEW);
        flood.one();
        loud.asked().take(false);
        double before = BackgroundMeter.millis();
        for (int i = 0; i < TICKS; i++) {
            flood.one();
        }
        double each = (BackgroundMeter.millis() - before) / TICKS;
        loud.asked().take(true);
        judge("background work a tick", "%.0f ms".formatted(each), each <= TICK);
    }

    private void opening(Ui ui) {
        var meter = new FxMeter(ui);
        System.out.println("  milliseconds of the FX thread per opening: first, again");
        for (Destination screen : ui.graph().tools().navigator().destinations()) {
            Destination other = screen == Destination.CONNECT ? Destination.AUDIT : Destination.CONNECT;
            double first = open(ui, meter, screen);
            ui.go(other);
            double again = open(ui, meter, screen);
            ui.go(other);
            judge(screen.title(), "%.0f, %.0f".formatted(first, again), Math.max(first, again) <= OPENING);
        }
    }

    private static double open(Ui ui, FxMeter meter, Destination screen) {
        long before = meter.nanos();
        ui.go(screen);
        Frames.next(ui);
        return meter.millisSince(before);
    }

    private void scrolling(Ui ui) throws InterruptedException {
        ui.go(Destination.REQUESTS);
        var table = (TableView<?>) ui.find(one -> one instanceof TableView<?>);
        frames("Requests, 3 rows a frame", Frames.scroll(ui, frame -> table.scrollTo(frame * 3)));
        ui.go(Destination.WORKLOADS);
        var list = (ListView<?>) ui.find(one -> one.getStyleClass().contains("workload-list"));
        frames("Workloads, 1 row a frame", Frames.scroll(ui, list::scrollTo));
    }

    private void frames(String what, Frames.Times times) {
        judge(what, times.toString(), times.slow() <= FRAME);
    }

    private void flood(Ui ui, LoudRouter loud) {
        int rate = setting("rate", 2_000);
        var during = Duration.ofSeconds(setting("seconds", 60));
        var models = loud.router().ledger().recent(500);
        var result = new Flood(ui, loud, models).run(rate, during, TURNED);
        System.out.printf("  %,d calls in %.0f s%n", result.events(), result.seconds());
        judge("FX thread", "%.1f %% of a core".formatted(result.share()), result.share() <= SHARE);
        judge("hops waiting at most", Integer.toString(result.hops()), result.hops() <= 1);
        judge("calls lost from totals", Long.toString(result.lost()), result.lost() == 0);
        System.out.printf(
                "  %-34s %d MB before, %d MB after%n",
                "memory in use", result.before() / 1_000_000, result.after() / 1_000_000);
    }

    private void judge(String what, String figure, boolean met) {
        missed |= !met;
        System.out.printf("  %-34s %s%s%n", what, figure, met ? "" : "   over the bar");
    }

    private static Policy policy(int workloads, String zone) throws Exception {
        var text = new StringBuilder("signalbox: 1\nproviders:\n  house:\n    vendor: local\n");
        text.append("    base-url: practice\n    models:\n      qwen3: {context: 32000}\n");
        text.append("routes:\n  cheap: [house/qwen3]\nworkloads:\n");
        for (int i = 0; i < workloads; i++) {
            text.append("  workload-").append(i).append(": {route: cheap}\n");
        }
        text.append("budgets:\n");
        for (int i = 0; i < workloads; i++) {
            text.append(
                    "  workload-%d-day: {on: \"workload:workload-%d\", limit: $25.00, zone: %s}%n"
                            .formatted(i, i, zone));
        }
        return PolicyFile.read(text.toString());
    }

    private int setting(String name, int usual) {
        return Integer.parseInt(settings.getOrDefault(name, Integer.toString(usual)));
    }

    private static String load() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
        } catch (IOException e) {
            return "unknown";
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
