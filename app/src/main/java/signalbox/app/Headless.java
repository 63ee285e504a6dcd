package signalbox.app;

import java.util.concurrent.CountDownLatch;
import signalbox.app.cli.SignalboxCommand.Start;
import signalbox.core.RouterException;

/// Signalbox without a window: prints one line when it listens and runs until it is told to stop.
final class Headless {
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    private Headless() {}

    /// @return the exit code
    static int run(Start start) throws RouterException {
        return new Headless().serve(start);
    }

    private int serve(Start start) throws RouterException {
        try (Instance instance = Starting.open(start, Headless::noWindow)) {
            instance.listen();
            Runtime.getRuntime().addShutdownHook(new Thread(this::awaitClosed, "stop"));
            System.out.println("Signalbox listening on " + instance.serving().status().baseUrl());
            System.out.flush();
            stop.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stopped.countDown();
        }
        return 0;
    }

    /// The JVM ends when its shutdown hooks do, so the hook waits until the instance has closed.
    private void awaitClosed() {
        stop.countDown();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void noWindow() throws RouterException {
        throw new RouterException("headless", "Signalbox already runs on this data directory, without a window.");
    }
}
