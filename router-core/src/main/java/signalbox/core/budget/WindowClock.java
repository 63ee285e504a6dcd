package signalbox.core.budget;

import java.time.Instant;

/// Says how late windows may believe it is. Asked only when a window has ended by the wall clock, under the book's
/// lock: answers at once and calls nobody.
@FunctionalInterface
public interface WindowClock {
    /// Believes the wall clock, whatever it says.
    WindowClock BELIEVING = now -> now;

    /// The instant that chooses windows at `now`; earlier than `now` while the clock is doubted, so that no window
    /// opens for free.
    Instant opening(Instant now);
}
