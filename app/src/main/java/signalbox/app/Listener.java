package signalbox.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import signalbox.app.shell.Serving;
import signalbox.core.Router;
import signalbox.core.Router.Subscription;
import signalbox.core.proxy.ProxyServer;

/// The proxy's listener, switched on and off. Thread-safe.
final class Listener implements Serving {
    private static final String HOST = "127.0.0.1";
    private static final int NEAR = 50;
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

    /// Listens on another port from now on; 0 picks a free one. Calls in flight on the port before get ten seconds;
    /// when the new port cannot be had, the one before goes on.
    @Override
    public synchronized void start(int port) throws IOException {
        if (proxy != null && proxy.port() == port) {
            return;
        }
        ProxyServer before = proxy;
        if (before != null) {
            proxy = ProxyServer.start(router, port);
            router.listening(Set.of(proxy.port()));
            become(new Status(State.SERVING, HOST, proxy.port(), ""));
            before.stop(IN_FLIGHT);
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

    @Override
    public OptionalInt nextFree() {
        int now = status.port();
        return IntStream.rangeClosed(now + 1, Math.min(65_535, now + NEAR)).filter(Listener::free).findFirst();
    }

    private static boolean free(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getByName(HOST))) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
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
