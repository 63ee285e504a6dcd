package signalbox.core.ledger;

import org.jdbi.v3.core.Handle;

/// Whether the database agrees with itself. Used by the store thread.
final class Agreement {
    /// How much of the newest history is added up: the database writes at its end, so a crash can only have hurt that,
    /// and a start must not read years.
    private static final long LOOKED_AT = RollUps.DAY;

    private Agreement() {}

    /// Whether it was closed in order, or its newest calls at least agree with their sums by hour.
    static boolean holds(Handle handle, Kept kept) {
        return handle.createQuery("select clean from progress").mapTo(boolean.class).one() || sumsAgree(handle, kept);
    }

    private static boolean sumsAgree(Handle handle, Kept kept) {
        long newest = Math.max(0, Take.newest(handle, "select max(start_ms) from hour_use"));
        long from = Math.max(kept.comparable(), newest - LOOKED_AT);
        long to = newest + RollUps.HOUR;
        var byHour = new long[2];
        PackedSums.read(
                handle,
                Tier.HOUR,
                from,
                to,
                OneGroup.ALL,
                (place, values) -> {
                    byHour[0] += values[0];
                    byHour[1] += values[4];
                });
        var calls = new CallQuery(handle);
        var corrections = calls.corrections(Period.firstId(from), Period.lastId(to));
        var byCall = new long[2];
        calls.between(
                from,
                to,
                entry -> {
                    byCall[0]++;
                    byCall[1] += entry.costNanos() + corrections.getOrDefault(entry.id(), 0L);
                });
        return byHour[0] == byCall[0] && byHour[1] == byCall[1];
    }
}
