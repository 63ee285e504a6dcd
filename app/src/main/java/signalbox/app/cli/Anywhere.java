package signalbox.app.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import signalbox.core.Router;
import signalbox.core.RouterConfig;
import signalbox.core.RouterException;
import signalbox.core.control.ControlClient;
import signalbox.core.control.ControlCommands;

/// Runs a command in the running instance, or, when none runs, on the data directory itself: the same commands over a
/// router that is opened for this one and serves nobody. Stateless.
final class Anywhere {
    private Anywhere() {}

    /// @throws RouterException `not_running` when nothing runs and there is no data directory to open, or what the
    ///   command says
    static InputStream send(Path dataDir, Map<String, String> request) throws RouterException, IOException {
        try {
            return ControlClient.send(dataDir, request);
        } catch (RouterException e) {
            if (!e.code().equals("not_running") || !used(dataDir)) {
                throw e;
            }
            return alone(dataDir, request);
        }
    }

    /// Whether a router ever ran there.
    static boolean used(Path dataDir) {
        return Files.isDirectory(dataDir.resolve("journal"));
    }

    private static InputStream alone(Path dataDir, Map<String, String> request) throws RouterException, IOException {
        try (Router router = Router.open(RouterConfig.of(dataDir))) {
            var bytes = new ByteArrayOutputStream();
            new ControlCommands(router, new Nobody()).run(request).writeTo(bytes);
            return new ByteArrayInputStream(bytes.toByteArray());
        }
    }

    /// There is no program around such a router.
    private static final class Nobody implements ControlCommands.Instance {
        @Override
        public String address() {
            return "";
        }

        @Override
        public String version() {
            return Version.current();
        }

        @Override
        public Instant startedAt() {
            return Instant.now();
        }

        @Override
        public void show() throws RouterException {
            throw new RouterException("headless", "There is no window.");
        }
    }
}
