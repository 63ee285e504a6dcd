package signalbox.core.budget;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/// A background whose time the test advances: tasks run on the calling thread when they are due. Not thread-safe.
final class LaterTasks implements Background {
    private record Task(Duration due, long order, Runnable work) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::due).thenComparing(Task::order));
    private Duration now = Duration.ZERO;
    private long order;

    @Override
    public void run(Duration delay, Runnable task) {
        tasks.add(new Task(now.plus(delay), order++, task));
    }

    void advance(Duration by) {
        Duration until = now.plus(by);
        while (!tasks.isEmpty() && tasks.peek().due().compareTo(until) <= 0) {
            Task next = tasks.poll();
            now = next.due();
            next.work().run();
        }
        now = until;
    }

    int waiting() {
        return tasks.size();
    }
}
