package signalbox.core;

import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells listeners what happened, in the order it was told here. A listener that throws does not harm the call or the
/// other listeners. Thread-safe.
final class Events {
    private static final Logger LOG = LoggerFactory.getLogger(Events.class);

    private final CopyOnWriteArrayList<Consumer<RouterEvent>> listeners = new CopyOnWriteArrayList<>();

    Router.Subscription on(Consumer<RouterEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void tell(RouterEvent event) {
        for (Consumer<RouterEvent> listener : listeners) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                LOG.error("a listener failed on {}", event.getClass().getSimpleName(), e);
            }
        }
    }
}
