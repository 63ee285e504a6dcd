package signalbox.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import signalbox.app.cli.SignalboxCommand.Start;
import signalbox.app.demo.Demo;
import signalbox.app.demo.DemoClock;
import signalbox.core.RouterConfig;
import signalbox.core.RouterException;
import signalbox.core.provider.PracticeSettings;

/// Opens an instance as the command line asks for it.
final class Starting {
    private Starting() {}

    static Instance open(Start start, Instance.Window window) throws RouterException {
        return open(start, dataDir(start), window);
    }

    /// @param dataDir as [#dataDir] gave it
    static Instance open(Start start, Path dataDir, Instance.Window window) throws RouterException {
        return start.demo() ? demo(start, dataDir, window) : logged(RouterConfig.of(dataDir), start, window);
    }

    /// Where the instance keeps its data; a demo without a place of its own gets one that is thrown away.
    static Path dataDir(Start start) throws RouterException {
        return start.dataDir() == null ? throwAway() : start.dataDir();
    }

    private static Instance demo(Start start, Path dataDir, Instance.Window window) throws RouterException {
        DemoClock clock = DemoClock.standingBefore(Demo.DAY);
        RouterConfig config = RouterConfig.of(dataDir).withClock(clock).withPractice(PracticeSettings.instant());
        Instance instance = logged(config, start, window);
        Demo demo = Demo.play(instance.router(), clock);
        demo.goLive();
        instance.alsoClose(demo);
        return instance;
    }

    private static Instance logged(RouterConfig config, Start start, Instance.Window window) throws RouterException {
        Instance instance = Instance.open(config, start.port(), start.policy(), window);
        try {
            Logs.to(config.dataDir());
        } catch (IOException e) {
            instance.close();
            throw new RouterException(
                    "data_dir_unusable", "The log cannot be written in " + config.dataDir() + ": " + e.getMessage(), e);
        }
        return instance;
    }

    private static Path throwAway() throws RouterException {
        try {
            return Files.createTempDirectory("signalbox-demo-");
        } catch (IOException e) {
            throw new RouterException(
                    "data_dir_unusable", "No temporary directory can be made for the demo: " + e.getMessage(), e);
        }
    }
}
