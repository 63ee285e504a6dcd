package signalbox.core.provider;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import okhttp3.ConnectionPool;
import okhttp3.internal.concurrent.TaskRunner;
import okhttp3.internal.connection.ConnectionListener;

/// Connection pools that look for connections to close a few times a second. OkHttp's own wakes a thread up whenever a
/// connection falls idle, which is once a call: two to ten context switches, a third of what a call costs at a thousand
/// a second (measured with OkHttp 5.5.1).
///
/// OkHttp offers no setting for it, so this uses two of its internal types, on whose version the build depends. Where
/// they are not to be had (as a named module without `--add-exports`) its own pool does the same work at its own price.
final class QuietPool {
    /// How late a connection may be closed.
    private static final Duration LOOK = Duration.ofMillis(250);

    private QuietPool() {}

    static ConnectionPool of(int idleConnections, Duration keepAlive) {
        try {
            return Internal.pool(idleConnections, keepAlive);
        } catch (LinkageError notAccessible) {
            return new ConnectionPool(idleConnections, keepAlive.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /// Apart, so that it links on its own.
    private static final class Internal {
        static ConnectionPool pool(int idleConnections, Duration keepAlive) {
            var runner = new TaskRunner(new Unhurried(), Logger.getLogger(TaskRunner.class.getName()));
            return new ConnectionPool(
                    idleConnections,
                    keepAlive.toNanos(),
                    TimeUnit.NANOSECONDS,
                    runner,
                    ConnectionListener.Companion.getNONE());
        }
    }

    /// What runs a pool's tasks: its thread is never woken early, and looks by itself whether something has become due.
    private static final class Unhurried implements TaskRunner.Backend {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void coordinatorNotify(TaskRunner runner) {
            // it looks soon enough
        }

        @Override
        public void coordinatorWait(TaskRunner runner, long nanos) {
            if (nanos > 0) {
                try {
                    // the caller holds this lock, and looks again whether it is time
                    runner.wait(Math.min(TimeUnit.NANOSECONDS.toMillis(nanos) + 1, LOOK.toMillis()));
                } catch (InterruptedException e) {
                    runner.cancelAll();
                }
            }
        }

        @Override
        public <T> BlockingQueue<T> decorate(BlockingQueue<T> queue) {
            return queue;
        }

        @Override
        public void execute(TaskRunner runner, Runnable task) {
            Thread.ofPlatform().daemon().name("signalbox-connections").start(task);
        }
    }
}
