package signalbox.app.live;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Work off the FX thread with its result back on it. Never interrupts (an interrupt closes the embedded store).
/// Thread-safe.
public final class Background {
    private final Executor work;
    private final Executor back;
    private final AtomicInteger running = new AtomicInteger();

    /// Virtual threads out, the FX thread back.
    public Background() {
        this(action -> Thread.ofVirtual().name("background").start(action), Fx::later);
    }

    /// With other executors, for models tested without a toolkit.
    public Background(Executor work, Executor back) {
        this.work = work;
        this.back = back;
    }

    /// Runs `task` off the FX thread, then one of the two on it.
    public <T> void run(Callable<T> task, Consumer<? super T> done, Consumer<? super Exception> failed) {
        running.incrementAndGet();
        work.execute(() -> {
            Runnable ending;
            try {
                T result = task.call();
                ending = () -> done.accept(result);
            } catch (Exception failure) {
                ending = () -> failed.accept(failure);
            }
            finish(ending);
        });
    }

    /// Tasks whose result has not been taken yet.
    public int running() {
        return running.get();
    }

    private void finish(Runnable ending) {
        back.execute(() -> {
            try {
                ending.run();
            } finally {
                running.decrementAndGet();
            }
        });
    }
}
