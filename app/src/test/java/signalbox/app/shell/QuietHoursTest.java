package signalbox.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import signalbox.app.testing.FakeMachine;

class QuietHoursTest {
    private final Settings settings = new FakeMachine().settings();
    private Instant now = Instant.parse("2026-11-21T23:30:00Z");
    private final QuietHours quiet = new QuietHours(settings, () -> now, ZoneOffset.UTC);

    @Test
    void mayPassMidnight() {
        var ten = LocalTime.of(22, 0);
        var six = LocalTime.of(6, 0);
        assertTrue(QuietHours.between(LocalTime.of(23, 30), ten, six));
        assertTrue(QuietHours.between(LocalTime.of(5, 59), ten, six));
        assertFalse(QuietHours.between(six, ten, six));
        assertTrue(QuietHours.between(LocalTime.of(9, 0), six, ten));
        assertFalse(QuietHours.between(LocalTime.of(23, 0), six, ten));
    }

    @Test
    void tellHowLongTheyLast() {
        assertFalse(quiet.now());
        assertEquals(Duration.ZERO, quiet.left());
        settings.quietFrom().set("22:00");
        assertFalse(quiet.now(), "one end alone is none");
        settings.quietTo().set("7:00");
        assertTrue(quiet.now());
        assertEquals(Duration.ofMinutes(450), quiet.left());
        now = Instant.parse("2026-11-22T06:59:00Z");
        assertEquals(Duration.ofMinutes(1), quiet.left());
        now = now.plusSeconds(60);
        assertFalse(quiet.now());
    }

    @Test
    void tellWhenTheyAreSetAnew() {
        var heard = new AtomicInteger();
        quiet.onChange(heard::incrementAndGet);
        settings.quietFrom().set("22:00");
        settings.quietTo().set("07:00");
        assertEquals(2, heard.get());
    }
}
