package signalbox.app;

import java.time.InstantSource;
import java.util.function.Consumer;
import signalbox.app.halted.HaltModel;
import signalbox.app.live.Background;
import signalbox.app.live.LiveFeed;
import signalbox.app.live.Reading;
import signalbox.app.live.Tick;
import signalbox.app.overview.Today;
import signalbox.app.shell.Destination;
import signalbox.app.shell.Sidebar;
import signalbox.app.shell.StatusBar;
import signalbox.app.text.Text;
import signalbox.core.Router;

/// Keeps the frame’s own figures fresh, whichever screen is in front: status bar, sidebar badges, halts. At most four
/// times a second, one reading at a time.
final class StatusPulse implements AutoCloseable {
    private record Figures(Today today, long failing) {}

    private final Router router;
    private final InstantSource clock;
    private final StatusBar status;
    private final Sidebar sidebar;
    private final HaltModel halts;
    private final Consumer<Today> spent;
    private final Router.Subscription ticks;
    private final Reading<Figures> reading;
    private volatile boolean atRest;

    StatusPulse(
            Router router,
            LiveFeed feed,
            Background background,
            InstantSource clock,
            StatusBar status,
            Sidebar sidebar,
            HaltModel halts,
            Consumer<Today> spent) {
        this.spent = spent;
        this.router = router;
        this.clock = clock;
        this.status = status;
        this.sidebar = sidebar;
        this.halts = halts;
        this.reading =
                new Reading<>(
                        background,
                        this::read,
                        this::show,
                        failure -> {
                            // the ledger cannot be read: the overview says so
                        });
        this.ticks = feed.on(LiveFeed.Pace.NUMBERS, this::beat);
        halts.halts().subscribe(this::badge);
        badge();
        status.calls(Text.of("status.calls", 0));
        reading.refresh();
    }

    @Override
    public void close() {
        ticks.close();
    }

    private void beat(Tick tick) {
        status.calls(Text.of("status.calls", tick.lastMinute()));
        if (!halts.halts().isEmpty()) {
            halts.refresh();
        }
        atRest = tick.inFlight() == 0;
        reading.refresh();
    }

    /// After the last call no other tick would bring its spend, so that one is waited for. In the background.
    private Figures read() {
        if (atRest) {
            router.ledger().flush();
        }
        return new Figures(Today.read(router, clock.instant()), failing());
    }

    private void show(Figures read) {
        spent.accept(read.today);
        status.spend(read.today.words(), read.today.practiceWords());
        status.health(
                read.failing == 0 ? Text.of("status.providers.ok") : Text.of("status.providers.failing", read.failing));
        sidebar.badge(
                Destination.PROVIDERS,
                read.failing == 0 ? "" : "▲",
                Text.of("status.providers.failing", read.failing),
                "warning");
    }

    private long failing() {
        return router.health().values().stream().filter(health -> !health.cooling().isEmpty()).count();
    }

    private void badge() {
        int halted = halts.halts().size();
        sidebar.badge(
                Destination.WORKLOADS,
                halted == 0 ? "" : Integer.toString(halted),
                Text.of("halted.badge", halted),
                "danger");
        sidebar.badge(
                Destination.OVERVIEW,
                halted == 0 || sidebar.shows(Destination.WORKLOADS) ? "" : Integer.toString(halted),
                Text.of("halted.badge", halted),
                "danger");
    }
}
