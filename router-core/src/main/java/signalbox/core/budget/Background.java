package signalbox.core.budget;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Runs work that no call waits for: fetching escrow ahead of need, and giving it back when a budget rests.
@FunctionalInterface
public interface Background {
    /// Runs the task once, not before `delay` has passed, on another thread. May drop it when shutting down.
    void run(Duration delay, Runnable task);

    /// On the threads of `executor`; tasks that it rejects because it is shut down are dropped.
    static Background on(ScheduledExecutorService executor) {
        return (delay, task) -> {
            try {
                executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException shutDown) {
                if (!executor.isShutdown()) {
                    throw shutDown;
                }
            }
        };
    }
}
