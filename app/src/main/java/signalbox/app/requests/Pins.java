package signalbox.app.requests;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javafx.beans.property.StringProperty;
import signalbox.core.ledger.CallId;
import signalbox.core.ledger.CallRow;

/// Calls that stay on top of the list, whatever the filter says and however old they get. FX thread.
final class Pins {
    /// More is a list, not a handful.
    static final int MOST = 50;

    private final StringProperty kept;
    private final TreeMap<Long, CallRow> rows = new TreeMap<>(Comparator.reverseOrder());

    /// @param kept call ids, one a line
    Pins(StringProperty kept) {
        this.kept = kept;
    }

    boolean has(CallRow row) {
        return rows.containsKey(row.id());
    }

    /// Newest first.
    Collection<CallRow> rows() {
        return rows.values();
    }

    /// Pinned calls by id, of which the ledger is asked. What is no call id is passed over.
    List<Long> ids() {
        return kept.get()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .flatMap(line -> id(line).stream())
                .toList();
    }

    private static List<Long> id(String line) {
        try {
            return List.of(CallId.parse(line));
        } catch (IllegalArgumentException unreadable) {
            return List.of();
        }
    }

    /// Takes what the ledger has of the pinned calls; one that it has dropped is forgotten.
    ///
    /// @return whether others are pinned now
    boolean found(Collection<CallRow> found) {
        var before = List.copyOf(rows.keySet());
        rows.clear();
        found.forEach(row -> rows.put(row.id(), row));
        write();
        return !before.equals(List.copyOf(rows.keySet()));
    }

    /// Pins a call, or lets it go.
    ///
    /// @return whether it was done; false when [#MOST] are pinned already
    boolean toggle(CallRow row) {
        if (rows.remove(row.id()) == null) {
            if (rows.size() >= MOST) {
                return false;
            }
            rows.put(row.id(), row);
        }
        write();
        return true;
    }

    private void write() {
        kept.set(rows.keySet().stream().map(CallId::format).collect(Collectors.joining("\n")));
    }
}
