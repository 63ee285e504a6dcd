package signalbox.core;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import signalbox.core.provider.PracticeSettings;

/// What a router needs to open.
///
/// @param dataDir where everything it keeps lives; created with owner-only permissions
/// @param clock wall clock; tests and the demo inject their own
/// @param environment where `env:` credentials are looked up, usually `System.getenv()`
/// @param practice pace and faults of the practice provider
public record RouterConfig(
        Path dataDir, InstantSource clock, Map<String, String> environment, PracticeSettings practice) {
    public static RouterConfig of(Path dataDir) {
        return new RouterConfig(dataDir, InstantSource.system(), System.getenv(), PracticeSettings.DEFAULT);
    }

    public RouterConfig withClock(InstantSource newClock) {
        return new RouterConfig(dataDir, newClock, environment, practice);
    }

    public RouterConfig withEnvironment(Map<String, String> newEnvironment) {
        return new RouterConfig(dataDir, clock, newEnvironment, practice);
    }

    public RouterConfig withPractice(PracticeSettings newPractice) {
        return new RouterConfig(dataDir, clock, environment, newPractice);
    }
}
