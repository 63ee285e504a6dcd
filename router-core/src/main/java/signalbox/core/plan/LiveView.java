package signalbox.core.plan;

import java.time.Instant;
import java.util.Map;

/// The live facts the planner weighs, frozen at one instant so that planning stays pure.
///
/// @param coolingUntil targets (`provider` or `provider/model`) that should not be tried before an instant
public record LiveView(Map<String, Instant> coolingUntil) {
    public static final LiveView CALM = new LiveView(Map.of());

    public LiveView {
        coolingUntil = Map.copyOf(coolingUntil);
    }
}
