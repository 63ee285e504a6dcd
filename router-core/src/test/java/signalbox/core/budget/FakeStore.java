package signalbox.core.budget;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A durable store of movements, in memory. Thread-safe. `failing` makes it refuse.
final class FakeStore implements EscrowStore {
    record Key(String budget, Instant window) {}

    private final Map<Key, Long> moved = new HashMap<>();
    private int moves;
    volatile boolean failing;

    @Override
    public synchronized void move(List<Movement> movements) throws LedgerUnavailable {
        if (failing) {
            throw new LedgerUnavailable("the disk is full", null);
        }
        moves++;
        movements.forEach(each -> moved.merge(new Key(each.budget(), each.window()), each.amount(), Long::sum));
    }

    synchronized long moved(String budget) {
        return moved.entrySet().stream()
                .filter(entry -> entry.getKey().budget().equals(budget))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    synchronized Map<Key, Long> all() {
        return new HashMap<>(moved);
    }

    synchronized int moves() {
        return moves;
    }
}
