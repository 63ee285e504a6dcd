package signalbox.app.desktop;

import com.sun.glass.ui.Timer;
import com.sun.javafx.tk.Toolkit;
import java.lang.reflect.Field;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets the toolkit's timer rest while nothing moves. A quarter of a second after the last frame the toolkit asks its
/// timer to pause, and to resume when something is to be drawn. On Linux that request does nothing (JavaFX 26,
/// `GtkTimer._pause` is empty), and the idle window wakes the processor 60 times a second for as long as it is open.
/// This timer stops the toolkit's own at a pause and starts it again at a resume.
///
/// Thread-safe as the toolkit needs it: a pause comes in the middle of a beat, on the FX thread, a resume on any
/// thread. The native timer may be stopped in the middle of its own beat (`GlassTimer.cpp`).
final class RestingTimer extends Timer {
    private static final Logger LOG = LoggerFactory.getLogger(RestingTimer.class);
    private static final int MILLIS = 1_000;

    private final Timer beats;
    private int period;

    /// @param beats a timer that cannot pause; it calls what it was made for, not `unused`
    RestingTimer(Timer beats, Runnable unused) {
        super(unused);
        this.beats = beats;
    }

    /// Takes the place of the toolkit's timer where that one cannot pause. Anything unexpected leaves it as it is.
    static void install() {
        try {
            var toolkit = Toolkit.getToolkit();
            Field place = toolkit.getClass().getDeclaredField("pulseTimer");
            place.setAccessible(true);
            if (place.get(toolkit) instanceof Timer timer && timer.getClass().getSimpleName().equals("GtkTimer")) {
                replace(toolkit, place, timer);
            }
        } catch (ReflectiveOperationException | RuntimeException | LinkageError other) {
            LOG.info("the toolkit's timer does not rest: {}", other.toString());
        }
    }

    private static void replace(Toolkit toolkit, Field place, Timer timer) throws IllegalAccessException {
        timer.stop();
        var resting = new RestingTimer(timer, () -> {});
        resting.start(MILLIS / toolkit.getRefreshRate());
        synchronized (toolkit) { // the toolkit pauses and resumes under its own lock
            place.set(toolkit, resting);
        }
    }

    @Override
    protected long _start(Runnable unused) {
        throw new UnsupportedOperationException("beats at a rate of its own, not the screen's");
    }

    @Override
    protected long _start(Runnable unused, int millis) {
        period = millis;
        beats.start(millis);
        return 1;
    }

    @Override
    protected void _stop(long started) {
        beats.stop();
    }

    @Override
    protected void _pause(long started) {
        beats.stop();
    }

    @Override
    protected void _resume(long started) {
        if (!beats.isRunning()) {
            beats.start(period);
        }
    }
}
