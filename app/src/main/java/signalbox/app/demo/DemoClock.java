package signalbox.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that can be set while the past day is played, and follows the real one from then on. Thread-safe.
public final class DemoClock implements InstantSource {
    private volatile Instant played;

    private DemoClock(Instant start) {
        played = start;
    }

    /// A clock that stands at some time before now.
    public static DemoClock standingBefore(Duration before) {
        return new DemoClock(Instant.now().minus(before));
    }

    /// Stands at `instant`; never goes back.
    void stand(Instant instant) {
        if (instant.isAfter(played)) {
            played = instant;
        }
    }

    /// Follows the real clock from now on.
    void run() {
        played = null;
    }

    @Override
    public Instant instant() {
        Instant standing = played;
        return standing == null ? Instant.now() : standing;
    }
}
