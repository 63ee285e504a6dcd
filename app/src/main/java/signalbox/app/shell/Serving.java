package signalbox.app.shell;

import java.util.OptionalInt;
import signalbox.core.Router;

/// The local listener as the console sees it. Thread-safe; start and stop may block, so call them in the background.
public interface Serving {
    enum State {
        SERVING,
        STOPPED,
        /// It should serve and cannot; the status says why.
        FAILED
    }

    /// @param problem why it does not serve and what to do; empty unless FAILED
    record Status(State state, String host, int port, String problem) {
        /// `127.0.0.1:4717`.
        public String address() {
            return host + ":" + port;
        }

        /// `http://127.0.0.1:4717`.
        public String baseUrl() {
            return "http://" + address();
        }
    }

    Status status();

    void start() throws Exception;

    /// Serves at another port from now on, instead of the one before; 0 picks a free one.
    void start(int port) throws Exception;

    /// The first free port above the present one; empty when none is near. May block.
    OptionalInt nextFree();

    void stop() throws Exception;

    /// Calls `listener`, on any thread, after each change of status.
    Router.Subscription onChange(Runnable listener);
}
