package signalbox.app.live;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import signalbox.core.Router;
import signalbox.core.RouterEvent;
import signalbox.core.ledger.CallRow;

/// What happens in the router, for the screens: core threads count and go on; the FX thread gets one [Tick] at a time.
/// Rows come at most ten times a second, numbers four, charts two. One hop is pending at most, so a slow screen makes
/// ticks larger and rarer, never a queue. While hidden nothing is scheduled; [#setShowing] catches up. A minute after
/// the last call nothing is scheduled: idle costs nothing.
public final class LiveFeed implements AutoCloseable {
    public static final int ROWS_PER_TICK = 500;
    static final int RING = 2_000;
    private static final Duration FADE = Duration.ofSeconds(15);

    /// How often a subscriber wants to hear, at most.
    public enum Pace {
        ROWS(100),
        NUMBERS(250),
        CHARTS(500);

        private final long nanos;

        Pace(long millis) {
            nanos = Duration.ofMillis(millis).toNanos();
        }
    }

    private final InstantSource clock;
    private final Duration fade;
    private final Counters counters = new Counters();
    private final Set<Long> inFlight = ConcurrentHashMap.newKeySet();
    private final AtomicLong changes = new AtomicLong();
    private final AtomicLong events = new AtomicLong();
    private final AtomicBoolean hopPending = new AtomicBoolean();
    private final AtomicBoolean fading = new AtomicBoolean();
    private final ArrayDeque<CallRow> ring = new ArrayDeque<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("live-feed").factory());
    private final Router.Subscription source;
    private volatile boolean showing;
    private volatile Instant deleted = Instant.EPOCH;

    public LiveFeed(Router router, InstantSource clock) {
        this(router, clock, FADE);
    }

    /// @param fade between the ticks after the last call
    LiveFeed(Router router, InstantSource clock, Duration fade) {
        this.clock = clock;
        this.fade = fade;
        this.source = router.on(this::hear);
    }

    /// Calls `listener` on the FX thread with each tick due at that pace, until the subscription is closed.
    public Router.Subscription on(Pace pace, Consumer<Tick> listener) {
        var entry = new Listener(pace, listener, new ArrayDeque<>(), events.get());
        listeners.add(entry);
        return () -> listeners.remove(entry);
    }

    /// Whether the window can be seen; on the FX thread.
    public void setShowing(boolean nowShowing) {
        showing = nowShowing;
        pump();
    }

    public boolean showing() {
        return showing;
    }

    /// The newest rows still in the ring, oldest first.
    public List<CallRow> ring() {
        synchronized (ring) {
            return List.copyOf(ring);
        }
    }

    @Override
    public void close() {
        source.close();
        timer.shutdown();
    }

    private void hear(RouterEvent event) {
        switch (event) {
            case RouterEvent.CallStarted started -> inFlight.add(started.id());
            case RouterEvent.CallFinished(CallRow row) -> {
                inFlight.remove(row.id());
                keep(row);
            }
            case RouterEvent.HistoryDeleted(Instant before) -> {
                forget(before);
                changes.incrementAndGet();
            }
            default -> changes.incrementAndGet();
        }
        events.incrementAndGet();
        pump();
    }

    private void forget(Instant before) {
        synchronized (ring) {
            deleted = before.isAfter(deleted) ? before : deleted;
            ring.removeIf(row -> row.at().isBefore(before));
        }
    }

    /// Calls that arrived before this were deleted while this feed listened.
    public Instant deleted() {
        return deleted;
    }

    private void keep(CallRow row) {
        counters.count(row, clock.instant());
        synchronized (ring) {
            ring.addLast(row);
            if (ring.size() > RING) {
                ring.removeFirst();
            }
        }
        for (Listener listener : listeners) {
            listener.offer(row);
        }
    }

    /// Schedules the one hop when someone is behind and none is pending.
    private void pump() {
        if (!showing || listeners.stream().noneMatch(this::behind) || !hopPending.compareAndSet(false, true)) {
            return;
        }
        long now = System.nanoTime();
        long wait = listeners.stream().filter(this::behind).mapToLong(listener -> listener.dueIn(now)).min().orElse(0);
        try {
            timer.schedule(() -> Fx.later(this::publish), Math.max(0, wait), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            hopPending.set(false);
        }
    }

    private boolean behind(Listener listener) {
        return listener.heard < events.get();
    }

    private void publish() {
        hopPending.set(false);
        if (!showing) {
            return;
        }
        long upTo = events.get();
        long now = System.nanoTime();
        for (Listener listener : listeners) {
            if (listener.heard < upTo && listener.dueIn(now) <= 0) {
                listener.heard = upTo;
                listener.last = now;
                listener.action.accept(tick(listener.drain()));
            }
        }
        fade();
        pump();
    }

    /// After the last call a few more ticks come until its minute is over, so that no rate stands still, and what the
    /// ledger had not taken in yet is read.
    private void fade() {
        if (counters.lastMinute(clock.instant()) == 0 || !fading.compareAndSet(false, true)) {
            return;
        }
        try {
            timer.schedule(this::again, fade.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closing) {
            fading.set(false);
        }
    }

    private void again() {
        fading.set(false);
        events.incrementAndGet();
        pump();
    }

    private Tick tick(Drained drained) {
        var now = clock.instant();
        return new Tick(
                drained.rows,
                drained.dropped,
                inFlight.size(),
                counters.lastMinute(now),
                counters.totals(),
                changes.get());
    }

    private record Drained(List<CallRow> rows, long dropped) {}

    /// One subscriber with the rows it has not seen; `heard` and `last` belong to the FX thread after construction.
    private static final class Listener {
        private final Pace pace;
        private final Consumer<Tick> action;
        private final ArrayDeque<CallRow> waiting;
        private volatile long heard;
        private volatile long last = System.nanoTime() - Duration.ofSeconds(1).toNanos();
        private long left;

        Listener(Pace pace, Consumer<Tick> action, ArrayDeque<CallRow> waiting, long heard) {
            this.pace = pace;
            this.action = action;
            this.waiting = waiting;
            this.heard = heard;
        }

        long dueIn(long now) {
            return last + pace.nanos - now;
        }

        void offer(CallRow row) {
            if (pace != Pace.ROWS) {
                return;
            }
            synchronized (waiting) {
                waiting.addLast(row);
                if (waiting.size() > ROWS_PER_TICK) {
                    waiting.removeFirst();
                    left++;
                }
            }
        }

        Drained drain() {
            synchronized (waiting) {
                var drained = new Drained(new ArrayList<>(waiting), left);
                waiting.clear();
                left = 0;
                return drained;
            }
        }
    }
}
