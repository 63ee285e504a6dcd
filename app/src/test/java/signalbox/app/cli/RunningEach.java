package signalbox.app.cli;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import signalbox.app.cli.Terminal.Said;
import signalbox.core.Router;
import signalbox.core.RouterException;

/// Opens a [Running] before each test, closes it after, and runs command lines on its data directory.
final class RunningEach implements BeforeEachCallback, AfterEachCallback {
    private final Supplier<Path> dir;
    private Running running;
    private Terminal terminal;

    /// @param dir asked before each test; the data go into its folder `data`
    RunningEach(Supplier<Path> dir) {
        this.dir = dir;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        Path data = dir.get().resolve("data");
        running = Running.open(data);
        terminal = new Terminal(data);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
    }

    Router router() {
        return running.router();
    }

    int callUntilHalted(String workload) throws RouterException {
        return running.callUntilHalted(workload);
    }

    Said run(String... arguments) {
        return terminal.run(arguments);
    }

    Said runWithInput(String input, String... arguments) {
        return terminal.runWithInput(input, arguments);
    }

    /// Closes it before the test ends.
    void close() {
        running.close();
    }
}
