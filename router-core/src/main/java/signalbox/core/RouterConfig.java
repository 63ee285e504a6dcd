package signalbox.core;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/// What a router needs to open.
///
/// @param dataDir where everything it keeps lives; created with owner-only permissions
/// @param clock wall clock; tests inject their own
/// @param environment where `env:` credentials are looked up, usually `System.getenv()`
public record RouterConfig(Path dataDir, InstantSource clock, Map<String, String> environment) {
    public static RouterConfig of(Path dataDir) {
        return new RouterConfig(dataDir, InstantSource.system(), System.getenv());
    }
}
