package signalbox.core;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import signalbox.core.provider.Health;

/// What the façade tells of the breakers: they know targets, the operator asks about providers.
final class ProviderConditions {
    private ProviderConditions() {}

    /// Why each provider that is not well is not tried, by name; of several conditions the first one.
    static Map<String, RouterEvent.ProviderHealth> of(Health breakers, Instant now) {
        var health = new HashMap<String, RouterEvent.ProviderHealth>();
        for (Health.Condition condition : breakers.conditions(now)) {
            String provider = condition.target().split("/", 2)[0];
            String reason = condition.reason().errorClass().id();
            health.putIfAbsent(provider, new RouterEvent.ProviderHealth(provider, reason, condition.until()));
        }
        return health;
    }
}
