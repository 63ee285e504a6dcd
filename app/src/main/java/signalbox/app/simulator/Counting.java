package signalbox.app.simulator;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import signalbox.app.live.Fx;

/// How far a piece of work in the background is, told to the FX thread at most one hop at a time, and whether it should
/// stop. One instance for each piece of work; thread-safe.
final class Counting {
    private final LongConsumer show;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicBoolean hopPending = new AtomicBoolean();
    private final AtomicLong newest = new AtomicLong();

    /// @param show told on the FX thread
    Counting(LongConsumer show) {
        this.show = show;
    }

    /// @return false when the work should stop
    boolean seen(long figure) {
        newest.set(figure);
        if (hopPending.compareAndSet(false, true)) {
            Fx.later(() -> {
                hopPending.set(false);
                show.accept(newest.get());
            });
        }
        return !stopped.get();
    }

    /// Asks the work to stop soon.
    void stop() {
        stopped.set(true);
    }
}
