package signalbox.core.ledger;

import java.util.LinkedHashMap;
import java.util.SortedSet;
import java.util.function.Supplier;

/// What stretches of the roll-ups came to when they were last added up: screens ask for the same weeks again and again.
/// A stretch is forgotten when anything is added to an hour of it, a late call or a correction, so what is remembered
/// is always what the tables say. Used by the store thread.
final class RememberedSums {
    /// Some 15 MB.
    private static final int MOST = 100_000;

    /// The one asked for last stands last.
    private final LinkedHashMap<Stretch, SpendSums> stretches = new LinkedHashMap<>();

    private int size;

    /// Sums of a roll-up that begin in `[from, to)`.
    record Stretch(Tier tier, long from, long to, Ledger.Bucket bucket, Ledger.Group group, OneGroup only) {}

    /// What a stretch comes to, added up unless it is remembered. Not to be changed.
    SpendSums of(Stretch stretch, Supplier<SpendSums> sums) {
        SpendSums known = stretches.get(stretch);
        if (known != null) {
            stretches.putLast(stretch, known);
            return known;
        }
        SpendSums made = sums.get();
        if (made.size() <= MOST) {
            stretches.put(stretch, made);
            size += made.size() + 1;
            shrink();
        }
        return made;
    }

    private void shrink() {
        var eldest = stretches.values().iterator();
        while (size > MOST) {
            size -= eldest.next().size() + 1;
            eldest.remove();
        }
    }

    /// Forgets every stretch with one of these hours.
    void changed(SortedSet<Long> hours) {
        stretches
                .entrySet()
                .removeIf(known -> {
                    Stretch stretch = known.getKey();
                    boolean stale = !hours.subSet(stretch.from, stretch.to).isEmpty();
                    size -= stale ? known.getValue().size() + 1 : 0;
                    return stale;
                });
    }
}
