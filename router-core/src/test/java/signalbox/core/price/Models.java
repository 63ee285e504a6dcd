package signalbox.core.price;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import signalbox.core.policy.Ability;
import signalbox.core.policy.Counter;
import signalbox.core.policy.Model;
import signalbox.core.policy.ModelClass;
import signalbox.core.policy.PriceOverride;

/// Models for tests of prices.
final class Models {
    private Models() {}

    static Model plain(String id) {
        return new Model(id, ModelClass.STANDARD, 1_000_000, 100_000, Set.of(), Optional.empty());
    }

    static Model with(String id, Ability ability) {
        return new Model(id, ModelClass.STANDARD, 1_000_000, 100_000, Set.of(ability), Optional.empty());
    }

    static Model priced(String id, Map<Counter, Long> pico) {
        var own = Optional.of(new PriceOverride(new EnumMap<>(pico)));
        return new Model(id, ModelClass.STANDARD, 1_000_000, 100_000, Set.of(), own);
    }
}
