package signalbox.app.testing.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.animation.AnimationTimer;
import signalbox.app.testing.Ui;

/// Scrolls a list a little with every frame and keeps what each frame took: the processor time of the FX thread from
/// one frame to the next, layout and its share of drawing included.
final class Frames {
    private static final int FRAMES = 240;

    /// @param median in milliseconds of processor time
    /// @param slow the 95th percentile
    /// @param longest of all frames
    record Times(double median, double slow, double longest) {
        @Override
        public String toString() {
            return "p50 %.1f ms, p95 %.1f ms, longest %.1f ms".formatted(median, slow, longest);
        }
    }

    /// One step down; on the FX thread.
    interface Step {
        void to(int frame);
    }

    private Frames() {}

    /// Waits until one frame has been laid out and handed to the renderer.
    static void next(Ui ui) {
        var over = new CountDownLatch(2);
        ui.on(() -> {
            new AnimationTimer() {
                @Override
                public void handle(long now) {
                    over.countDown();
                    if (over.getCount() == 0) {
                        stop();
                    }
                }
            }.start();
            return null;
        });
        try {
            over.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    static Times scroll(Ui ui, Step step) throws InterruptedException {
        List<Long> nanos = new ArrayList<>();
        var over = new CountDownLatch(1);
        ui.on(() -> {
            timer(step, nanos, over).start();
            return null;
        });
        if (!over.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("No frames came");
        }
        var sorted = nanos.stream().skip(10).sorted().toList();
        return new Times(at(sorted, 0.5), at(sorted, 0.95), at(sorted, 1));
    }

    private static AnimationTimer timer(Step step, List<Long> nanos, CountDownLatch over) {
        var threads = ManagementFactory.getThreadMXBean();
        return new AnimationTimer() {
            private long before = threads.getCurrentThreadCpuTime();
            private int frame;

            @Override
            public void handle(long now) {
                long used = threads.getCurrentThreadCpuTime();
                nanos.add(used - before);
                before = used;
                if (++frame == FRAMES) {
                    stop();
                    over.countDown();
                } else {
                    step.to(frame);
                }
            }
        };
    }

    private static double at(List<Long> sorted, double share) {
        int index = (int) Math.ceil(share * sorted.size()) - 1;
        return sorted.get(Math.clamp(index, 0, sorted.size() - 1)) / 1e6;
    }
}
