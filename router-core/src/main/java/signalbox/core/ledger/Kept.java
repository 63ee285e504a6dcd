package signalbox.core.ledger;

import org.jdbi.v3.core.Handle;

/// From when on each tier is whole, in milliseconds since 1970; 0 when nothing of it was ever dropped.
///
/// @param archived what the archive stands for: calls that arrived before this, in records up to `archive`
/// @param archive number of the last record that the archive knows; 0 when there is no archive
record Kept(long calls, long minutes, long hours, long archived, long archive) {
    static Kept read(Handle handle) {
        return new Kept(
                since(handle, "calls"),
                since(handle, "minutes"),
                since(handle, "hours"),
                since(handle, "archived"),
                since(handle, "archive"));
    }

    static void write(Handle handle, String tier, long since) {
        handle.execute("merge into kept (tier, since_ms) key (tier) values (?, ?)", tier, since);
    }

    /// Whether a record about a call that arrived then stands in the archive.
    boolean inArchive(long sequence, long atMillis) {
        return sequence <= archive && atMillis < archived;
    }

    /// The first instant from which on both calls and sums by hour are whole.
    long comparable() {
        return Math.max(calls, hours);
    }

    private static long since(Handle handle, String tier) {
        return handle.createQuery("select since_ms from kept where tier = ?")
                .bind(0, tier)
                .mapTo(long.class)
                .findOne()
                .orElse(0L);
    }
}
