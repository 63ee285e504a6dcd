package signalbox.core;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import signalbox.core.ledger.Retention;
import signalbox.core.provider.Deadlines;
import signalbox.core.provider.PracticeSettings;

/// What a router needs to open.
///
/// @param dataDir where everything it keeps lives; created with owner-only permissions
/// @param clock wall clock; tests and the demo inject their own
/// @param elapsed what the wall clock is checked against; null to believe it whatever it says
/// @param environment where `env:` credentials are looked up, usually `System.getenv()`
/// @param practice pace and faults of the practice provider
/// @param closing how long closing waits for calls in flight; what they hold after that counts as unreported
/// @param retention how long the ledger keeps what
/// @param deadlines how long providers may take
public record RouterConfig(
        Path dataDir,
        InstantSource clock,
        ElapsedTime elapsed,
        Map<String, String> environment,
        PracticeSettings practice,
        Duration closing,
        Retention retention,
        Deadlines deadlines) {
    public static RouterConfig of(Path dataDir) {
        return new RouterConfig(
                dataDir,
                InstantSource.system(),
                ElapsedTime.system(),
                System.getenv(),
                PracticeSettings.DEFAULT,
                Duration.ofSeconds(10),
                Retention.DEFAULT,
                Deadlines.DEFAULT);
    }

    /// With a clock of one's own, which is believed.
    public RouterConfig withClock(InstantSource newClock) {
        return withClock(newClock, null);
    }

    /// @param newElapsed what the clock is checked against; null to believe it
    public RouterConfig withClock(InstantSource newClock, ElapsedTime newElapsed) {
        return new RouterConfig(dataDir, newClock, newElapsed, environment, practice, closing, retention, deadlines);
    }

    public RouterConfig withEnvironment(Map<String, String> newEnvironment) {
        return new RouterConfig(dataDir, clock, elapsed, newEnvironment, practice, closing, retention, deadlines);
    }

    public RouterConfig withPractice(PracticeSettings newPractice) {
        return new RouterConfig(dataDir, clock, elapsed, environment, newPractice, closing, retention, deadlines);
    }

    public RouterConfig withClosing(Duration newClosing) {
        return new RouterConfig(dataDir, clock, elapsed, environment, practice, newClosing, retention, deadlines);
    }

    public RouterConfig withRetention(Retention newRetention) {
        return new RouterConfig(dataDir, clock, elapsed, environment, practice, closing, newRetention, deadlines);
    }

    public RouterConfig withDeadlines(Deadlines newDeadlines) {
        return new RouterConfig(dataDir, clock, elapsed, environment, practice, closing, retention, newDeadlines);
    }
}
