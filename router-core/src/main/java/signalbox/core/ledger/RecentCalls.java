package signalbox.core.ledger;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// The newest calls, in memory. Thread-safe; its lock is held for a moment only.
final class RecentCalls {
    static final int KEPT = 2000;

    private final TreeMap<Long, CallRow> rows = new TreeMap<>();

    synchronized void add(CallRow row) {
        rows.put(row.id(), row);
        if (rows.size() > KEPT) {
            rows.pollFirstEntry();
        }
    }

    /// Forgets calls that arrived before this.
    synchronized void dropBefore(long millis) {
        rows.values().removeIf(row -> row.at().toEpochMilli() < millis);
    }

    synchronized Optional<CallRow> find(long id) {
        return Optional.ofNullable(rows.get(id));
    }

    synchronized int size() {
        return rows.size();
    }

    /// Newest first.
    synchronized List<CallRow> newest(int limit) {
        return rows.descendingMap().values().stream().limit(limit).toList();
    }
}
