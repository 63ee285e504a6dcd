package signalbox.app.live;

import java.util.concurrent.Callable;
import java.util.function.Consumer;

/// Something that a screen reads again and again: one reading is under way at a time, and being asked for meanwhile
/// makes one more. So a slow answer makes readings rarer, never a queue. FX thread only; the task runs in the
/// background.
public final class Reading<T> {
    private final Background background;
    private final Callable<T> task;
    private final Consumer<? super T> done;
    private final Consumer<? super Exception> failed;
    private boolean underWay;
    private boolean again;

    public Reading(
            Background background, Callable<T> task, Consumer<? super T> done, Consumer<? super Exception> failed) {
        this.background = background;
        this.task = task;
        this.done = done;
        this.failed = failed;
    }

    /// Reads now, or once more after the reading under way.
    public void refresh() {
        if (underWay) {
            again = true;
            return;
        }
        underWay = true;
        background.run(
                task,
                result -> {
                    ended();
                    done.accept(result);
                },
                failure -> {
                    ended();
                    failed.accept(failure);
                });
    }

    private void ended() {
        underWay = false;
        if (again) {
            again = false;
            refresh();
        }
    }
}
