package signalbox.app;

import java.lang.management.ManagementFactory;
import javafx.animation.AnimationTimer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notes in the log how long the window took to be seen. FX thread only.
final class Drawn {
    private static final Logger LOG = LoggerFactory.getLogger(Drawn.class);

    private long frame;

    /// Runs `action` when what stands in the scene now has been drawn: a frame is handed to the renderer at the end of
    /// its pulse, and the pulse after the next begins when that is done.
    void next(Runnable action) {
        new AnimationTimer() {
            private int pulses;

            @Override
            public void handle(long now) {
                if (++pulses == 3) {
                    stop();
                    action.run();
                }
            }
        }.start();
    }

    /// The window's frame is there.
    void frame() {
        frame = System.nanoTime();
    }

    /// The first screen is there.
    void console() {
        long now = System.nanoTime();
        long uptime = ManagementFactory.getRuntimeMXBean().getUptime();
        LOG.info("window drawn {} ms after the start, first screen {} ms", uptime - (now - frame) / 1_000_000, uptime);
    }
}
