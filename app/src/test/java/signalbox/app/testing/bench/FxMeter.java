package signalbox.app.testing.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import signalbox.app.testing.Ui;

/// Processor time of the FX thread. Any thread.
final class FxMeter {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final long thread;

    FxMeter(Ui ui) {
        thread = ui.on(() -> Thread.currentThread().threadId());
    }

    /// Nanoseconds since the thread began.
    long nanos() {
        return THREADS.getThreadCpuTime(thread);
    }

    double millisSince(long before) {
        return (nanos() - before) / 1e6;
    }
}
