package signalbox.app.chart;

import java.time.Instant;
import java.time.ZoneId;
import signalbox.app.text.Text;
import signalbox.app.text.Times;
import signalbox.core.budget.Pace;

/// How a budget’s spend stands to the clock, in words, the same on every screen.
public final class Paces {
    private Paces() {}

    /// `8 % ahead`, `runs out at 16:40 UTC`; empty while it is too early to say.
    ///
    /// @param zone the budget’s
    public static String words(Pace pace, Instant now, ZoneId zone) {
        return switch (pace) {
            case Pace.TooEarly() -> "";
            case Pace.OnPace() -> Text.of("pace.on");
            case Pace.Ahead(int percent) -> Text.of("pace.ahead", percent);
            case Pace.RunsOut(Instant at) ->
                    at.isAfter(now) ? Text.of("pace.runs_out", Times.until(at, now, zone)) : Text.of("pace.used_up");
            case Pace.Lasts(Instant _) -> Text.of("pace.lasts");
        };
    }
}
