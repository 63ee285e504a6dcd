package signalbox.app.testing;

import java.time.Instant;
import java.util.function.Consumer;
import signalbox.core.RouterEvent;
import signalbox.core.ledger.Retention;

/// How long a router without a core keeps its history, and what is deleted of it. Thread-safe.
final class FakeHistory {
    private final FakeLedger ledger;
    private final Consumer<RouterEvent> events;
    private volatile Retention retention = Retention.DEFAULT;

    FakeHistory(FakeLedger ledger, Consumer<RouterEvent> events) {
        this.ledger = ledger;
        this.events = events;
    }

    Retention retention() {
        return retention;
    }

    void keep(Retention wanted) {
        retention = wanted;
    }

    long delete(Instant before) {
        long deleted = ledger.deleteBefore(before);
        events.accept(new RouterEvent.HistoryDeleted(before));
        return deleted;
    }
}
