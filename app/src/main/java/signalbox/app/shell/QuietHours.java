package signalbox.app.shell;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import javafx.util.Subscription;

/// The hours in which nothing may pop up outside the window or make a sound, by this machine's wall clock. FX thread
/// only.
public final class QuietHours {
    private final Settings settings;
    private final InstantSource clock;
    private final ZoneId zone;

    public QuietHours(Settings settings, InstantSource clock, ZoneId zone) {
        this.settings = settings;
        this.clock = clock;
        this.zone = zone;
    }

    /// Whether it is quiet now.
    public boolean now() {
        String from = settings.quietFrom().get();
        String to = settings.quietTo().get();
        return !from.isEmpty() && !to.isEmpty() && between(time(), read(from), read(to));
    }

    /// How long until they end; zero when it is not quiet.
    public Duration left() {
        if (!now()) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(time(), read(settings.quietTo().get()));
        return left.isNegative() ? left.plusDays(1) : left;
    }

    /// Calls `listener` when they are set anew, until the subscription ends.
    public Subscription onChange(Runnable listener) {
        return settings.quietFrom()
                .subscribe((was, now) -> listener.run())
                .and(settings.quietTo().subscribe((was, now) -> listener.run()));
    }

    private LocalTime time() {
        return clock.instant().atZone(zone).toLocalTime();
    }

    /// Quiet hours may pass midnight.
    static boolean between(LocalTime now, LocalTime from, LocalTime to) {
        boolean after = !now.isBefore(from);
        boolean before = now.isBefore(to);
        return from.isBefore(to) ? after && before : after || before;
    }

    private static LocalTime read(String typed) {
        return LocalTime.parse(typed.length() == 4 ? "0" + typed : typed);
    }
}
