package signalbox.app.testing.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javafx.application.Platform;
import signalbox.app.live.LiveFeed;
import signalbox.app.live.Tick;
import signalbox.app.shell.Destination;
import signalbox.app.testing.Ui;
import signalbox.core.RouterEvent;
import signalbox.core.ledger.CallId;
import signalbox.core.ledger.CallRow;

/// Many finished calls a second while the screens are turned over, and the FX thread held up now and then.
final class Flood {
    /// @param share of a core that the FX thread used, in percent
    /// @param hops most ticks that were waiting when the FX thread had been held up
    /// @param lost calls that the totals do not have
    /// @param before bytes in use after a collection before the flood, `after` after it
    record Result(long events, double seconds, double share, int hops, long lost, long before, long after) {}

    private static final Duration HELD_UP = Duration.ofMillis(400);

    private final Ui ui;
    private final LoudRouter router;
    private final List<CallRow> models;
    private final CallId ids = new CallId();
    private final AtomicLong counted = new AtomicLong();
    private final AtomicInteger ticks = new AtomicInteger();

    /// @param models calls to imitate
    Flood(Ui ui, LoudRouter router, List<CallRow> models) {
        this.ui = ui;
        this.router = router;
        this.models = models;
    }

    /// Lets one call end and waits until the screens have taken it in.
    void one() {
        var heard = ui.graph().tools().feed().on(LiveFeed.Pace.CHARTS, _ -> ticks.incrementAndGet());
        int before = ticks.get();
        router.emit(new RouterEvent.CallFinished(another(0)));
        ui.until(() -> ticks.get() > before);
        ui.settle();
        heard.close();
    }

    Result run(int rate, Duration during, List<Destination> screens) {
        var feed = ui.graph().tools().feed();
        var heard = feed.on(LiveFeed.Pace.ROWS, this::hear);
        var meter = new FxMeter(ui);
        long before = used();
        long began = System.nanoTime();
        long busy = meter.nanos();
        var hops = new ArrayList<Integer>();
        long sent = 0;
        for (int turn = 0; turn < screens.size(); turn++) {
            ui.on(go(screens.get(turn)));
            long until = during.toNanos() * (turn + 1) / screens.size();
            if (turn % 2 == 1) {
                hops.add(0);
                holdUp(hops);
            }
            sent = send(rate, began, until, sent);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        double share = 100 * (meter.nanos() - busy) / 1e9 / seconds;
        long whole = sent;
        ui.until(() -> counted.get() == whole);
        ui.settle();
        heard.close();
        int most = hops.stream().mapToInt(Integer::intValue).max().orElse(0);
        return new Result(sent, seconds, share, most, whole - counted.get(), before, used());
    }

    private Callable<Void> go(Destination screen) {
        return () -> {
            ui.graph().tools().navigator().go(screen);
            return null;
        };
    }

    private void hear(Tick tick) {
        ticks.incrementAndGet();
        counted.set(calls(tick.totals()));
    }

    private static long calls(Map<String, Tick.Total> totals) {
        return totals.values().stream().mapToLong(Tick.Total::calls).sum();
    }

    /// Holds the FX thread up; what waits behind it then runs before the second action, which was queued last.
    private void holdUp(List<Integer> hops) {
        int turn = hops.size() - 1;
        Platform.runLater(() -> {
            LockSupport.parkNanos(HELD_UP.toNanos());
            int heard = ticks.get();
            Platform.runLater(() -> hops.set(turn, ticks.get() - heard));
        });
    }

    private long send(int rate, long began, long until, long sentBefore) {
        long sent = sentBefore;
        long now = System.nanoTime() - began;
        while (now < until) {
            long due = now * rate / 1_000_000_000L;
            while (sent < due) {
                router.emit(new RouterEvent.CallFinished(another(sent++)));
            }
            LockSupport.parkNanos(1_000_000);
            now = System.nanoTime() - began;
        }
        return sent;
    }

    private CallRow another(long number) {
        CallRow like = models.get((int) (number % models.size()));
        Instant at = Instant.now();
        return new CallRow(
                ids.next(at),
                at,
                like.workload(),
                like.key(),
                like.team(),
                like.wire(),
                like.askedModel(),
                like.pii(),
                like.stream(),
                like.outcome(),
                like.code(),
                like.httpStatus(),
                like.attempts(),
                like.firstByte(),
                like.total(),
                like.savedNanos(),
                like.practice(),
                like.steps());
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
