package signalbox.app;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import signalbox.app.shell.Serving;
import signalbox.core.Router;
import signalbox.core.Router.Subscription;
import signalbox.core.proxy.ProxyServer;

/// The proxy's listener, switched on and off. Thread-safe.
final class Listener implements Serving {
    private static final String HOST = "127.0.0.1";
    private static final Duration IN_FLIGHT = Duration.ofSeconds(10);

    private final Router router;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private ProxyServer proxy;
    private volatile Status status;

    Listener(Router router, int port) {
        this.router = router;
        status = new Status(State.STOPPED, HOST, port, "");
    }

    @Override
    public Status status() {
        return status;
    }

    /// @throws IOException when the port cannot be had; the status says why from then on
    @Override
    public void start() throws IOException {
        start(status.port());
    }

    /// Listens on another port from now on; 0 picks a free one.
    synchronized void start(int port) throws IOException {
        if (proxy != null) {
            return;
        }
        try {
            proxy = ProxyServer.start(router, port);
            router.listening(Set.of(proxy.port()));
            become(new Status(State.SERVING, HOST, proxy.port(), ""));
        } catch (IOException e) {
            become(new Status(State.FAILED, HOST, port, e.getMessage()));
            throw e;
        }
    }

    /// Stops listening; calls in flight get ten seconds.
    @Override
    public synchronized void stop() {
        if (proxy != null) {
            proxy.stop(IN_FLIGHT);
            proxy = null;
            router.listening(Set.of());
            become(new Status(State.STOPPED, HOST, status.port(), ""));
        }
    }

    private void become(Status next) {
        status = next;
        listeners.forEach(Runnable::run);
    }

    @Override
    public Subscription onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
