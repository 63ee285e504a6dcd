package signalbox.app.preferences;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import signalbox.app.live.Background;
import signalbox.core.Router;

/// Which part of the call history can be deleted at once, and how many calls that is. FX thread; the ledger is asked in
/// the background.
final class History {
    /// A part, by the age of its calls.
    enum Part {
        OLDER_THAN_MONTH(30),
        OLDER_THAN_QUARTER(90),
        EVERYTHING(0);

        private final int days;

        Part(int days) {
            this.days = days;
        }

        int days() {
            return days;
        }

        Instant before(Instant now) {
            return now.minus(Duration.ofDays(days));
        }
    }

    /// How many calls each part has.
    ///
    /// @param at when they were counted, from which the ages count too
    record Counted(Instant at, Map<Part, Long> calls) {
        long calls(Part part) {
            return calls.get(part);
        }
    }

    private final Router router;
    private final Background background;
    private final InstantSource clock;
    private final String actor;

    History(Router router, Background background, InstantSource clock, String actor) {
        this.router = router;
        this.background = background;
        this.clock = clock;
        this.actor = actor;
    }

    /// Counts the calls of each part.
    void count(Consumer<Counted> done, Consumer<Exception> failed) {
        Instant now = clock.instant();
        background.run(
                () -> {
                    router.ledger().flush();
                    var counts = new EnumMap<Part, Long>(Part.class);
                    Arrays.stream(Part.values())
                            .forEach(part -> counts.put(part, router.ledger().callsBefore(part.before(now))));
                    return new Counted(now, counts);
                },
                done,
                failed);
    }

    /// Deletes what was counted, and no call that came since.
    ///
    /// @param done gets how many were deleted
    void delete(Part part, Instant counted, Consumer<Long> done, Consumer<Exception> failed) {
        background.run(() -> router.deleteHistory(part.before(counted), actor), done, failed);
    }
}
