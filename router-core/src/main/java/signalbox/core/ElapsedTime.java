package signalbox.core;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/// Time that passes whatever the wall clock says, in nanoseconds since some instant.
///
/// @param awake may stop while the machine sleeps, as [System#nanoTime] does on Linux and macOS
/// @param asleep with sleep, as far as this system tells; may read a file
public record ElapsedTime(LongSupplier awake, LongSupplier asleep) {
    private static final Path UPTIME = Path.of("/proc/uptime");

    /// This machine's. Linux counts sleep in its uptime.
    public static ElapsedTime system() {
        return new ElapsedTime(System::nanoTime, ElapsedTime::uptime);
    }

    private static long uptime() {
        try {
            String seconds = Files.readString(UPTIME).split(" ", 2)[0];
            return new BigDecimal(seconds).movePointRight(9).longValue();
        } catch (IOException | RuntimeException e) {
            return System.nanoTime();
        }
    }
}
