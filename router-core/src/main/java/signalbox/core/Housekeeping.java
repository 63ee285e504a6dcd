package signalbox.core;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a running router does by itself now and then, on one thread of its own, `signalbox-housekeeping`. Work that
/// fails is tried again at its next turn.
final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final long PATIENCE_SECONDS = 5;

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("signalbox-housekeeping").factory());

    /// Runs work again and again.
    void every(Duration first, Duration period, Runnable work) {
        thread.scheduleWithFixedDelay(() -> guarded(work), first.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Runs work once; when it fails, again after a while until it does not.
    void once(Duration retry, Runnable work) {
        thread.execute(() -> {
            if (!guarded(work) && !thread.isShutdown()) {
                thread.schedule(() -> once(retry, work), retry.toMillis(), TimeUnit.MILLISECONDS);
            }
        });
    }

    private static boolean guarded(Runnable work) {
        try {
            work.run();
            return true;
        } catch (IllegalStateException e) {
            LOG.info("Housekeeping waits for its next turn: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("Housekeeping failed; it is tried again at its next turn", e);
        }
        return false;
    }

    /// Starts nothing new and waits a moment for what runs.
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.info("Housekeeping was still at work when the router closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
