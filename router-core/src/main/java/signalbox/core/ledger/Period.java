package signalbox.core.ledger;

import java.time.Instant;

/// Periods of time in the units of the database.
final class Period {
    /// Ids are made when calls arrive, but never go back when the clock does: an id may be this far ahead of its time.
    private static final long SLACK_MILLIS = RollUps.HOUR;

    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private Period() {}

    /// Milliseconds since 1970, within what the database can hold.
    static long millis(Instant instant) {
        if (instant.isBefore(EARLIEST)) {
            return 0;
        }
        return instant.isAfter(LATEST) ? LATEST.toEpochMilli() : instant.toEpochMilli();
    }

    /// The least id that a call at or after this time can have.
    static long firstId(long fromMillis) {
        return CallId.floor(Instant.ofEpochMilli(fromMillis - SLACK_MILLIS));
    }

    /// The largest id that a call before this time can have.
    static long lastId(long toMillis) {
        return CallId.floor(Instant.ofEpochMilli(toMillis + SLACK_MILLIS));
    }
}
