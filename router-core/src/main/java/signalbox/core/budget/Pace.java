package signalbox.core.budget;

import java.time.Instant;

/// How a budget's spend stands to the clock; the console puts it into words.
public sealed interface Pace {
    /// Nothing to say yet: less than 3 % of the window has passed, or the window has no end.
    record TooEarly() implements Pace {}

    /// Within 5 % of even spending over the window.
    record OnPace() implements Pace {}

    /// Ahead of even spending, yet the forecast stays within the cap.
    record Ahead(int percent) implements Pace {}

    /// The forecast passes the cap; at this pace the budget is used up at `at`.
    record RunsOut(Instant at) implements Pace {}

    /// Behind even spending; lasts until the window resets.
    record Lasts(Instant reset) implements Pace {}
}
