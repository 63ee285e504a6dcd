package signalbox.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.app.cli.InputText;
import signalbox.app.cli.Version;
import signalbox.app.shell.Serving;
import signalbox.core.Router;
import signalbox.core.RouterConfig;
import signalbox.core.RouterException;
import signalbox.core.control.ControlCommands;
import signalbox.core.control.ControlServer;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policyfile.PolicyFile;
import signalbox.core.policyfile.PolicyFileException;

/// A running Signalbox: router, listener and control socket, opened in that order and closed in reverse. The console
/// and `--headless` both are one of these, with and without a window. Thread-safe.
final class Instance implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Instance.class);

    private final Path dataDir;
    private final Router router;
    private final Listener listener;
    private final ControlServer control;
    private AutoCloseable first = () -> {};

    private Instance(Router router, Listener listener, ControlServer control, Path dataDir) {
        this.dataDir = dataDir;
        this.router = router;
        this.listener = listener;
        this.control = control;
    }

    /// What a second start does to the first.
    @FunctionalInterface
    interface Window {
        /// @throws RouterException `headless` when there is none
        void show() throws RouterException;
    }

    /// Opens everything but the port, which [#listen] takes.
    ///
    /// @param policy a policy file to put in force, or null
    /// @throws RouterException with a sentence and a code; then nothing is left open
    static Instance open(RouterConfig config, int port, Path policy, Window window) throws RouterException {
        Router router = Router.open(config);
        try {
            if (policy != null) {
                enforce(router, policy);
            }
            var listener = new Listener(router, port);
            var commands = new ControlCommands(router, facts(listener, window));
            return new Instance(router, listener, ControlServer.start(config.dataDir(), commands), config.dataDir());
        } catch (RouterException e) {
            router.close();
            throw e;
        } catch (IOException e) {
            router.close();
            throw new RouterException(
                    "control_socket",
                    "The control socket cannot be made in "
                            + config.dataDir()
                            + ": "
                            + e.getMessage()
                            + ". Use a data directory with a shorter path.",
                    e);
        }
    }

    /// Puts a policy file in force unless it says what is in force already.
    private static void enforce(Router router, Path file) throws RouterException {
        try {
            Policy policy = PolicyFile.read(InputText.read(file));
            if (!policy.equals(router.policy().withVersion(0))) {
                router.apply(new PolicyChange.Replace(policy), Actor.name(), "started with a policy file");
            }
        } catch (PolicyFileException e) {
            throw new RouterException(
                    "policy_invalid",
                    file + " cannot be used as policy. Correct it and start again.\n" + e.getMessage(),
                    e);
        }
    }

    private static ControlCommands.Instance facts(Serving serving, Window window) {
        Instant startedAt = Instant.now();
        return new ControlCommands.Instance() {
            @Override
            public String address() {
                return serving.status().state() == Serving.State.SERVING ? serving.status().baseUrl() : "";
            }

            @Override
            public String version() {
                return Version.current();
            }

            @Override
            public Instant startedAt() {
                return startedAt;
            }

            @Override
            public void show() throws RouterException {
                window.show();
            }
        };
    }

    /// Takes the port that it was opened with.
    ///
    /// @throws RouterException `port_taken` when it cannot be had
    void listen() throws RouterException {
        listen(listener.status().port());
    }

    /// Takes a port.
    ///
    /// @throws RouterException `port_taken` when it cannot be had
    void listen(int port) throws RouterException {
        try {
            listener.start(port);
        } catch (IOException e) {
            throw new RouterException("port_taken", e.getMessage(), e);
        }
    }

    /// Closes `part` before everything else.
    void alsoClose(AutoCloseable part) {
        first = part;
    }

    Path dataDir() {
        return dataDir;
    }

    Router router() {
        return router;
    }

    Serving serving() {
        return listener;
    }

    /// Stops listening, lets calls in flight finish for up to ten seconds, writes everything down. Idempotent.
    @Override
    public void close() {
        try {
            first.close();
        } catch (Exception e) {
            LOG.warn("a part did not close", e);
        }
        control.close();
        listener.stop();
        router.close();
    }
}
