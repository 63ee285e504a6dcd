package signalbox.app.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.glass.ui.Timer;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.layout.Pane;
import org.junit.jupiter.api.Test;
import signalbox.app.testing.Ui;

class RestingTimerTest {
    private final List<String> said = new ArrayList<>();

    @Test
    void stopsTheTimerThatCannotPauseAndStartsItAgain() {
        try (var _ = Ui.show(() -> used(new RestingTimer(beats(), () -> {})))) {
            assertEquals(List.of("16", "stop", "16", "stop"), said);
        }
    }

    /// As the toolkit uses it: it may ask twice for the same.
    private Pane used(Timer timer) {
        timer.start(16);
        timer.resume();
        timer.pause();
        timer.pause();
        timer.resume();
        timer.stop();
        timer.resume();
        return new Pane();
    }

    private Timer beats() {
        return new Timer(() -> {}) {
            @Override
            protected long _start(Runnable beat) {
                throw new AssertionError("started at the screen's rate");
            }

            @Override
            protected long _start(Runnable beat, int millis) {
                said.add("" + millis);
                return 1;
            }

            @Override
            protected void _stop(long started) {
                said.add("stop");
            }

            @Override
            protected void _pause(long started) {}

            @Override
            protected void _resume(long started) {}
        };
    }
}
