package signalbox.app.testing;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import signalbox.app.shell.Serving;
import signalbox.core.Router;

/// A listener that only says what it was told to. Thread-safe.
public final class FakeServing implements Serving {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile int refused;
    private volatile Status status = new Status(State.SERVING, "127.0.0.1", 4717, "");

    public FakeServing() {}

    public void become(State state, String problem) {
        status = new Status(state, "127.0.0.1", 4717, problem);
        listeners.forEach(Runnable::run);
    }

    /// Says that it serves at another port.
    public void at(int port) {
        status = new Status(State.SERVING, "127.0.0.1", port, "");
        listeners.forEach(Runnable::run);
    }

    @Override
    public Status status() {
        return status;
    }

    @Override
    public void start() {
        become(State.SERVING, "");
    }

    @Override
    public void start(int port) throws IOException {
        if (port == refused) {
            throw new IOException("Port " + port + " is in use by another program.");
        }
        at(port);
    }

    @Override
    public OptionalInt nextFree() {
        return OptionalInt.of(status.port() + 1);
    }

    /// A port that cannot be had.
    public void refuse(int port) {
        refused = port;
    }

    @Override
    public void stop() {
        become(State.STOPPED, "");
    }

    @Override
    public Router.Subscription onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
