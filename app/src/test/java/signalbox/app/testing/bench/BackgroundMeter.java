package signalbox.app.testing.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Objects;

/// Processor time of what screens do in the background: the ledger's database, and what carries virtual threads. Any
/// thread.
final class BackgroundMeter {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private BackgroundMeter() {}

    /// Milliseconds since those threads began.
    static double millis() {
        return Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
                        .filter(Objects::nonNull)
                        .filter(BackgroundMeter::counts)
                        .mapToLong(thread -> Math.max(0, THREADS.getThreadCpuTime(thread.getThreadId())))
                        .sum()
                / 1e6;
    }

    private static boolean counts(ThreadInfo thread) {
        String name = thread.getThreadName();
        return name.equals("signalbox-store") || name.startsWith("ForkJoinPool");
    }
}
